"""Findings as people and machines read them: one file per format, each a function from a `Result` to text."""

from __future__ import annotations

from collections.abc import Callable

from mvnetgen.finding import Result


def _text(result: Result) -> str:
    from mvnetgen.report.text import text

    return text(result)


def _concise(result: Result) -> str:
    from mvnetgen.report.concise import concise

    return concise(result)


def _json(result: Result) -> str:
    from mvnetgen.report.json import json

    return json(result)


FORMATS: dict[str, Callable[[Result], str]] = {"text": _text, "concise": _concise, "json": _json}
"""Name to function; `--format` takes its choices from here. Each format is imported only when it is asked for."""
