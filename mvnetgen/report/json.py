"""The JSON of the contract; its keys are a promise, so they are written out one by one."""

from __future__ import annotations

from json import dumps
from typing import Any

from mvnetgen.lint.finding import Finding, FindingFix, Result
from mvnetgen.rules.rule import Severity
from mvnetgen.text.source import Span


def json(result: Result) -> str:
    """One object: the same bytes for the same input."""
    document = {
        "version": 1,
        "findings": [_finding(finding) for finding in result.findings],
        "summary": {
            "files": result.summary.files,
            "workspaces": result.summary.workspaces,
            "outbound_rules": result.summary.outbound_rules,
            "unknown_values": result.summary.unknown_values,
            "suppressed": result.summary.suppressed,
            "errors": result.count(Severity.ERROR),
            "warnings": result.count(Severity.WARNING),
            "infos": result.count(Severity.INFO),
        },
        "unreadable": [
            {
                "path": error.span.path,
                "line": error.span.line,
                "column": error.span.column,
                "message": error.message,
            }
            for error in result.unreadable
        ],
    }
    return dumps(document, indent=2, ensure_ascii=False) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        **_place(finding.span),
        "address": finding.address,
        "route": finding.route,
        "related": [{**_place(other.span), "message": other.message} for other in finding.related],
        "help": finding.help,
        "url": finding.url,
        "fingerprint": finding.fingerprint,
        **({"fix": _fix(finding.fix)} if finding.fix else {}),
    }


def _fix(fix: FindingFix) -> dict[str, Any]:
    return {"safe": fix.safe, "edits": [{**_place(edit.span), "text": edit.text} for edit in fix.edits]}


def _place(span: Span) -> dict[str, Any]:
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
