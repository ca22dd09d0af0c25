"""What a Python project needs: its dependencies, and the indexes of uv, Poetry and PDM."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from mvnetgen.egress.sources.need import ANACONDA, PYPI, Need, needs, of_hosts, urls
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, Span


class _Lines:
    """Where a text stands in the file."""

    def __init__(self, source: Source) -> None:
        self.lines = [line.partition(" #")[0] if '"' not in line.partition(" #")[2] else line for line in source.lines]

    def of(self, text: str) -> int:
        """The first line, from 1, that holds a text and is no comment."""
        for number, line in enumerate(self.lines, start=1):
            if text in line and not line.lstrip().startswith("#"):
                return number
        return 1


def pyproject_needs(source: Source) -> Iterator[Need]:
    """The needs of a pyproject.toml. Raises `InputError` when it is no TOML."""
    try:
        document = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"is no TOML: {error}", Span.point(source.path)) from error
    lines = _Lines(source)
    tool = _table(document.get("tool"))
    named = 0
    for text in _dependencies(document, tool):
        line = lines.of(text)
        found = list(urls(text))[:1]
        if found:
            yield from needs(
                line, found, "a repository" if "+" in text.partition("://")[0] else "a package by its address"
            )
        elif "@" not in text:
            named = named or line
    replaced = False
    for url, default, why in _indexes(tool):
        replaced = replaced or default
        yield from needs(lines.of(url), urls(url), why)
    for url in _sources(tool):
        yield from needs(lines.of(url), urls(url), "a repository")
    for channel in _list(_table(tool.get("pixi")).get("project", {}), "channels"):
        yield from (
            needs(lines.of(channel), urls(channel), "a channel")
            if "://" in channel
            else of_hosts(lines.of(channel), ANACONDA, f"the channel {channel}")
        )
    if named and not replaced:
        yield from of_hosts(named, PYPI, "default index")


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object, key: str) -> list[str]:
    listed = _table(value).get(key)
    return [each for each in listed if isinstance(each, str)] if isinstance(listed, list) else []


def _dependencies(document: Mapping[str, Any], tool: Mapping[str, Any]) -> Iterator[str]:
    project = _table(document.get("project"))
    yield from _list(project, "dependencies")
    for group in _table(project.get("optional-dependencies")).values():
        yield from (each for each in group if isinstance(each, str))
    for group in _table(document.get("dependency-groups")).values():
        yield from (each for each in group if isinstance(each, str))
    yield from _list(document.get("build-system"), "requires")
    yield from _list(tool.get("uv"), "dev-dependencies")
    poetry = _table(tool.get("poetry"))
    groups = [poetry.get("dependencies"), poetry.get("dev-dependencies")]
    groups += [_table(each).get("dependencies") for each in _table(poetry.get("group")).values()]
    for group in groups:
        yield from (name for name, value in _table(group).items() if name != "python" and isinstance(value, str))


def _indexes(tool: Mapping[str, Any]) -> Iterator[tuple[str, bool, str]]:
    """Address, whether it replaces PyPI, and what it is."""
    uv = _table(tool.get("uv"))
    pip = _table(uv.get("pip"))
    listed = uv.get("index")
    for each in listed if isinstance(listed, list) else []:
        url = _table(each).get("url")
        if isinstance(url, str):
            default = _table(each).get("default") is True
            yield url, default, "default index of uv" if default else "an index of uv"
    for table in (uv, pip):
        url = table.get("index-url")
        if isinstance(url, str):
            yield url, True, "default index of uv"
        for key in ("extra-index-url", "find-links"):
            for each in _list(table, key):
                yield each, False, "an index of uv"
    listed = _table(tool.get("poetry")).get("source")
    for each in listed if isinstance(listed, list) else []:
        url, priority = _table(each).get("url"), _table(each).get("priority", "primary")
        if isinstance(url, str):
            yield url, priority in ("primary", "default"), "a source of Poetry"
    listed = _table(tool.get("pdm")).get("source")
    for each in listed if isinstance(listed, list) else []:
        url = _table(each).get("url")
        if isinstance(url, str):
            yield url, _table(each).get("name") == "pypi", "a source of PDM"


def _sources(tool: Mapping[str, Any]) -> Iterator[str]:
    """Addresses of dependencies that come from elsewhere than an index."""
    for each in _table(_table(tool.get("uv")).get("sources")).values():
        for one in each if isinstance(each, list) else [each]:
            yield from (value for key in ("git", "url") if isinstance(value := _table(one).get(key), str))
    poetry = _table(tool.get("poetry"))
    groups = [
        poetry.get("dependencies"),
        *(_table(each).get("dependencies") for each in _table(poetry.get("group")).values()),
    ]
    for group in groups:
        for each in _table(group).values():
            yield from (value for key in ("git", "url") if isinstance(value := _table(each).get(key), str))
