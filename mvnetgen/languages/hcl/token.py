"""What passes from the scanner to the parser: tokens, and the news that a text is no HCL."""

from __future__ import annotations

from mvnetgen.text.source import Span

Token = tuple[str, int, int, str]
"""Terminal of the grammar, start, end, text. The text of ``STRING_CHARS`` and ``TEXT`` is already unescaped."""


class Failure(Exception):  # noqa: N818  never leaves this package
    """Where a text stops being HCL, and why."""

    def __init__(self, message: str, start: int = 0, end: int | None = None, span: Span | None = None) -> None:
        """`span` counts instead of the offsets, where only the place in the file is known."""
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = start + 1 if end is None else end
        self.span = span
