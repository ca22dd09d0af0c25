"""The last lines of a run: what was found, and what was looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from mvnetgen.lint.finding import Result
from mvnetgen.report.style import PLAIN, Style, clean
from mvnetgen.rules.rule import Severity

MOST_NAMED = 5
"""Things that are not read, and files without a workspace, that are named."""
_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 workspace``, ``2 entries``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def verdict(result: Result, style: Style = PLAIN, hint: str = "") -> str:
    """
    What was found in how much: ``2 errors, 1 warning in 3 files: 1 workspace, 4 outbound rules``.

    `hint` stands behind the number of infos. A run that saw no workspace does not say that nothing is wrong.
    """
    parts = [
        style.paint(counted(result.count(severity), noun), severity.value) + (hint if severity is Severity.INFO else "")
        for severity, noun in _NOUNS.items()
        if result.count(severity)
    ]
    if result.unreadable:
        files = len({error.span.path for error in result.unreadable})
        parts.append(style.paint(f"{counted(files, 'file')} not judged whole", "error"))
    summary = result.summary
    if not summary.workspaces:
        none = style.paint("no workspace found", "warning")
        return ", ".join([*parts, none]) + f" in {counted(summary.files, 'file')}"
    return (
        f"{', '.join(parts) or 'nothing found'} in {counted(summary.files, 'file')}: "
        f"{counted(summary.workspaces, 'workspace')}, {counted(summary.outbound_rules, 'outbound rule')}"
    )


def left_out(result: Result, hint: str = "") -> str:
    """What was not judged, is not known, or does not count; nothing when there is none. `hint` follows unknown values."""
    return "; ".join(_left_out(result, hint))


def _left_out(result: Result, hint: str) -> Iterator[str]:
    summary = result.summary
    if summary.not_read:
        yield f"not read: {_some(summary.not_read)}"
    if summary.unknown_values:
        yield f"{counted(summary.unknown_values, 'value')} stayed unknown{hint}"
    if summary.suppressed:
        yield f"{counted(summary.suppressed, 'finding')} suppressed"
    if result.stale_baseline:
        yield counted(len(result.stale_baseline), "stale baseline entry", "stale baseline entries")


def _some(names: Collection[str]) -> str:
    shown = [clean(name) for name in list(names)[:MOST_NAMED]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
