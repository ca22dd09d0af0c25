"""One line per finding: ``path:line:column: severity[rule] message``."""

from __future__ import annotations

from mvnetgen.lint.finding import Finding, Result
from mvnetgen.report.style import clean
from mvnetgen.text.source import Span


def concise(result: Result) -> str:
    """The findings and the files that could not be read, one line each, sorted by place."""
    lines = [(_order(finding.span), _line(finding)) for finding in result.findings]
    lines += [
        (_order(error.span), f"{_place(error.span)}: error[{error.label}] {clean(error.message)}")
        for error in result.unreadable
    ]
    return "".join(f"{line}\n" for _, line in sorted(lines))


def _order(span: Span) -> tuple[str, int, int]:
    return span.path, span.line, span.column


def _line(finding: Finding) -> str:
    return f"{_place(finding.span)}: {finding.severity}[{finding.rule}] {clean(finding.message)}"


def _place(span: Span) -> str:
    return f"{clean(span.path)}:{span.line}:{span.column}"
