"""For people: grouped by file, with the source line and the span underlined."""

from __future__ import annotations

from mvnetgen.finding import Result
from mvnetgen.source import Source, Span


def text(result: Result) -> str:
    """The findings with source frames; the summary is not part of it."""
    lines: list[str] = []
    for finding in result.findings:
        place = f"{finding.span.path}:{finding.span.line}:{finding.span.column}"
        lines += [f"{place}: {finding.severity}[{finding.rule}] {finding.message}", *_frame(finding.span, result)]
        for other in finding.related:
            lines.append(f"  {other.span.path}:{other.span.line}:{other.span.column}: {other.message}")
        if finding.help:
            lines.append(f"  help: {finding.help}")
        lines.append("")
    for error in result.unreadable:
        lines += [f"{error}", ""]
    return "\n".join(lines)


def _frame(span: Span, result: Result) -> list[str]:
    source: Source | None = result.sources.get(span.path)
    if source is None:
        return []
    line = source.line(span.line)
    end = span.end_column if span.end_line == span.line else len(line) + 1
    number = str(span.line)
    return [
        f"  {number} | {line}",
        f"  {' ' * len(number)} | {' ' * (span.column - 1)}{'^' * max(1, end - span.column)}",
    ]
