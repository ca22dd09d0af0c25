"""
Lays generated code out: indentation by brackets, blank lines, and for HCL the aligned `=` of `terraform fmt`.

What is Bicep's own is in `bicep_layout`.

Templates need not care about white space then. Texts that span lines (heredocs, Bicep's ''' texts), which only a user's own
template can hold, are left as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_OPEN, _CLOSE = "{[(", "}])"
_OPENERS, _CLOSERS = tuple(_OPEN), tuple(_CLOSE)
_TOKEN = re.compile(r"""[{}\[\]()"'=]""")
_IN_TEXT = re.compile(r"""\\.|\$\$\{|%%\{|\$\{|["']""")
_HEREDOC = re.compile(r"<<-?([A-Za-z_][A-Za-z0-9_-]*)\s*$")
_VERBATIM = -1
"""Instead of the position of an `=`: the line belongs to a text, and stays as it is."""


def format_hcl(text: str) -> str:
    """HCL as `terraform fmt` writes it, when every token stands one blank from the next already."""
    return finished(_aligned(indented(text, '"', ("#", "//"))))


def finished(lines: Iterable[tuple[str, int]]) -> str:
    """No blank line at the start or the end, none after an opening bracket or before a closing one, never two."""
    kept: list[str] = []
    free = True  # whether the last line is code, so that blank lines behind it may go
    for line, equals in lines:
        if line or equals == _VERBATIM:
            if free and kept and not kept[-1] and line.lstrip().startswith(_CLOSERS) and equals != _VERBATIM:
                kept.pop()
            kept.append(line)
        elif kept and not (free and (not kept[-1] or kept[-1].endswith(_OPENERS))):
            kept.append(line)
        free = equals != _VERBATIM
    while kept and not kept[-1]:
        kept.pop()
    return "\n".join(kept) + "\n"


def indented(text: str, quote: str, comments: tuple[str, ...]) -> Iterable[tuple[str, int]]:
    """Each line with its indentation, and the position of an `=` to align; 0 when there is none."""
    depths: list[int] = []
    verbatim = ""
    for raw in text.split("\n"):
        if verbatim:
            yield raw, _VERBATIM
            ends = raw.strip() == verbatim if quote == '"' else raw.count("'''") % 2
            verbatim = "" if ends else verbatim
            continue
        line = raw.strip()
        if not line or line.startswith(comments):
            yield ("  " * len(depths) + line if line else ""), 0
            continue
        net, equals, rest = _scan(line, quote)
        if net < 0:
            _close(depths, -net)
        indent = "  " * len(depths)
        if net > 0:
            depths.append(net)
        elif net == 0 and line[0] in _CLOSE:  # `} else {`, `], [`
            indent = indent[2:]
        yield indent + line, len(indent) + equals if equals and rest == 0 else 0
        heredoc = _HEREDOC.search(line)
        if quote == '"' and heredoc:
            verbatim = heredoc.group(1)
        elif quote == "'" and line.count("'''") % 2:
            verbatim = "'''"


def _close(depths: list[int], closed: int) -> None:
    while closed and depths:
        if closed < depths[-1]:
            depths[-1] -= closed
            return
        closed -= depths.pop()


def _scan(line: str, quote: str) -> tuple[int, int, int]:
    """The net brackets of a line, the position of its first `=`, and the net brackets from there on."""
    net = at_equals = equals = 0
    found = _TOKEN.search(line)
    while found:
        char, position = found[0], found.end()
        if char == quote:
            position = skip_text(line, position, quote)
        elif char in _OPEN:
            net += 1
        elif char in _CLOSE:
            net -= 1
        elif char == "=" and not equals and _assigns(line, found.start()):
            equals, at_equals = found.start(), net
        found = _TOKEN.search(line, position)
    return net, equals, net - at_equals


def _assigns(line: str, position: int) -> bool:
    """Whether the `=` is one of its own, and not part of `==`, `=>`, `!=`, `<=` or `>=`."""
    return position > 0 and line[position + 1 : position + 2] not in ("=", ">") and line[position - 1] not in "=!<>"


def skip_text(line: str, position: int, quote: str) -> int:
    """The position behind a quoted text, from behind its first quote; its interpolations may hold quoted texts."""
    while found := _IN_TEXT.search(line, position):
        sign, position = found[0], found.end()
        if sign == quote:
            return position
        if sign == "${":
            position = _skip_interpolation(line, position, quote)
        elif sign in ("$${", "%%{") and quote == "'":
            position = found.start() + 1  # Bicep has no such escape
    return len(line)


def _skip_interpolation(line: str, position: int, quote: str) -> int:
    depth = 1
    while depth and (found := _TOKEN.search(line, position)):
        position = found.end()
        if found[0] == quote:
            position = skip_text(line, position, quote)
        depth += {"{": 1, "}": -1}.get(found[0], 0)
    return position if not depth else len(line)


def _aligned(lines: Iterable[tuple[str, int]]) -> Iterable[tuple[str, int]]:
    """The `=` of neighbouring lines in one column; a line without an `=` ends a group."""
    group: list[tuple[str, str]] = []
    for line, equals in lines:
        if equals > 0:
            group.append((line[:equals].rstrip(), line[equals:]))
            continue
        yield from _columns(group)
        group = []
        yield line, equals
    yield from _columns(group)


def _columns(group: list[tuple[str, str]]) -> Iterable[tuple[str, int]]:
    width = max((_width(lead) for lead, _ in group), default=0)
    return ((lead + " " * (width - _width(lead) + 1) + rest, 0) for lead, rest in group)


def _width(text: str) -> int:
    """Graphemes, as `terraform fmt` counts them; the filters let only plain letters into keys."""
    if text.isascii():
        return len(text)
    return sum(not unicodedata.category(char).startswith("M") for char in text)
