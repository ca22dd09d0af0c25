"""What the build of an image needs: base images, packages of the distribution, downloads."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mvnetgen.egress.sources.images import DISTRIBUTIONS, distribution_of, image_needs
from mvnetgen.egress.sources.need import ANACONDA, CRAN, DEFAULTS, NPM, PYPI, Need, needs, of_hosts, urls
from mvnetgen.text.source import Source

_VARIABLE = re.compile(r"\$\{(?P<braced>[A-Za-z_]\w*)(?::?-(?P<default>[^}]*))?[^}]*\}|\$(?P<bare>[A-Za-z_]\w*)")
_PACKAGES = re.compile(
    r"\b(apt-get|apt|aptitude|apk|dnf|yum|microdnf|tdnf)\s+(?:-\S+\s+)*(update|install|upgrade|add|makecache)"
)
_PIP = re.compile(
    r"\b(?:pip[0-9.]*|uv\s+pip|python[0-9.]*\s+-m\s+pip)\s+(?:-\S+\s+)*(?:install|download|wheel)\b(?P<rest>[^;&|\n]*)"
)
_CONDA = re.compile(r"\b(?:conda|mamba|micromamba)\s+(?:env\s+)?(?:install|create|update)\b(?P<rest>[^;&|\n]*)")
_NPM = re.compile(r"\b(?:npm\s+(?:install|ci|i)|yarn\s+(?:install|add)|pnpm\s+(?:install|add))\b(?P<rest>[^;&|\n]*)")
_CRAN = re.compile(r"install\.packages\(")
_HEREDOC = re.compile(r"<<-?[\"']?(?P<word>[A-Za-z_]\w*)[\"']?")


@dataclass
class _Build:
    """What is known while the instructions go by."""

    arguments: dict[str, str] = field(default_factory=dict)
    """Of the whole file, before the first FROM."""
    variables: dict[str, str] = field(default_factory=dict)
    """Of the stage."""
    stages: dict[str, str | None] = field(default_factory=dict)
    """Distribution by the name of a stage."""
    distribution: str | None = None
    count: int = 0


def docker_needs(source: Source) -> Iterator[Need]:
    """The needs of a Dockerfile, in the order of its instructions."""
    build = _Build()
    for line, word, rest in instructions(source):
        match word:
            case "ARG":
                _argument(rest, build)
            case "ENV":
                _environment(rest, build)
            case "FROM":
                yield from _from(line, rest, build)
            case "COPY":
                yield from _copy(line, rest, build)
            case "ADD":
                yield from needs(line, urls(_filled(rest, build.variables)), "a download")
            case "RUN":
                yield from _run(line, rest, build)


def instructions(source: Source) -> Iterator[tuple[int, str, str]]:
    """Line, keyword and text of each instruction; continued lines are joined, comments gone."""
    escape = "\\"
    lines = list(enumerate(source.lines, start=1))
    directive = re.match(r"#\s*escape\s*=\s*(\S)", source.line(1), re.IGNORECASE)
    if directive:
        escape = directive[1]
    position = 0
    while position < len(lines):
        start, text = lines[position]
        position += 1
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        whole = text
        while whole.rstrip().endswith(escape) and position < len(lines):
            _, more = lines[position]
            position += 1
            if not more.lstrip().startswith("#"):
                whole = whole.rstrip()[:-1] + " " + more
        word, _, rest = whole.strip().partition(" ")
        heredoc = _HEREDOC.search(rest) if word.upper() in ("RUN", "COPY", "ADD") else None
        if heredoc:
            body: list[str] = []
            while position < len(lines) and lines[position][1].strip() != heredoc["word"]:
                body.append(lines[position][1])
                position += 1
            position += 1
            rest = "\n".join([rest, *(each for each in body if not each.lstrip().startswith("#"))])
        yield start, word.upper(), rest.strip()


def _argument(rest: str, build: _Build) -> None:
    name, equals, value = rest.partition("=")
    known = build.variables if build.count else build.arguments
    if equals:
        known[name.strip()] = _filled(value.strip().strip("\"'"), known)
    elif build.count and name.strip() in build.arguments:
        build.variables[name.strip()] = build.arguments[name.strip()]


def _environment(rest: str, build: _Build) -> None:
    if "=" not in rest.split(maxsplit=1)[0] if rest.split() else True:
        name, _, value = rest.partition(" ")
        build.variables[name] = _filled(value.strip(), build.variables)
        return
    for part in _words(rest):
        name, _, value = part.partition("=")
        build.variables[name] = _filled(value, build.variables)


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()


def _filled(text: str, known: Mapping[str, str]) -> str:
    """A text with the variables that are known; the others stay as they are written."""

    def value(match: re.Match[str]) -> str:
        name = match["braced"] or match["bare"]
        return known.get(name, match["default"] if match["default"] is not None else match.group())

    return _VARIABLE.sub(value, text)


def _from(line: int, rest: str, build: _Build) -> Iterator[Need]:
    words = [each for each in rest.split() if not each.startswith("--")]
    image = _filled(words[0], build.arguments) if words else ""
    name = words[2].lower() if len(words) > 2 and words[1].lower() == "as" else ""
    build.count += 1
    build.variables = {}
    if image.lower() in build.stages:
        build.distribution = build.stages[image.lower()]
    else:
        build.distribution = distribution_of(image)
        if image and image.lower() != "scratch" and "$" not in image:
            yield from image_needs(line, image, "base image")
    build.stages[name or str(build.count - 1)] = build.distribution
    build.stages[str(build.count - 1)] = build.distribution


def _copy(line: int, rest: str, build: _Build) -> Iterator[Need]:
    for found in re.findall(r"--from=(\S+)", rest):
        image = _filled(found, {**build.arguments, **build.variables})
        if image.lower() not in build.stages and "$" not in image and not image.isdigit():
            yield from image_needs(line, image, "an image that is copied from")


def _run(line: int, rest: str, build: _Build) -> Iterator[Need]:
    text = _filled(rest, build.variables)
    for found in re.findall(r"--mount=\S*\bfrom=([^,\s]+)", text):
        if found.lower() not in build.stages:
            yield from image_needs(line, found, "an image that is mounted")
    yield from needs(line, urls(text), "an address in a command")
    if _PACKAGES.search(text) and build.distribution:
        yield from needs(line, DISTRIBUTIONS[build.distribution], f"packages of {build.distribution}")
    if "add-apt-repository" in text and "ppa:" in text:
        yield from of_hosts(line, ("ppa.launchpadcontent.net", "keyserver.ubuntu.com"), "a PPA")
    yield from _tools(line, text, build)


def _tools(line: int, text: str, build: _Build) -> Iterator[Need]:
    """The registries that package managers ask unless they are told of another."""
    index = (
        build.variables.get("PIP_INDEX_URL")
        or build.variables.get("UV_INDEX_URL")
        or build.variables.get("UV_DEFAULT_INDEX")
    )
    for match in _PIP.finditer(text):
        if index:
            yield from needs(line, urls(index), "index of pip")
        elif not re.search(r"(^|\s)(-i|--index-url|--no-index|--default-index)\b", match["rest"]):
            yield from of_hosts(line, PYPI, "default index of pip")
    for name in ("PIP_EXTRA_INDEX_URL", "UV_EXTRA_INDEX_URL"):
        if _PIP.search(text) and name in build.variables:
            yield from needs(line, urls(build.variables[name]), "another index")
    for match in _CONDA.finditer(text):
        channels = re.findall(r"(?:-c|--channel)[ =](\S+)", match["rest"])
        yield from of_hosts(
            line, ANACONDA if channels and "--override-channels" in match["rest"] else DEFAULTS, "channels of conda"
        )
        if any("://" not in each and each != "defaults" for each in channels):
            yield from of_hosts(line, ANACONDA, "channels of conda")
    for match in _NPM.finditer(text):
        if "--registry" not in match["rest"] and "npm_config_registry" not in {
            name.lower() for name in build.variables
        }:
            yield from of_hosts(line, NPM, "registry of npm")
    if _CRAN.search(text) and not re.search(r"repos\s*=", text):
        yield from of_hosts(line, CRAN, "CRAN")
