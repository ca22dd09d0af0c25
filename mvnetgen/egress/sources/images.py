"""Where a container image comes from, and which distribution it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mvnetgen.egress.sources.need import DOCKER_HUB, Need, needs, of_hosts

DISTRIBUTIONS = {
    "debian": (("deb.debian.org", 80),),
    "ubuntu": (("archive.ubuntu.com", 80), ("security.ubuntu.com", 80)),
    "alpine": (("dl-cdn.alpinelinux.org", 443),),
    "fedora": (("mirrors.fedoraproject.org", 443), ("dl.fedoraproject.org", 443)),
    "rocky": (("mirrors.rockylinux.org", 443), ("dl.rockylinux.org", 443)),
    "almalinux": (("mirrors.almalinux.org", 443), ("repo.almalinux.org", 443)),
    "centos": (("mirrorlist.centos.org", 80), ("mirror.centos.org", 80)),
    "ubi": (("cdn-ubi.redhat.com", 443),),
    "amazonlinux": (("cdn.amazonlinux.com", 443),),
    "azurelinux": (("packages.microsoft.com", 443),),
}
"""The hosts of the packages of each distribution."""

_ON_DEBIAN = frozenset(
    [
        "python",
        "node",
        "golang",
        "rust",
        "ruby",
        "perl",
        "php",
        "openjdk",
        "maven",
        "gradle",
        "gcc",
        "buildpack-deps",
        "postgres",
        "mysql",
        "mariadb",
        "redis",
        "nginx",
        "httpd",
        "mongo",
        "r-base",
        "jupyter",
        "miniconda3",
        "julia",
    ]
)
"""Images of Docker Hub that stand on Debian unless their tag says otherwise."""
_DEBIAN_WORDS = ("slim", "bookworm", "bullseye", "buster", "trixie", "stretch")
_UBUNTU_WORDS = ("jammy", "focal", "noble", "bionic")


def image_needs(line: int, image: str, why: str) -> Iterator[Need]:
    """The hosts that an image is pulled from."""
    first, slash, _ = image.partition("/")
    if slash and ("." in first or ":" in first or first == "localhost"):
        host, _, port = first.partition(":")
        yield from needs(line, [(host.lower(), int(port) if port.isdigit() else 443)], why)
    else:
        yield from of_hosts(line, DOCKER_HUB, "an image of Docker Hub")


def distribution_of(image: str) -> str | None:
    """The distribution that an image is made of; None when its name does not tell."""
    name = image.lower()
    for word in DISTRIBUTIONS:
        if re.search(rf"(^|[/:._-]){word}", name):
            return word
    if any(word in name for word in _UBUNTU_WORDS):
        return "ubuntu"
    if "mariner" in name:
        return "azurelinux"
    last = name.rpartition("/")[2].partition(":")[0].partition("@")[0]
    if any(word in name for word in _DEBIAN_WORDS) or last in _ON_DEBIAN:
        return "debian"
    return None
