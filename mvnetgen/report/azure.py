"""Logging commands of Azure Pipelines: issues of a run, and how its task ended."""

from __future__ import annotations

from mvnetgen.lint.finding import Result, from_top
from mvnetgen.report.style import clean, defused
from mvnetgen.rules.rule import Severity
from mvnetgen.text.source import Span


def azure(result: Result) -> str:
    """An issue for each error and warning, a plain line for what is only information."""
    lines = [_issue("error", error.label, error.message, error.span, result) for error in result.unreadable]
    for finding in result.findings:
        message = finding.message + (f" ({finding.help})" if finding.help else "")
        if finding.severity is Severity.INFO:
            place = f"{finding.span.path}:{finding.span.line}:{finding.span.column}"
            lines.append(defused(clean(f"{place}: info[{finding.rule}] {message}")))
        else:
            lines.append(_issue(finding.severity.value, finding.rule, message, finding.span, result))
    if result.failing or result.unreadable:
        lines.append("##vso[task.complete result=Failed;]mvnetgen found something")
    elif result.findings:
        lines.append("##vso[task.complete result=SucceededWithIssues;]mvnetgen found something")
    return "".join(f"{line}\n" for line in lines)


def _issue(kind: str, rule: str, message: str, span: Span, result: Result) -> str:
    properties = {
        "type": kind,
        "sourcepath": from_top(span.path, result.below),
        "linenumber": str(span.line),
        "columnnumber": str(span.column),
        "code": rule,
    }
    written = "".join(f"{name}={_property(value)};" for name, value in properties.items())
    return f"##vso[task.logissue {written}]{_data(message)}"


def _data(text: str) -> str:
    """As the agent unescapes it: ``%AZP25`` is its spelling of a percent sign."""
    return "%0A".join(defused(clean(line)).replace("%", "%AZP25") for line in text.split("\n"))


def _property(text: str) -> str:
    return _data(text).replace("]", "%5D").replace(";", "%3B")
