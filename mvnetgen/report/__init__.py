"""Findings as people and machines read them: one file per format, each a function from a `Result` to text."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from functools import partial

from mvnetgen.lint.finding import Result


def _make(name: str, result: Result) -> str:
    """Each format is imported only when it is asked for."""
    function: Callable[[Result], str] = getattr(importlib.import_module(f"mvnetgen.report.{name}"), name)
    return function(result)


FORMATS: Mapping[str, Callable[[Result], str]] = {
    name: partial(_make, name)
    for name in (
        "text",
        "concise",
        "json",
        "sarif",
        "junit",
        "github",
        "gitlab",
        "azure",
        "markdown",
        "rdjson",
        "statistics",
    )
}
"""Name to function; `--format` takes its choices from here. Each is the function of its name in the module of its name."""

BY_SUFFIX = {".sarif": "sarif", ".json": "json", ".xml": "junit", ".md": "markdown"}
"""The format of a file whose format was not named."""

COMMANDS = frozenset({"github", "azure"})
"""Formats that are commands to a runner; in all others nothing may be taken for one."""

SHOWS_UNREADABLE = frozenset({"text", "concise"})
"""Formats that people read on the spot, and that say themselves what could not be read."""
