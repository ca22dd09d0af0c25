"""A comment for a pull request: counts, a table, and what to do behind a fold."""

from __future__ import annotations

import re

from mvnetgen.lint.finding import Finding, Result, from_top
from mvnetgen.report.style import clean
from mvnetgen.report.summary import left_out, verdict
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Span

MARKER = "<!-- mvnetgen -->"
"""Lets a bot find its own comment and replace it."""
LONGEST = 60_000
"""Characters; GitHub refuses comments beyond 65,536."""

_LINKED = re.compile(r"@(?=\w)|#(?=\d)|(?i:https?|ftp|mailto|xmpp)(?=:)|(?i:www)(?=\.)")
"""What code hosts make links and mentions of: an invisible blank behind it keeps them from doing so."""

_CODE = re.compile(r"`([^`]*)`")


def markdown(result: Result) -> str:
    """The findings; as many as a comment can hold, and the number of the others."""
    head = [MARKER, "### mvnetgen", "", f"**{_capital(verdict(result))}**", ""]
    rows = [_error_row(error, result) for error in result.unreadable]
    findings = sorted(result.findings, key=lambda finding: (-finding.severity.rank, finding.order))
    rows += [_row(finding, result) for finding in findings]
    details = [_detail(finding) for finding in findings if finding.help]
    rest = left_out(result)
    tail = [f"<sub>{_escape(_capital(rest))}.</sub>", ""] if rest else [""]
    if not rows:
        return "\n".join([*head, *tail])
    table, left = _fitting(rows, LONGEST // 2)
    more = [f"… and {left} more.", ""] if left else []
    fixes, _ = _fitting(list(dict.fromkeys(details)), LONGEST // 2 - 2_000)
    body = ["| Severity | Place | Finding |", "| --- | --- | --- |", *table, "", *more]
    if fixes:
        body += ["<details><summary>What to do</summary>", "", *fixes, "", "</details>", ""]
    return "\n".join([*head, *body, *tail])


def _fitting(lines: list[str], room: int) -> tuple[list[str], int]:
    """The lines that fit, and the number of those that do not."""
    for number, line in enumerate(lines):
        room -= len(line) + 1
        if room < 0:
            return lines[:number], len(lines) - number
    return lines, 0


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _row(finding: Finding, result: Result) -> str:
    place = _place(finding.span, result)
    message = _cell(finding.message)
    return f"| {finding.severity} | {place} | {message} [{finding.rule}]({finding.url}) |"


def _error_row(error: InputError, result: Result) -> str:
    return f"| error | {_place(error.span, result)} | {_cell(error.message)} {error.label} |"


def _place(span: Span, result: Result) -> str:
    return code(f"{from_top(span.path, result.below)}:{span.line}", cell=True)


def _detail(finding: Finding) -> str:
    return f"- [{finding.rule}]({finding.url}): {inline(finding.help)}"


def _cell(text: str) -> str:
    return inline(text, cell=True)


def inline(text: str, *, cell: bool = False) -> str:
    """A message: what it sets in backticks stays code, all else is only text."""
    parts = _CODE.split(clean(" ".join(text.split())))
    return "".join(code(part, cell=cell) if index % 2 else _escape(part) for index, part in enumerate(parts))


def code(text: str, *, cell: bool = False) -> str:
    """A text as code, whatever stands in it; in a `cell` of a table it ends no column."""
    shown = clean(text).replace("`", "'")
    if not shown.strip():
        return shown  # two backticks would begin a code span that goes on
    return f"`{shown.replace('|', chr(92) + '|')}`" if cell else f"`{shown}`"


def _escape(text: str) -> str:
    """Text that nothing in it makes a link, a mention, HTML or a column."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"([\\*_\[\]|#~`$!])", r"\\\1", text)
    return _LINKED.sub(lambda found: f"{found[0]}\u200b", text)
