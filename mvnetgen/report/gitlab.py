"""GitLab's Code Quality report."""

from __future__ import annotations

import hashlib
from json import dumps
from typing import Any

from mvnetgen.lint.finding import Finding, Result, from_top
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Span

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab(result: Result) -> str:
    """One list: the findings, and as blockers the files that cannot be read."""
    issues = [_finding(finding, result) for finding in result.findings]
    issues += [_unreadable(error, result) for error in result.unreadable]
    return dumps(issues, indent=2, ensure_ascii=False) + "\n"


def _finding(finding: Finding, result: Result) -> dict[str, Any]:
    help_ = f" ({finding.help})" if finding.help else ""
    return _issue(
        finding.rule,
        f"{finding.message}{help_}",
        finding.fingerprint,
        SEVERITIES[finding.severity],
        (finding.span, result),
    )


def _unreadable(error: InputError, result: Result) -> dict[str, Any]:
    parts = (error.label, from_top(error.span.path, result.below), error.message)
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return _issue(error.label, error.message, digest, "blocker", (error.span, result))


def _issue(rule: str, description: str, fingerprint: str, severity: str, place: tuple[Span, Result]) -> dict[str, Any]:
    span, result = place
    return {
        "type": "issue",
        "check_name": rule,
        "description": description,
        "categories": ["Security"],
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {
            "path": from_top(span.path, result.below),
            "lines": {"begin": span.line, "end": span.end_line},
        },
    }
