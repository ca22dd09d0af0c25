"""
The layout that `bicep format` writes (0.49, as it is without a configuration), for code as our templates write it.

Two blanks a level; a loop stands on lines of its own inside of its brackets; a call, array or object that ends behind
column 120 is broken, one argument or item a line, but for the only argument of a call; at most one blank line between statements. What is broken already stays so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from mvnetgen.generate.format import finished, indented, skip_text

WIDTH = 120
_LOOP = re.compile(r"^(?P<head>.*= |.*: )?\[(?P<loop>for .* in .*: .*[{\[(])$")
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_VERBATIM = -1


def format_bicep(text: str) -> str:
    """Bicep, laid out. Texts that span lines are left as they are."""
    return finished(_narrowed(indented(_loops(text), "'", ("//",))))


def _loops(text: str) -> str:
    """`= [for x in y: {` … `}]` with the loop on lines of its own."""
    lines: list[str] = []
    depth: list[int] = []
    level = 0
    for line in text.split("\n"):
        found = _LOOP.match(line)
        net = _net(line)
        if found:
            lines += [f"{found['head'] or ''}[", found["loop"]]
            depth.append(level)
            level += net
            continue
        level += net
        if depth and line.strip() == "}]" and level == depth[-1]:
            depth.pop()
            lines += ["}", "]"]
        else:
            lines.append(line)
    return "\n".join(lines)


def _net(line: str) -> int:
    """How many brackets a line opens beyond those that it closes."""
    if line.lstrip().startswith("//"):
        return 0
    return sum({**dict.fromkeys(_PAIRS, 1), **dict.fromkeys(_PAIRS.values(), -1)}.get(each, 0) for each in _code(line))


def _code(line: str) -> Iterator[str]:
    """The letters of a line outside of its texts."""
    return (char for _, char in _positions(line))


def _positions(line: str) -> Iterator[tuple[int, str]]:
    position = 0
    while position < len(line):
        char = line[position]
        if char == "'":
            position = skip_text(line, position + 1, "'")
            continue
        if line.startswith("//", position):
            return
        yield position, char
        position += 1


def _narrowed(lines: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    for line, mark in lines:
        if len(line) <= WIDTH or mark == _VERBATIM or line.lstrip().startswith(("//", "#")):
            yield line, mark
        else:
            yield from ((each, 0) for each in _broken(line))


def _broken(line: str) -> list[str]:
    """A line that is too long, broken at the outermost brackets that end it; as it is when there are none."""
    group = _last_group(line)
    if group is None:
        return [line]
    start, parts, tail = group
    indent = " " * (len(line) - len(line.lstrip()))
    opening, closing = line[start], _PAIRS[line[start]]
    separator = "," if opening == "(" else ""
    broken = [line[: start + 1]]
    for index, part in enumerate(parts):
        last = index + 1 == len(parts)
        item = f"{indent}  {part}{'' if last else separator}"
        broken += _broken(item) if len(item) > WIDTH else [item]
    return [*broken, f"{indent}{closing}{tail}"]


def _last_group(line: str) -> tuple[int, list[str], str] | None:
    """
    The first group of brackets outside of all others that closes at the end of a line: where it opens, the items in it,
    and what stands behind it.
    """
    stack: list[int] = []
    commas: list[int] = []
    for position, char in _positions(line):
        if char in _PAIRS:
            if not stack:
                commas = []
            stack.append(position)
        elif char == "," and len(stack) == 1:
            commas.append(position)
        elif stack and char == _PAIRS[line[stack[-1]]]:
            start = stack.pop()
            if not stack and line[position + 1 :] in ("", ","):
                edges = [start, *commas, position]
                parts = [line[left + 1 : right].strip() for left, right in pairwise(edges)]
                alone = len(parts) == 1 and line[start] == "("  # the only argument of a call stays where it is
                return None if alone or not any(parts) else (start, parts, line[position + 1 :])
    return None
