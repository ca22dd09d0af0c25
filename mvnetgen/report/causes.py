"""Findings with one cause as one block of text: thirty hosts under one wrong mode are one mistake."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mvnetgen.lint.finding import Finding

MOST_NAMES = 3
"""Names of further things that are written out."""

_QUOTED = re.compile(r"`[^`]+`")


@dataclass(frozen=True, slots=True)
class Cause:
    """A finding, and those that say the same of other things because of the same place."""

    first: Finding
    others: tuple[Finding, ...] = ()

    @property
    def more(self) -> str:
        """``and 29 more: `conda`, `pytorch`, `github`, …``; nothing when there is one finding only."""
        if not self.others:
            return ""
        said = set(_QUOTED.findall(self.first.message))
        names = [
            next((each for each in _QUOTED.findall(other.message) if each not in said), "") for other in self.others
        ]
        known = list(dict.fromkeys(name for name in names if name))
        shown = ", ".join([*known[:MOST_NAMES], *(["…"] if len(self.others) > MOST_NAMES else [])])
        return f"and {len(self.others)} more" + (f": {shown}" if known else "")


def causes(findings: Iterable[Finding]) -> list[Cause]:
    """
    The findings by their causes, in their order.

    Two have one cause when a rule says the same to do about both, and points at the same further place last: that is
    where what makes both wrong was written.
    """
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_key(finding), []).append(finding)
    return [Cause(first, tuple(others)) for first, *others in groups.values()]


def _key(finding: Finding) -> object:
    if not finding.related:
        return finding
    cause = finding.related[-1]
    return finding.rule, finding.severity, finding.help, cause.span, cause.message
