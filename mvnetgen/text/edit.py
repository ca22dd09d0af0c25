"""
Changes to the text of a file, byte for byte: what no edit covers stays as it is, line ends and byte order mark included.

The places of edits are those of `Source`, which knows neither: every language is edited through here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mvnetgen.text.source import Source, Span

BOM = "\ufeff"
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Text for a stretch of a file; an empty stretch is a place to insert at. Line ends in the text are line feeds."""

    span: Span
    text: str

    def overlaps(self, other: Edit) -> bool:
        """Whether the two concern the same text, or insert at one place."""
        if self.span.path != other.span.path:
            return False
        return _start(self.span) <= _end(other.span) and _start(other.span) <= _end(self.span)


def _start(span: Span) -> tuple[int, int]:
    return span.line, span.column


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column


def spliced(text: str, edits: Iterable[Edit]) -> str:
    """
    The text of a file after some edits, in which no two overlap; several at one place are inserted in their order.

    `text` has its line ends and byte order mark. New lines end as most lines of the file do.
    """
    bom = BOM if text.startswith(BOM) else ""
    lines = _lines(text)
    newline = max(("\n", "\r\n", "\r"), key=lambda end: sum(each == end for _, each in lines))
    starts = [0]
    for content, end in lines:
        starts.append(starts[-1] + len(content) + len(end))
    body = text.removeprefix(BOM)
    ordered = sorted(enumerate(edits), key=lambda each: (*_start(each[1].span), each[0]), reverse=True)
    for _, edit in ordered:
        first = starts[edit.span.line - 1] + edit.span.column - 1
        last = starts[edit.span.end_line - 1] + edit.span.end_column - 1
        body = body[:first] + edit.text.replace("\n", newline) + body[last:]
    return bom + body


def source_of_text(text: str, path: str) -> Source:
    """The text of a file with its line ends and byte order mark, as a `Source` whose places `spliced` understands."""
    return Source(path, "\n".join(content for content, _ in _lines(text)))


def _lines(text: str) -> Sequence[tuple[str, str]]:
    """The lines with their ends; behind the last line end an empty one."""
    lines = [(match[1], match[2]) for match in _LINE.finditer(text.removeprefix(BOM))][:-1]
    if not lines or lines[-1][1]:
        lines.append(("", ""))
    return lines
