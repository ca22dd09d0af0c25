"""What may leave, and what is reached, as people and machines read it: one file per format."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from mvnetgen.egress.row import Egress
from mvnetgen.report.style import PLAIN, Style

Format = Callable[[Sequence[Egress], Style, bool], str]


def _make(name: str, found: Sequence[Egress], style: Style = PLAIN, everything: bool = False) -> str:
    """Each format is imported only when it is asked for."""
    function: Format = getattr(importlib.import_module(f"mvnetgen.report.egress.{name}"), name)
    return function(found, style, everything)


FORMATS: Mapping[str, Callable[..., str]] = {
    name: partial(_make, name) for name in ("text", "json", "markdown", "csv", "mermaid", "svg", "html")
}
"""Name to function; `--format` takes its choices from here. Each is the function of its name in the module of its name."""

BY_SUFFIX = {".json": "json", ".md": "markdown", ".csv": "csv", ".mmd": "mermaid", ".svg": "svg", ".html": "html"}
"""The format of a file whose format was not named."""
