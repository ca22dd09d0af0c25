"""JUnit XML as Azure DevOps and GitLab show it: a suite for each file, a case for each finding."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from mvnetgen.lint.finding import Finding, Result, from_top
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Span

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(result: Result) -> str:
    """
    Findings at or above `fail_on` fail, the others pass and say so, suppressed ones are skipped.

    A file without findings is a case that passes; one that cannot be read is an error.
    """
    paths = sorted(
        {*result.files}
        | {finding.span.path for finding in (*result.findings, *result.suppressed)}
        | {error.span.path for error in result.unreadable}
    )
    found: dict[str, list[Finding]] = {}
    for finding in sorted((*result.findings, *result.suppressed), key=lambda each: each.order):
        found.setdefault(finding.span.path, []).append(finding)
    suites = [_suite(path, found.get(path, []), result) for path in paths]
    totals = [sum(counts[place] for _, counts in suites) for place in range(4)]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites{_attributes(name='mvnetgen', **_counts(totals))}>"]
    lines += [line for text, _ in suites for line in text]
    return "\n".join([*lines, "</testsuites>", ""])


def _suite(path: str, findings: list[Finding], result: Result) -> tuple[list[str], list[int]]:
    file = from_top(path, result.below)
    bar = result.fail_on.rank
    errors = [error for error in result.unreadable if error.span.path == path]
    cases: list[str] = []
    failed = 0
    for error in errors:
        cases += _case(error.label, error.span, file, _error(error))
    for finding in findings:
        failing = finding.suppressed is None and finding.severity.rank >= bar
        failed += failing
        cases += _case(finding.rule, finding.span, file, _outcome(finding, failing=failing, file=file))
    if not cases:
        cases += _case("no findings", Span.point(path), file, "")
    skipped = sum(finding.suppressed is not None for finding in findings)
    counts = [max(1, len(findings) + len(errors)), failed, len(errors), skipped]
    head = f"  <testsuite{_attributes(name=file, **_counts(counts))}>"
    return [head, *cases, "  </testsuite>"], counts


def _counts(counts: list[int]) -> dict[str, str]:
    return {
        name: str(number) for name, number in zip(("tests", "failures", "errors", "skipped"), counts, strict=True)
    } | {"time": "0"}


def _case(rule: str, span: Span, file: str, inside: str) -> list[str]:
    name = rule if rule == "no findings" else f"{rule} at {span.line}:{span.column}"
    attributes = _attributes(classname=file, name=name, file=file, line=str(span.line), time="0")
    return [f"    <testcase{attributes}>{inside}</testcase>" if inside else f"    <testcase{attributes}/>"]


def _outcome(finding: Finding, *, failing: bool, file: str) -> str:
    if finding.suppressed is not None:
        reason = finding.suppressed.reason or "no reason is given"
        return f"<skipped{_attributes(message=f'{finding.message} (suppressed: {reason})')}/>"
    details = [f"{file}:{finding.span.line}:{finding.span.column}: {finding.severity}: {finding.message}"]
    details += [f"{each.span.path}:{each.span.line}:{each.span.column}: {each.message}" for each in finding.related]
    details += [f"help: {finding.help}"] if finding.help else []
    text = _text("\n".join([*details, finding.url]))
    if failing:
        return f"<failure{_attributes(message=finding.message, type=finding.severity.value)}>{text}</failure>"
    return f"<system-out>{text}</system-out>"


def _error(error: InputError) -> str:
    return f"<error{_attributes(message=error.message, type=error.label)}>{_text(str(error))}</error>"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _attributes(**values: str) -> str:
    return "".join(f" {name}={quoteattr(_NOT_XML.sub(chr(0xFFFD), value))}" for name, value in values.items())
