"""Places between us and the editor: lines and columns from 1 in code points here, from 0 in units of its encoding there."""

from __future__ import annotations

from lsprotocol.types import Position, PositionEncodingKind, Range

from mvnetgen.text.source import Source, Span

_BYTES = {PositionEncodingKind.Utf8: ("utf-8", 1), PositionEncodingKind.Utf16: ("utf-16-le", 2)}


def units(text: str, encoding: PositionEncodingKind | str) -> int:
    """How many units of the encoding a text takes."""
    if encoding not in _BYTES:
        return len(text)
    codec, size = _BYTES[PositionEncodingKind(encoding)]
    return len(text.encode(codec, "surrogatepass")) // size


def position_of(source: Source, line: int, column: int, encoding: PositionEncodingKind | str) -> Position:
    """A line and column of ours as a position; what lies beyond the text is cut to its end."""
    if line > len(source.lines):
        line, column = len(source.lines), len(source.lines[-1]) + 1
    return Position(max(line - 1, 0), units(source.line(line)[: max(column - 1, 0)], encoding))


def range_of(source: Source, span: Span, encoding: PositionEncodingKind | str) -> Range:
    """A span of ours as a range."""
    start = position_of(source, span.line, span.column, encoding)
    return Range(start, position_of(source, span.end_line, span.end_column, encoding))


def point_of(source: Source, position: Position, encoding: PositionEncodingKind | str) -> tuple[int, int]:
    """A position as a line and column of ours; one in the middle of a character stands for its start."""
    line = source.line(position.line + 1)
    if line.isascii() or encoding not in _BYTES:
        return position.line + 1, min(position.character, len(line)) + 1
    left, column = position.character, 1
    for character in line:
        left -= units(character, encoding)
        if left < 0:
            break
        column += 1
    return position.line + 1, column


def covers(span: Span, line: int, column: int) -> bool:
    """Whether a place lies in a span, its end included: a cursor stands there behind the last character."""
    return (span.line, span.column) <= (line, column) <= (span.end_line, span.end_column)


def meet(span: Span, first: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether a span and a selection share a place."""
    return (span.line, span.column) <= last and first <= (span.end_line, span.end_column)
