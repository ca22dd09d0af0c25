"""For people: errors first, each with the source line and the span underlined, and one block for one cause."""

from __future__ import annotations

from mvnetgen.lint.finding import Finding, Related, Result
from mvnetgen.report.causes import Cause, causes
from mvnetgen.report.frame import Look, frame
from mvnetgen.report.style import PLAIN, Style, clean
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import InputError, MissingError
from mvnetgen.text.source import Span

INFO, UNKNOWN = "info", "unknown"
SHOWN = (INFO, UNKNOWN)
"""What `--show` adds: infos, which are otherwise a number at the end; those about unknown values alone."""
UNRESOLVED = "unresolved-value"


def text(
    result: Result, style: Style = PLAIN, shows: frozenset[str] = frozenset(), named: frozenset[str] = frozenset()
) -> str:
    """
    What could not be read, then errors, warnings, and of the infos what `shows` asks for; the summary is no part of it.

    Infos of the rules that are `named` are shown as well, and all when an info is enough to fail.
    """
    blocks = [_unreadable(error, result, style) for error in result.unreadable]
    wanted = [finding for finding in result.findings if _is_shown(finding, result, shows, named)]
    ordered = sorted(wanted, key=lambda finding: (-finding.severity.rank, finding.order))
    blocks += [_block(cause, result, style) for cause in causes(ordered)]
    return "".join("\n".join([*lines, "", ""]) for lines in blocks)


def _is_shown(finding: Finding, result: Result, shows: frozenset[str], named: frozenset[str]) -> bool:
    if finding.severity is not Severity.INFO or result.fail_on is Severity.INFO or INFO in shows:
        return True
    return finding.rule in named or (UNKNOWN in shows and finding.rule == UNRESOLVED)


def _block(cause: Cause, result: Result, style: Style) -> list[str]:
    finding = cause.first
    related = _related(finding)
    gutter = max(len(str(_last_shown(span))) for span in (finding.span, *(each.span for each in related)))
    severity = style.paint(finding.severity.value, finding.severity.value)
    rule = style.link(style.paint(finding.rule, "bold"), finding.url)
    lines = [f"{severity}[{rule}] {clean(finding.message)}", _place("-->", finding.span, gutter, style)]
    look = Look(style, gutter, finding.severity.value)
    lines += _frame(finding.span, result, look, cause.more, sensitive=finding.sensitive)
    for other in related:
        lines.append(_place(":::", other.span, gutter, style))
        lines += _frame(other.span, result, Look(style, gutter, "place"), other.message, sensitive=other.sensitive)
    if finding.help:
        lines.append(f" {' ' * gutter} = {style.paint('help', 'help')}: {clean(finding.help)}{_fixable(finding)}")
    return lines


def _fixable(finding: Finding) -> str:
    """What `--fix` would do about it; nothing is said where it does nothing."""
    if finding.fix is None:
        return ""
    return " (fixable)" if finding.fix.safe else " (fixable with --unsafe-fixes)"


def _related(finding: Finding) -> list[Related]:
    """The further places; one that stands on the line of the finding, or of another, shows nothing new."""
    seen = {(finding.span.path, finding.span.line)}
    found = []
    for each in finding.related:
        place = (each.span.path, each.span.line)
        if place not in seen:
            found.append(each)
        seen.add(place)
    return found


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
    lines = [f"{severity}[{error.label}] {clean(first)}", *(clean(line) for line in rest)]
    if error.span.path not in result.sources:
        return lines if isinstance(error, MissingError) else [*lines, _place("-->", error.span, gutter, style)]
    lines.append(_place("-->", error.span, gutter, style))
    return [*lines, *_frame(error.span, result, Look(style, gutter, "error"))]
