"""Parts of a document by a JSONPath, as far as people use them: ``$.a['b'][0][*]..c[?(@.d == 'e')]``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mvnetgen.languages.hcl.work import NotKnown
from mvnetgen.text.document import Node

_STEP = re.compile(
    r"""(?P<deep>\.\.)?\.?(?:
      (?P<name>[\w-]+)
    | (?P<all>\*)
    | \[\s*(?:(?P<index>-?\d+)|'(?P<single>[^']*)'|"(?P<double>[^"]*)"|(?P<each>\*)
      |\?\(?\s*@\.(?P<field>[\w.-]+)\s*(?:(?P<operator>==|!=)\s*(?P<value>'[^']*'|"[^"]*"|-?\d+|true|false|null))?\s*\)?)\s*\]
    )""",
    re.VERBOSE,
)
_WORDS = {"true": True, "false": False, "null": None}


def select(document: Node, path: str) -> list[Node]:
    """Everything that a path leads to. Raises `NotKnown` for a path of a kind that is not read."""
    path = path.removeprefix("$")
    found = [document]
    position = 0
    while position < len(path):
        step = _STEP.match(path, position)
        if step is None or step.end() == position:
            raise NotKnown("the path into the file is of a kind that is not read")
        position = step.end()
        if step["deep"]:
            found = [inner for node in found for inner in _everything(node)]
        found = [inner for node in found for inner in _taken(node, step)]
    return found


def _everything(node: Node) -> Iterator[Node]:
    yield node
    for inner in _children(node):
        yield from _everything(inner)


def _children(node: Node) -> tuple[Node, ...]:
    value = node.value
    if isinstance(value, Mapping):
        return tuple(value.values())
    return value if isinstance(value, tuple) else ()


def _taken(node: Node, step: re.Match[str]) -> list[Node]:
    if step["all"] or step["each"]:
        return list(_children(node))
    if step["field"]:
        return [inner for inner in _children(node) if _fits(inner, step)]
    if step["index"] is not None:
        index = int(step["index"])
        value = node.value
        if isinstance(value, tuple) and -len(value) <= index < len(value):
            return [value[index]]
        return []
    name = step["name"] or step["single"] or step["double"] or ""
    inner = node.get(name)
    return [] if inner is None else [inner]


def _fits(node: Node, step: re.Match[str]) -> bool:
    at: Node | None = node
    for name in step["field"].split("."):
        at = at.get(name) if at else None
    if step["operator"] is None or at is None:
        return at is not None and step["operator"] is None
    written = step["value"]
    wanted = _WORDS[written] if written in _WORDS else written[1:-1] if written[0] in "'\"" else int(written)
    same = at.value == wanted and isinstance(at.value, bool) == isinstance(wanted, bool)
    return same == (step["operator"] == "==")
