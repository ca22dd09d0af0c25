"""Where a thing stands: routes into a document, spans in a file, and the text that a span covers."""

from __future__ import annotations

import codecs
import stat
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from mvnetgen.text.errors import InputError

Route = tuple[str | int, ...]
"""Keys and indexes from the top of a document or model: ``("managed_network", "outbound_rules", 2)``."""

LARGEST_FILE = 16 * 1024 * 1024
"""Bytes. No workspace file or Terraform file that a person wrote is near it."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file. Lines and columns count from 1, in code points; the end column is exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def point(cls, path: str, line: int = 1, column: int = 1) -> Span:
        """The one character at a line and column."""
        return cls(path, line, column, line, column + 1)

    def to(self, other: Span) -> Span:
        """From the start of this span to the end of the other, in the same file."""
        return Span(self.path, self.line, self.column, other.end_line, other.end_column)

    def covers_line(self, line: int) -> bool:
        """Whether the line lies within the span."""
        return self.line <= line <= self.end_line


def spell(route: Route) -> str:
    """A route as people write it: ``managed_network.outbound_rules[2].destination``."""
    text = ""
    for step in route:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


HIDDEN = "(sensitive value)"
"""Stands for what must not be shown."""


@dataclass(frozen=True)
class Source:
    """The text of one file under the name that messages use for it. Line ends are line feeds, a BOM is gone."""

    path: str
    text: str
    hidden: frozenset[int] = frozenset()
    """The numbers of lines that must not be shown, and whose text is gone."""

    def hiding(self, lines: Collection[int]) -> Source:
        """The source with `HIDDEN` for some lines."""
        if not lines:
            return self
        hidden = self.hidden.union(number for number in lines if 0 < number <= len(self.lines))
        text = "\n".join(HIDDEN if number in hidden else line for number, line in enumerate(self.lines, 1))
        return Source(self.path, text, hidden)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends; the first is at index 0."""
        return tuple(self.text.split("\n"))

    def line(self, number: int) -> str:
        """One line by its number from 1; empty beyond the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.lines)]

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column, from 1, of the character at an offset of the text, from 0."""
        line = bisect_right(self._starts, offset, hi=len(self.lines))
        return line, offset - self._starts[line - 1] + 1

    def excerpt(self, span: Span) -> str:
        """The text that a span covers; of one that reaches a hidden line nothing."""
        if self.hidden and not self.hidden.isdisjoint(range(span.line, span.end_line + 1)):
            return HIDDEN
        if span.line == span.end_line:
            return self.line(span.line)[span.column - 1 : span.end_column - 1]
        first = self.line(span.line)[span.column - 1 :]
        middle = self.lines[span.line : span.end_line - 1]
        return "\n".join([first, *middle, self.line(span.end_line)[: span.end_column - 1]])

    @property
    def whole(self) -> Span:
        """The span of the whole file."""
        return Span(self.path, 1, 1, len(self.lines), len(self.lines[-1]) + 1)


def read_source(path: Path, shown_as: str | None = None) -> Source:
    """
    The text of a UTF-8 file.

    Raises `InputError` with the place for whatever keeps it from being read: missing, a directory, a device, no permission,
    too large, not UTF-8 (the line and column of the first wrong byte).
    """
    shown = shown_as or path.as_posix()
    return decode(read_bytes(path, shown), shown)


def read_bytes(path: Path, shown: str) -> bytes:
    """The bytes of a file, of one that is too large one more than `decode` takes. Raises `InputError`."""
    try:
        _refuse_what_is_no_file(path, shown)
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(f"cannot be read: {reason.lower()}", Span.point(shown)) from error
    except ValueError as error:  # a NUL byte in the path
        raise InputError("cannot be read: not a valid path", Span.point(shown)) from error


def _refuse_what_is_no_file(path: Path, shown: str) -> None:
    """Opening a FIFO or a terminal waits for somebody who may never come. A shell's ``<(…)`` is a FIFO below /dev."""
    mode = path.stat().st_mode
    if stat.S_ISREG(mode) or (stat.S_ISFIFO(mode) and path.parts[:2] == ("/", "dev")):
        return
    what = "a directory" if stat.S_ISDIR(mode) else "a FIFO" if stat.S_ISFIFO(mode) else "a device or socket"
    raise InputError(f"is {what}, and one file is needed here", Span.point(shown))


def too_large(shown_as: str) -> InputError:
    """What to say about a file of more than `LARGEST_FILE` bytes."""
    return InputError(f"is larger than {LARGEST_FILE // (1024 * 1024)} MiB; split it", Span.point(shown_as))


def decode(data: bytes, shown_as: str) -> Source:
    """Bytes of a file as a `Source`. Raises `InputError` when they are too many or not UTF-8."""
    if len(data) > LARGEST_FILE:
        raise too_large(shown_as)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError("is UTF-16 text; save it as UTF-8", Span.point(shown_as))
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        message = f"is not UTF-8 (byte 0x{data[error.start]:02x}); save it as UTF-8"
        raise InputError(message, Span.point(shown_as, line, column)) from error
    return Source(shown_as, text.replace("\r\n", "\n").replace("\r", "\n"))
