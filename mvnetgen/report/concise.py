"""One line per finding: ``path:line:column: severity[rule] message``."""

from __future__ import annotations

from mvnetgen.finding import Result


def concise(result: Result) -> str:
    """The findings and the files that could not be read, one line each, sorted by place."""
    lines = [
        (
            finding.order,
            f"{finding.span.path}:{finding.span.line}:{finding.span.column}: "
            f"{finding.severity}[{finding.rule}] {finding.message}",
        )
        for finding in result.findings
    ]
    lines += [
        (
            (error.span.path, error.span.line, error.span.column, "", "", "", ""),
            f"{error.span.path}:{error.span.line}:{error.span.column}: error[syntax-error] {error.message}",
        )
        for error in result.unreadable
    ]
    return "".join(f"{line}\n" for _, line in sorted(lines))
