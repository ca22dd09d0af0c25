"""What conda needs: an environment file, a lock of conda-lock, or an az ml environment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mvnetgen.egress.sources.images import image_needs
from mvnetgen.egress.sources.need import ANACONDA, DEFAULTS, Need, needs, of_hosts, urls
from mvnetgen.egress.sources.pip import joined, lines_needs
from mvnetgen.languages.yaml import parse_yaml
from mvnetgen.text.document import Node
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source


def conda_needs(source: Source) -> Iterator[Need]:
    """The needs of a YAML file of conda or of az ml. Raises `InputError` for any other."""
    top = parse_yaml(source).top
    if not isinstance(top.value, Mapping):
        raise InputError("is no environment: it is no mapping", top.span)
    keys = set(top.value)
    if "package" in keys and isinstance(_at(top, "package"), tuple):
        yield from _lock(top)
    elif keys & {"dependencies", "channels"}:
        yield from _environment(top)
    elif keys & {"image", "conda_file", "build"}:
        yield from _az_ml(top)
    else:
        raise InputError("is no environment: it has no `dependencies`, `package` or `image`", top.span)


def _at(node: Node, key: str) -> object:
    found = node.get(key)
    return found.value if found is not None else None


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.value if node is not None and isinstance(node.value, tuple) else ()


def _lock(top: Node) -> Iterator[Need]:
    for package in _items(top.get("package")):
        url = package.get("url")
        if url is not None and isinstance(url.value, str):
            yield from needs(url.span.line, urls(url.value), "a locked package")


def _environment(top: Node) -> Iterator[Need]:
    listed = top.get("channels")
    channels = [(each.span.line, each.value) for each in _items(listed) if isinstance(each.value, str)]
    names = {name.strip().lower() for _, name in channels}
    for line, name in channels:
        yield from _channel(line, name)
    dependencies = top.get("dependencies")
    by_conda = [each for each in _items(dependencies) if isinstance(each.value, str)]
    for each in by_conda:
        channel, found, _ = str(each.value).rpartition("::")
        if found:
            yield from _channel(each.span.line, channel)
    if by_conda and not names & {"nodefaults", "defaults"}:
        line = listed.span.line if listed is not None else by_conda[0].span.line
        yield from of_hosts(line, DEFAULTS, "the channel defaults, which conda adds unless nodefaults is among them")
    for each in _items(dependencies):
        if isinstance(each.value, Mapping):
            items = _items(each.get("pip"))
            lines = [(item.span.line, str(item.value)) for item in items if isinstance(item.value, str)]
            yield from lines_needs(joined(lines))


def _channel(line: int, name: str) -> Iterator[Need]:
    word = name.strip()
    if word.lower() == "nodefaults":
        return
    if word.lower() in ("defaults", "main", "pkgs/main", "pkgs/r", "anaconda-main"):
        yield from of_hosts(line, DEFAULTS, "the channel defaults")
    elif "://" in word:
        yield from needs(line, urls(word), "a channel by its address")
    elif re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._/-]*", word):
        yield from of_hosts(line, ANACONDA, f"the channel {word}")


def _az_ml(top: Node) -> Iterator[Need]:
    image = top.get("image")
    if image is not None and isinstance(image.value, str):
        yield from image_needs(image.span.line, image.value.removeprefix("docker.io/"), "image")
    inner = top.get("conda_file")
    if inner is not None and isinstance(inner.value, Mapping):
        yield from _environment(inner)
