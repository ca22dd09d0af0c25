"""For people: grouped by file, with the source line and the span underlined."""

from __future__ import annotations

from mvnetgen.lint.finding import Finding, Result
from mvnetgen.report.frame import Look, frame
from mvnetgen.report.style import PLAIN, Style, clean
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Span


def text(result: Result, style: Style = PLAIN) -> str:
    """The findings with source frames, then what could not be read; the summary is not part of it."""
    blocks = [((finding.span.path, 0, finding.order), _block(finding, result, style)) for finding in result.findings]
    blocks += [
        ((error.span.path, 1, (error.span.path, error.span.line, error.span.column)), _unreadable(error, result, style))
        for error in result.unreadable
    ]
    return "".join("\n".join([*lines, "", ""]) for _, lines in sorted(blocks, key=lambda block: block[0]))


def _block(finding: Finding, result: Result, style: Style) -> list[str]:
    gutter = max(len(str(_last_shown(span))) for span in (finding.span, *(each.span for each in finding.related)))
    severity = style.paint(finding.severity.value, finding.severity.value)
    rule = style.link(style.paint(finding.rule, "bold"), finding.url)
    lines = [f"{severity}[{rule}]: {clean(finding.message)}", _place("-->", finding.span, gutter, style)]
    look = Look(style, gutter, finding.severity.value)
    lines += _frame(finding.span, result, look, sensitive=finding.sensitive)
    for other in finding.related:
        lines.append(_place(":::", other.span, gutter, style))
        lines += _frame(other.span, result, Look(style, gutter, "place"), other.message, sensitive=other.sensitive)
    bar = f" {' ' * gutter} "
    if finding.help or not style.links:
        lines.append(style.paint(f"{bar}|", "place"))
    if finding.help:
        lines.append(f"{bar}= {style.paint('help', 'help')}: {clean(finding.help)}")
    if not style.links:
        lines.append(f"{bar}= {style.paint(f'see: {finding.url}', 'dim')}")
    return lines


def _last_shown(span: Span) -> int:
    return max(span.line, span.end_line)


def _place(arrow: str, span: Span, gutter: int, style: Style) -> str:
    return f"{' ' * gutter} {style.paint(arrow, 'place')} {clean(span.path)}:{span.line}:{span.column}"


def _frame(span: Span, result: Result, look: Look, label: str = "", *, sensitive: bool = False) -> list[str]:
    source = result.sources.get(span.path)
    if source is None:
        return [look.row(clean(label))] if label else []
    return frame(source, span, look, clean(label), sensitive=sensitive)


def _unreadable(error: InputError, result: Result, style: Style) -> list[str]:
    gutter = len(str(error.span.line))
    severity = style.paint("error", Severity.ERROR.value)
    first, *rest = error.message.split("\n")
    lines = [f"{severity}[syntax-error]: {clean(first)}", *(clean(line) for line in rest)]
    lines.append(_place("-->", error.span, gutter, style))
    return [*lines, *_frame(error.span, result, Look(style, gutter, "error"))]
