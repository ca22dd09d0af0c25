"""A progress bar for runs that take longer than a second, on a terminal only."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any, Self

from mvnetgen.cli.terminal import QUIET, is_terminal, wants

PATIENCE = 1.0
"""Seconds before a bar appears."""


class ProgressBar:
    """Called after each unit with how many are judged, of how many; draws nothing when nobody would see it."""

    def __init__(self) -> None:
        self._shown = is_terminal(sys.stderr) and not wants(QUIET)
        self._start = time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int, total: int) -> None:
        """Draws how many units are judged, of how many."""
        if not self._shown or time.monotonic() - self._start < PATIENCE:
            return
        if self._bar is None:
            from rich.console import Console  # noqa: PLC0415 - for a terminal only, and slow to load
            from rich.progress import Progress  # noqa: PLC0415 - the same

            # no thread of its own: processes may still be forked
            self._bar = Progress(console=Console(stderr=True), transient=True, auto_refresh=False)
            self._bar.start()
            self._task = self._bar.add_task("judging", total=total)
        self._bar.update(self._task, completed=done, total=total, refresh=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
