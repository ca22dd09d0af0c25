"""Where to go on after an item of the top level that cannot be parsed, and what it would have declared."""

from __future__ import annotations

import re

from mvnetgen.languages.hcl.token import Failure

HEADER = re.compile(
    r'^[^\W\d][\w-]*+(?:[ \t]++(?:"[^"\n]*+"|[^\W\d][\w-]*+))*+[ \t]*+(?:\{|=(?![=>]))',
    re.MULTILINE,
)
"""A line at the margin that looks like the first one of a block or argument."""

LOOKS = re.compile(HEADER.pattern.removeprefix("^"))
LABELS = re.compile(r'[ \t]*(?:"([^"\n\\]*)"|([^\W\d][\w-]*+))')
SKIPPED = re.compile(
    r'"(?:[^"\\\n]++|\\.)*+"?+|\#[^\n]*+|//[^\n]*+|/\*(?s:.*?)(?:\*/|\Z)'
    r"|<<-?([^\W\d][\w-]*+)\n(?s:.*?)(?:^[ \t]*\1[ \t]*$|\Z)|[{(\[\])}\n]",
    re.MULTILINE,
)


class Recovery:
    """Finds the next item of a text; asked from the front to the back, it reads the text about once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.searched = 0
        self.header = -1

    def next_header(self, at: int) -> int:
        """Where the next line begins that looks like an item; the end of the text when there is none."""
        if not self.searched <= at <= self.header:
            found = HEADER.search(self.text, at)
            self.searched = at
            self.header = found.start() if found else len(self.text)
        return self.header

    def resume(self, first: int, failure: Failure, end: int | None) -> int:
        """
        Where to go on after a broken item that begins at `first`; `end` is where it ends, if that is known.

        After the item, when its brackets close; but never beyond a line at the margin that looks like the start of
        another, unless the mistake comes later.
        """
        text = self.text
        line = text.find("\n", first)
        if line < 0:
            return len(text)
        after = self.next_header(max(line + 1, text.rfind("\n", 0, failure.start) + 1))
        if end is None:
            end = balanced_end(text, first, after)
        return self.next_header(line + 1) if end is None else min(after, max(end, line + 1))


def balanced_end(text: str, at: int, limit: int) -> int | None:
    """Where the item that begins here ends, judged by its brackets alone; None when they do not close before `limit`."""
    open_brackets = 0
    for found in SKIPPED.finditer(text, at, limit):
        mark = found[0]
        if mark == "\n":
            if open_brackets <= 0:
                return found.end()
        elif mark in "{([":
            open_brackets += 1
        elif mark in "})]":
            open_brackets -= 1
    return None


def looks_like_item(text: str, at: int) -> bool:
    """Whether a block or argument may begin here, rather than the rest of a broken one."""
    return LOOKS.match(text, at) is not None


def header_of(text: str, at: int) -> tuple[str, ...]:
    """The type and labels that a broken block begins with; empty for what does not look like a block."""
    words: list[str] = []
    while len(words) < 4 and (found := LABELS.match(text, at)):
        words.append(found[1] if found[1] is not None else found[2])
        at = found.end()
    return () if text[at : at + 20].lstrip(" \t").startswith("=") else tuple(words)
