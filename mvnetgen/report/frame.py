"""A stretch of source as people see it: line numbers, the lines, the span underlined."""

from __future__ import annotations

from dataclasses import dataclass

from mvnetgen.report.style import Style, columns_of, laid_out
from mvnetgen.text.source import HIDDEN, Source, Span

CUT = "..."
CONTEXT = 24
"""Columns to keep before the span of a line that is too long."""
MOST_LINES = 6
"""Lines of a span that are all shown; of a longer one the first and the last."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a frame is drawn."""

    style: Style
    gutter: int
    """The width of line numbers."""
    kind: str
    """The colour of the underline."""

    @property
    def room(self) -> int:
        """The columns behind the gutter."""
        return max(20, self.style.width - self.gutter - 4)

    def row(self, text: str, number: str = "") -> str:
        """One line behind the gutter."""
        bar = self.style.paint(f" {number:>{self.gutter}} |", "place")
        return f"{bar} {text}".rstrip() if text else bar

    def mark(self, text: str) -> str:
        """A part of the underline."""
        return self.style.paint(text, self.kind)


def frame(source: Source, span: Span, look: Look, label: str = "", *, sensitive: bool = False) -> list[str]:
    """
    The lines of a span below an empty gutter line; `label` stands behind the underline.

    Of a sensitive value, and of a line that holds one, nothing is shown but the number.
    """
    if sensitive or span.line in source.hidden:
        body = _hidden_line(span, look)
    elif span.end_line <= span.line or not _has_text_below(source, span):
        body = _one_line(source, span, look)
    else:
        body = _many_lines(source, span, look)
    if label:
        body[-1] += f" {look.mark(label)}"
    return [look.row(""), *body]


def _has_text_below(source: Source, span: Span) -> bool:
    return any(source.line(number).strip() for number in range(span.line + 1, _last_line(span) + 1))


def _last_line(span: Span) -> int:
    return span.end_line - 1 if span.end_column == 1 else span.end_line


def _hidden_line(span: Span, look: Look) -> list[str]:
    return [look.row(HIDDEN, str(span.line)), look.row(look.mark("^" * len(HIDDEN)))]


def _one_line(source: Source, span: Span, look: Look) -> list[str]:
    line = source.line(span.line)
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    text, before, under = _window(line, start, max(end, start), look.room)
    marks = " " * before + look.mark("^" * max(1, under))
    return [look.row(text, str(span.line)), look.row(marks)]


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


def _many_lines(source: Source, span: Span, look: Look) -> list[str]:
    """The first line underlined from the span's start, and a bar along the lines that follow."""
    last = _last_line(span)
    numbers = list(range(span.line, last + 1))
    rows = []
    bar = look.mark("|")
    for position, number in enumerate(numbers):
        if len(numbers) > MOST_LINES and position == MOST_LINES // 2:
            rows.append(look.style.paint(" " + CUT.ljust(look.gutter), "place") + f"   {bar}")
        if len(numbers) > MOST_LINES and MOST_LINES // 2 <= position < len(numbers) - 2:
            continue
        text = _cut_right(source.line(number), look.room - 2)
        edge = look.mark("/") if position == 0 else bar
        rows.append(look.row(f"{edge} {text}", str(number)))
    line = source.line(last)
    end = len(line.rstrip()) if span.end_line > last else span.end_column - 1
    until = min(columns_of("".join(shown for shown, _ in laid_out(line[:end]))), look.room - 2)
    rows.append(look.row(look.mark("|" + "_" * max(1, until) + "^")))
    return rows


def _cut_right(line: str, room: int) -> str:
    letters = laid_out(line)
    used = 0
    kept: list[str] = []
    for shown, width in letters:
        if used + width > room:
            return "".join(kept)[: room - len(CUT)] + CUT
        used += width
        kept.append(shown)
    return "".join(kept).rstrip()
