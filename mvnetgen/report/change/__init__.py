"""A change as people read it in a pull request; the other formats are those of findings."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from mvnetgen.report.change.summary import headline

if TYPE_CHECKING:
    from mvnetgen.project.comparison import Comparison

__all__ = ["CHANGE_FORMATS", "headline"]


def _make(name: str, comparison: Comparison) -> str:
    """Each format is imported only when it is asked for."""
    function: Callable[[Comparison], str] = getattr(importlib.import_module(f"mvnetgen.report.change.{name}"), name)
    return function(comparison)


CHANGE_FORMATS: Mapping[str, Callable[[Comparison], str]] = {
    name: partial(_make, name) for name in ("markdown", "mermaid")
}
"""Name to function, for the formats that show a change as such."""
