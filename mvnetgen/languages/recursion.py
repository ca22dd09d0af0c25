"""How much room there is for what calls itself: parsing and evaluating what stands within each other."""

from __future__ import annotations

import sys

FRAMES = 6_000
"""Of Python: what the deepest text that is read takes to evaluate."""


def make_room() -> None:
    """Allows that many frames; calls of Python functions among each other do not use the stack of the process."""
    if sys.getrecursionlimit() < FRAMES:
        sys.setrecursionlimit(FRAMES)
