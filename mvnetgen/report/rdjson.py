"""Reviewdog's Diagnostic Format: one object with all findings, for any code host that reviewdog knows."""

from __future__ import annotations

from json import dumps
from typing import Any

from mvnetgen.lint.finding import Finding, Result, from_top
from mvnetgen.report.sarif import HOME
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, Span

SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def rdjson(result: Result) -> str:
    """
    https://github.com/reviewdog/reviewdog/tree/master/proto/rdf: lines and columns from 1, columns in bytes of UTF-8.

    What could not be read comes first.
    """
    document = {
        "source": {"name": "mvnetgen", "url": HOME},
        "severity": _worst(result),
        "diagnostics": [
            *(_unreadable(error, result) for error in result.unreadable),
            *(_finding(finding, result) for finding in result.findings),
        ],
    }
    return dumps(document, indent=2, ensure_ascii=False) + "\n"


def _worst(result: Result) -> str:
    if result.unreadable:
        return SEVERITIES[Severity.ERROR]
    worst = max((finding.severity for finding in result.findings), key=lambda each: each.rank, default=Severity.INFO)
    return SEVERITIES[worst]


def _finding(finding: Finding, result: Result) -> dict[str, Any]:
    document: dict[str, Any] = {
        "message": finding.message + (f" ({finding.help})" if finding.help else ""),
        "location": _location(finding.span, result),
        "severity": SEVERITIES[finding.severity],
        "code": {"value": finding.rule, "url": finding.url},
    }
    if finding.fix and all(edit.span.path == finding.span.path for edit in finding.fix.edits):
        document["suggestions"] = [
            {"range": _range(edit.span, result), "text": edit.text} for edit in finding.fix.edits
        ]
    if finding.related:
        document["related_locations"] = [
            {"message": other.message, "location": _location(other.span, result)} for other in finding.related
        ]
    return document


def _unreadable(error: InputError, result: Result) -> dict[str, Any]:
    return {
        "message": error.message,
        "location": _location(error.span, result),
        "severity": SEVERITIES[Severity.ERROR],
        "code": {"value": error.label},
    }


def _location(span: Span, result: Result) -> dict[str, Any]:
    return {"path": from_top(span.path, result.below), "range": _range(span, result)}


def _range(span: Span, result: Result) -> dict[str, Any]:
    source = result.sources.get(span.path)
    return {
        "start": {"line": span.line, "column": _byte(source, span.line, span.column)},
        "end": {"line": span.end_line, "column": _byte(source, span.end_line, span.end_column)},
    }


def _byte(source: Source | None, line: int, column: int) -> int:
    """A column in bytes; of a line that is not at hand, or hidden, the column itself."""
    if source is None or line in source.hidden:
        return column
    return len(source.line(line)[: column - 1].encode("utf-8", "surrogatepass")) + 1
