"""A stretch of source as people see it: line numbers, the lines, the span underlined."""

from __future__ import annotations

from mvnetgen.report.style import Style, columns_of, laid_out
from mvnetgen.source import Source, Span

HIDDEN = "(sensitive value)"
CUT = "..."
CONTEXT = 24
"""Columns to keep before the span of a line that is too long."""
MOST_LINES = 6
"""Lines of a span that are all shown; of a longer one the first and the last."""


def frame(
    source: Source, span: Span, style: Style, *, gutter: int, kind: str, label: str = "", sensitive: bool = False
) -> list[str]:
    """
    The lines of a span below an empty gutter line.

    `gutter` is the width of line numbers, `kind` the colour of the underline, `label` stands behind it.
    """
    room = max(20, style.width - gutter - 3)
    if sensitive or span.end_line <= span.line or not _has_text_below(source, span):
        body = _one_line(source, span, style, gutter, room, kind, sensitive=sensitive)
    else:
        body = _many_lines(source, span, style, gutter, room, kind)
    if label:
        body[-1] += f" {style.paint(label, kind)}"
    return [_row("", "", style, gutter), *body]


def _has_text_below(source: Source, span: Span) -> bool:
    return any(source.line(number).strip() for number in range(span.line + 1, _last_line(span) + 1))


def _last_line(span: Span) -> int:
    return span.end_line - 1 if span.end_column == 1 else span.end_line


def _row(number: str, text: str, style: Style, gutter: int) -> str:
    bar = style.paint(f" {number:>{gutter}} |", "place")
    return f"{bar} {text}".rstrip() if text else bar


def _one_line(
    source: Source, span: Span, style: Style, gutter: int, room: int, kind: str, *, sensitive: bool
) -> list[str]:
    line = source.line(span.line)
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    if sensitive:
        rest = line[end:] if span.end_line == span.line else ""
        line, end = line[:start] + HIDDEN + rest, start + len(HIDDEN)
    text, before, under = _window(line, start, max(end, start), room)
    marks = " " * before + style.paint("^" * max(1, under), kind)
    return [_row(str(span.line), text, style, gutter), _row("", marks, style, gutter)]


def _window(line: str, start: int, end: int, room: int) -> tuple[str, int, int]:
    """The part of a line that fits around a span, the columns before the span and those of the span in it."""
    letters = laid_out(line)
    starts = [0]
    for _, width in letters:
        starts.append(starts[-1] + width)
    end = min(end, len(letters))
    if starts[-1] <= room:
        return "".join(shown for shown, _ in letters).rstrip(), starts[start], starts[end] - starts[start]
    first = 0
    if starts[end] > room - len(CUT):
        while first < start and starts[start] - starts[first] > CONTEXT:
            first += 1
    front = CUT if first else ""
    last = len(letters)
    while last > first and len(front) + starts[last] - starts[first] + (len(CUT) if last < len(letters) else 0) > room:
        last -= 1
    back = CUT if last < len(letters) else ""
    text = front + "".join(shown for shown, _ in letters[first:last]) + back
    before = len(front) + starts[start] - starts[first]
    return text, before, starts[max(start, min(end, last))] - starts[start]


def _many_lines(source: Source, span: Span, style: Style, gutter: int, room: int, kind: str) -> list[str]:
    """The first line underlined from the span's start, and a bar along the lines that follow."""
    last = _last_line(span)
    numbers = list(range(span.line, last + 1))
    rows = []
    bar = style.paint("|", kind)
    for position, number in enumerate(numbers):
        if len(numbers) > MOST_LINES and position == MOST_LINES // 2:
            rows.append(style.paint(" " + CUT.ljust(gutter), "place") + f"   {bar}")
        if len(numbers) > MOST_LINES and MOST_LINES // 2 <= position < len(numbers) - 2:
            continue
        text = _cut_right(source.line(number), room - 2)
        edge = style.paint("/", kind) if position == 0 else bar
        rows.append(_row(str(number), f"{edge} {text}", style, gutter))
    line = source.line(last)
    end = len(line.rstrip()) if span.end_line > last else span.end_column - 1
    until = min(columns_of("".join(shown for shown, _ in laid_out(line[:end]))), room - 2)
    rows.append(_row("", style.paint("|" + "_" * max(1, until) + "^", kind), style, gutter))
    return rows


def _cut_right(line: str, room: int) -> str:
    letters = laid_out(line)
    used, kept = 0, []
    for shown, width in letters:
        if used + width > room:
            return "".join(kept)[: room - len(CUT)] + CUT
        used += width
        kept.append(shown)
    return "".join(kept).rstrip()
