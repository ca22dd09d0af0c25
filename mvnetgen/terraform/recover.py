"""Where to go on after an item of the top level that cannot be parsed, and what it would have declared."""

from __future__ import annotations

import re

from mvnetgen.terraform.token import Failure

HEADER = re.compile(r'^[^\W\d][\w-]*+(?:[ \t]++(?:"[^"\n]*+"|[^\W\d][\w-]*+))*+[ \t]*+(?:\{|=(?![=>]))', re.MULTILINE)
"""A line that looks like the first one of a block or argument of the top level."""

LABELS = re.compile(r'[ \t]*(?:"([^"\n\\]*)"|([^\W\d][\w-]*+))')

SKIPPED = re.compile(
    r'"(?:[^"\\\n]++|\\.)*+"?+|\#[^\n]*+|//[^\n]*+|/\*(?s:.*?)\*/'
    r"|<<-?([^\W\d][\w-]*+)\n(?s:.*?\n)??[ \t]*\1[ \t]*$|[{(\[\])}\n]",
    re.MULTILINE,
)


def header_of(text: str, at: int) -> tuple[str, ...]:
    """The type and labels that a broken block begins with; empty when it does not look like a block."""
    words: list[str] = []
    while found := LABELS.match(text, at):
        words.append(found[1] if found[1] is not None else found[2])
        at = found.end()
    return tuple(words) if re.compile(r"[ \t]*(?!=)").match(text, at) and text[at:].lstrip(" \t")[:1] != "=" else ()


def resume(text: str, first: int, failure: Failure, end: int | None) -> int:
    """
    Where to go on after a broken item that begins at `first`.

    After the item, when its brackets close; but never beyond a line at the margin that looks like the start of another.
    """
    line = text.find("\n", first)
    if line < 0:
        return len(text)
    if end is None:
        end = balanced_end(text, first)
    search = line + 1 if end is None else max(line + 1, text.rfind("\n", 0, failure.start) + 1)
    header = HEADER.search(text, search)
    after = header.start() if header else len(text)
    return after if end is None else min(after, max(end, line + 1))


def balanced_end(text: str, at: int) -> int | None:
    """Where the item that begins here ends, judged by its brackets alone; None when they do not close."""
    open_brackets = 0
    for found in SKIPPED.finditer(text, at):
        mark = found[0]
        if mark == "\n":
            if open_brackets <= 0:
                return found.end()
        elif mark in "{([":
            open_brackets += 1
        elif mark in "})]":
            open_brackets -= 1
    return None
