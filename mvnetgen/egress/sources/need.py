"""One host that a file needs, and the hosts behind well-known registries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mvnetgen.azure.address_prefixes import parse_prefix
from mvnetgen.azure.host_names import HostFault, host_problem

PORTS = {"http": 80, "https": 443, "ssh": 22, "git": 9418, "ftp": 21, "svn": 3690}

PYPI = ("pypi.org", "files.pythonhosted.org")
ANACONDA = ("conda.anaconda.org",)
DEFAULTS = ("repo.anaconda.com",)
NPM = ("registry.npmjs.org",)
CRAN = ("cloud.r-project.org",)
MAVEN_CENTRAL = ("repo.maven.apache.org",)
DOCKER_HUB = ("registry-1.docker.io", "auth.docker.io", "production.cloudflare.docker.com")

BESIDE = {
    "pypi.org": PYPI,
    "ghcr.io": ("ghcr.io", "pkg-containers.githubusercontent.com"),
    "docker.io": DOCKER_HUB,
    "index.docker.io": DOCKER_HUB,
    "registry-1.docker.io": DOCKER_HUB,
    "quay.io": ("quay.io", "cdn.quay.io", "cdn01.quay.io", "cdn02.quay.io", "cdn03.quay.io"),
    "gcr.io": ("gcr.io", "storage.googleapis.com"),
    "nvcr.io": ("nvcr.io", "authn.nvidia.com", "layers.nvcr.io"),
}
"""Hosts that a registry answers with, beside its own."""

_URL = re.compile(
    r"(?:(?:git|hg|svn|bzr)\+)?(?P<scheme>https?|ssh|git|ftp)://(?:[^/@\s\"'<>]*@)?"
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^/:?#\s\"'<>()\[\]{},;|&\\]+)(?::(?P<port>[0-9]{1,5}))?",
    re.IGNORECASE,
)
_SCP = re.compile(r"(?:git\+)?(?:ssh://)?[A-Za-z0-9_.-]+@(?P<host>[A-Za-z0-9.-]+\.[A-Za-z]{2,}):(?!\d+/)[^\s\"']+")


@dataclass(frozen=True, slots=True)
class Need:
    """A host and port that a line needs."""

    line: int
    host: str
    port: int
    why: str


def urls(text: str) -> Iterator[tuple[str, int]]:
    """Host and port of every address in a text; what stands before an ``@`` is dropped, what is no public name too."""
    for match in _URL.finditer(text):
        host = match["host"].strip("[]").rstrip(".").lower()
        port = int(match["port"]) if match["port"] else PORTS[match["scheme"].lower()]
        if _is_host(host) and 0 < port < 65536:
            yield host, port
    for match in _SCP.finditer(text):
        if "://" not in text[: match.end()] or match.group().startswith(("git@", "git+git@")):
            yield match["host"].lower(), PORTS["ssh"]


def _is_host(host: str) -> bool:
    if "$" in host or "{" in host or host in ("localhost", "127.0.0.1", "0.0.0.0", "::1"):  # noqa: S104 - compared with
        return False
    if parse_prefix(host) is not None:
        return True
    problem = host_problem(host)
    return problem is None or problem.fault is HostFault.SHORT


def needs(line: int, found: Iterable[tuple[str, int]], why: str) -> Iterator[Need]:
    """Needs of one line, with the hosts that stand behind a well-known registry."""
    for host, port in found:
        for each in BESIDE.get(host, (host,)):
            yield Need(line, each, port, why)


def of_hosts(line: int, hosts: Iterable[str], why: str, port: int = 443) -> Iterator[Need]:
    """Needs of one line by the names of the hosts."""
    return (Need(line, host, port, why) for host in hosts)
