"""A progress bar for runs that take longer than a second, on a terminal only."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any, Self

import click

from mvnetgen.cli.terminal import QUIET, is_terminal, style_of, wants

PATIENCE = 1.0
"""Seconds before a bar appears."""
EVERY = 0.1
"""Seconds between two looks of it."""


class ProgressBar:
    """Called after each input with how many are judged, of how many; draws nothing when nobody would see it."""

    def __init__(self) -> None:
        self._shown = is_terminal(sys.stderr) and not wants(QUIET)
        self._start = self._drawn = time.monotonic()
        self._bar: Any = None

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int, total: int) -> None:
        """Draws how many inputs are judged, of how many."""
        now = time.monotonic()
        if not self._shown or now - self._start < PATIENCE or now - self._drawn < EVERY:
            return
        self._drawn = now
        if self._bar is None:
            self._bar = click.progressbar(
                length=total, label="judging", show_pos=True, file=sys.stderr, color=style_of(sys.stderr).colours
            )
        self._bar.pos = done
        self._bar.finished = False
        self._bar.render_progress()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            sys.stderr.write("\r\x1b[K\x1b[?25h")  # the bar goes, the cursor comes back
            sys.stderr.flush()
