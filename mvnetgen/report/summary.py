"""The last lines of a run: what was found, and what was looked at."""

from __future__ import annotations

from mvnetgen.lint.finding import Result
from mvnetgen.report.style import PLAIN, Style
from mvnetgen.rules.rule import Severity


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 workspace``, ``2 entries``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def verdict(result: Result, style: Style = PLAIN) -> str:
    """How many findings of each severity: ``found 2 errors and 1 warning``."""
    nouns = {
        Severity.ERROR: ("error", "errors"),
        Severity.WARNING: ("warning", "warnings"),
        Severity.INFO: ("info", "infos"),
    }
    parts = [
        style.paint(counted(result.count(severity), *nouns[severity]), severity.value)
        for severity in nouns
        if result.count(severity)
    ]
    if result.unreadable:
        files = len({error.span.path for error in result.unreadable})
        parts.append(style.paint(f"{counted(files, 'file')} that cannot be read", "error"))
    if not parts:
        return "found nothing to complain about"
    return "found " + (parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}")


def coverage(result: Result) -> str:
    """What was looked at, and what does not count."""
    summary = result.summary
    parts = [
        counted(summary.files, "file"),
        counted(summary.workspaces, "workspace"),
        counted(summary.outbound_rules, "outbound rule"),
        f"{counted(summary.unknown_values, 'value')} unknown",
        f"{counted(summary.suppressed, 'finding')} suppressed",
    ]
    if result.stale_baseline:
        parts.append(f"{counted(len(result.stale_baseline), 'stale baseline entry', 'stale baseline entries')}")
    return "looked at " + ", ".join(parts)
