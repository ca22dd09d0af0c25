"""A change as a comment of a pull request: a headline, a table by what happens, and the cost. Nothing when nothing changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mvnetgen import __version__
from mvnetgen.lint.finding import Finding, from_top
from mvnetgen.report.change.summary import KINDS, counts, kind_of, prices
from mvnetgen.report.markdown import MARKER, code, inline
from mvnetgen.report.summary import counted

if TYPE_CHECKING:
    from mvnetgen.project.comparison import Comparison

MOST_ROWS = 200
_BOLD = frozenset({"refused by Azure", "destroys"})


def markdown(comparison: Comparison) -> str:
    """The comment; empty when nothing was found."""
    result = comparison.result
    if not result.findings and not result.unreadable:
        return ""
    order = list(KINDS)
    findings = sorted(
        result.findings,
        key=lambda each: (order.index(each.rule) if each.rule in order else len(order), each.order),
    )
    before, after = prices(comparison)
    grown = after.month - before.month
    said = counts(comparison)
    if grown:
        said.append(f"cost {'+' if grown > 0 else '-'} {abs(grown):.2f} {after.currency} a month")
    lines = [MARKER, f"### Managed network: {', '.join(said) or counted(len(findings), 'finding')}", ""]
    if findings:
        lines += ["| | workspace | what | where |", "| --- | --- | --- | --- |"]
        lines += [_row(each, comparison) for each in findings[:MOST_ROWS]]
        lines += ["", f"… and {len(findings) - MOST_ROWS} more."] if len(findings) > MOST_ROWS else []
        lines.append("")
    lines += [f"- {code(str(each.span.path))}: {inline(each.message)}" for each in result.unreadable]
    if before.month or after.month:
        firewall = f"Firewall: {before.sku or 'none'} → {after.sku or 'none'}. " if before.sku != after.sku else ""
        figures = f"{before.month:.2f} → {after.month:.2f} {after.currency}"
        lines += [f"{firewall}Cost a month: {figures} (prices of {after.as_of or before.as_of}, traffic left out).", ""]
    compared = len(comparison.changed) + comparison.unchanged
    unknown = result.summary.unknown_values
    foot = f"{counted(compared, 'workspace')} compared, {comparison.unchanged} unchanged"
    foot += f" · {counted(unknown, 'value')} unknown" if unknown else ""
    return "\n".join([*lines, f"<sub>{foot} · mvnetgen {__version__}</sub>", ""])


def _row(finding: Finding, comparison: Comparison) -> str:
    kind = kind_of(finding)
    shown = f"**{kind}**" if kind in _BOLD else kind
    path = finding.span.path
    label, colon, below = path.rpartition(":")
    where = f"{label}{colon}{from_top(below, comparison.result.below)}:{finding.span.line}"
    name = inline(comparison.names.get(finding.fingerprint, ""), cell=True)
    message = inline(finding.message, cell=True)
    return f"| {shown} | {name} | {message} ({code(finding.rule, cell=True)}) | {code(where, cell=True)} |"
