"""The cases that show a rule: one that it finds, and one that it leaves alone."""

from __future__ import annotations

from pathlib import Path

LONGEST = 40
"""Lines of a case that is shown."""


def example_of(rule: str, case: str) -> str:
    """The input of the case ``bad`` or ``good`` of a rule; empty when there is none at hand."""
    package = Path(__file__).parents[1]
    for folder in (package / "cases", package.parent / "tests" / "golden" / "rules"):
        for path in sorted((folder / rule / case).glob("input.*")):
            text = path.read_text(encoding="utf-8")
            return text if text.count("\n") <= LONGEST else ""
    return ""
