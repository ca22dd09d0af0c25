"""SARIF 2.1.0, for code scanning: no timestamps, no random ids, the same bytes for the same input."""

from __future__ import annotations

import posixpath
from json import dumps
from typing import Any
from urllib.parse import quote

from mvnetgen import __version__
from mvnetgen.lint.finding import DOCUMENTATION, Finding, FindingFix, Result, from_top
from mvnetgen.rules.index import RULES_BY_NAME
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = "https://mvnetgen.github.io/mvnetgen/"
TOP = "%SRCROOT%"
"""The word that code scanning knows for the top of the repository."""

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
SECURITY = {Severity.ERROR: "7.5", Severity.WARNING: "5.0", Severity.INFO: "2.0"}
"""What GitHub shows as high, medium and low."""


def sarif(result: Result) -> str:
    """One run with every finding, those that are suppressed included."""
    findings = sorted([*result.findings, *result.suppressed], key=lambda finding: finding.order)
    names = sorted({finding.rule for finding in findings})
    indexes = {name: index for index, name in enumerate(names)}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "mvnetgen",
                "semanticVersion": __version__,
                "informationUri": HOME,
                "rules": [_rule(name) for name in names],
            }
        },
        "invocations": [
            {
                "executionSuccessful": not result.unreadable,
                "toolExecutionNotifications": [_notification(error, result) for error in result.unreadable],
            }
        ],
        "originalUriBaseIds": {TOP: {"description": {"text": "The top of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, indexes[finding.rule], result) for finding in findings],
    }
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _rule(name: str) -> dict[str, Any]:
    rule = RULES_BY_NAME[name]
    return {
        "id": name,
        "name": "".join(word.capitalize() for word in name.split("-")),
        "shortDescription": {"text": f"{rule.summary}."},
        "fullDescription": {"text": " ".join(rule.section("Why").split()) or f"{rule.summary}."},
        "help": {"text": rule.documentation, "markdown": rule.documentation},
        "helpUri": f"{DOCUMENTATION}{name}/",
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "security-severity": SECURITY[rule.severity],
            "tags": ["security", rule.group.replace("_", "-")],
        },
    }


def _result(finding: Finding, index: int, result: Result) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": _place(finding.span, result, snippet=not finding.sensitive),
    }
    logical = {"fullyQualifiedName": ".".join(each for each in (finding.address, finding.route) if each)}
    if logical["fullyQualifiedName"]:
        location["logicalLocations"] = [logical]
    text = finding.message + (f". Fix: {finding.help}" if finding.help else "")
    document: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [location],
        "partialFingerprints": {"mvnetgen/v1": finding.fingerprint},
    }
    if finding.related:
        document["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _place(other.span, result, snippet=not other.sensitive),
                "message": {"text": other.message},
            }
            for number, other in enumerate(finding.related, 1)
        ]
    if finding.fix:
        document["fixes"] = [_fix(finding.fix, finding.help, result)]
    if finding.suppressed:
        document["suppressions"] = [
            {
                "kind": "inSource" if finding.suppressed.by == "comment" else "external",
                "status": "accepted",
                "justification": finding.suppressed.reason or "no reason is given",
            }
        ]
    return document


def _fix(fix: FindingFix, help_: str, result: Result) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        region = _place(edit.span, result, snippet=False)["region"]
        changes.setdefault(edit.span.path, []).append({"deletedRegion": region, "insertedContent": {"text": edit.text}})
    description = help_ if fix.safe else f"{help_} (unsafe: look at it)"
    return {
        "description": {"text": description.strip()},
        "artifactChanges": [
            {"artifactLocation": _artifact(path, result), "replacements": made} for path, made in changes.items()
        ],
    }


def _place(span: Span, result: Result, *, snippet: bool) -> dict[str, Any]:
    region: dict[str, Any] = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    source = result.sources.get(span.path)
    if snippet and source is not None:
        region["snippet"] = {"text": source.excerpt(span)}
    return {"artifactLocation": _artifact(span.path, result), "region": region}


def _artifact(path: str, result: Result) -> dict[str, str]:
    if posixpath.isabs(path):
        return {"uri": f"file://{_quoted(path)}"}
    return {"uri": _quoted(from_top(path, result.below)), "uriBaseId": TOP}


def _quoted(path: str) -> str:
    """A path in a URI; a byte of a name that is no UTF-8 is that byte."""
    return quote(path, errors="surrogateescape")


def _notification(error: InputError, result: Result) -> dict[str, Any]:
    return {
        "descriptor": {"id": error.label},
        "level": "error",
        "message": {"text": error.message},
        "locations": [{"physicalLocation": _place(error.span, result, snippet=False)}],
    }
