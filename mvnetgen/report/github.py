"""Workflow commands of GitHub Actions: annotations on the lines of a pull request."""

from __future__ import annotations

from mvnetgen.lint.finding import Finding, Result, from_top
from mvnetgen.report.style import clean, defused
from mvnetgen.report.summary import counted
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Span

MOST = 10
"""Annotations of one level that GitHub shows for a step."""
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(result: Result) -> str:
    """An annotation for each finding up to GitHub's limit, then the rest as plain lines with a notice of their number."""
    lines: list[str] = []
    rest: list[str] = []
    left = dict.fromkeys(LEVELS.values(), MOST)
    total = {level: sum(LEVELS[each.severity] == level for each in result.findings) for level in left}
    total["error"] += len(result.unreadable)
    if any(number > MOST for number in total.values()):
        left["notice"] -= 1  # the one that tells of the rest
    for error in result.unreadable:
        _place_one(_unreadable(error, result), "error", left, (lines, rest), _plain_error(error))
    for finding in sorted(result.findings, key=lambda each: (-each.severity.rank, each.order)):
        level = LEVELS[finding.severity]
        _place_one(_annotation(finding, level, result), level, left, (lines, rest), _plain(finding))
    if rest:
        text = (
            f"{counted(len(rest), 'more finding')} than GitHub shows as annotations; the log and the summary have all"
        )
        lines.append(f"::notice title=mvnetgen::{_data(text)}")
    return "".join(f"{line}\n" for line in (*lines, *rest))


def _place_one(command: str, level: str, left: dict[str, int], out: tuple[list[str], list[str]], plain: str) -> None:
    if left[level] > 0:
        left[level] -= 1
        out[0].append(command)
    else:
        out[1].append(plain)


def _annotation(finding: Finding, level: str, result: Result) -> str:
    message = finding.message + (f"\nhelp: {finding.help}" if finding.help else "") + f"\n{finding.url}"
    return _command(level, finding.span, f"mvnetgen: {finding.rule}", message, result)


def _unreadable(error: InputError, result: Result) -> str:
    return _command("error", error.span, f"mvnetgen: {error.label}", error.message, result)


def _command(level: str, span: Span, title: str, message: str, result: Result) -> str:
    properties = {"file": from_top(span.path, result.below), "line": span.line, "endLine": span.end_line}
    if span.line == span.end_line:  # GitHub takes columns within one line only
        properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = title
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{level} {written}::{_data(message)}"


def _data(text: str) -> str:
    return "%0A".join(defused(clean(line)).replace("%", "%25") for line in text.split("\n"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _plain(finding: Finding) -> str:
    place = f"{finding.span.path}:{finding.span.line}:{finding.span.column}"
    return defused(clean(f"{place}: {finding.severity}[{finding.rule}] {finding.message}"))


def _plain_error(error: InputError) -> str:
    place = f"{error.span.path}:{error.span.line}:{error.span.column}"
    return defused(clean(f"{place}: error[{error.label}] {error.message}"))
