"""How many findings each rule has: the most first."""

from __future__ import annotations

from collections import Counter

from mvnetgen.lint.finding import Result


def statistics(result: Result) -> str:
    """A line for each rule that found something: number, severity, name."""
    counts = Counter((finding.rule, finding.severity) for finding in result.findings)
    rows = sorted(counts.items(), key=lambda row: (-row[1], -row[0][1].rank, row[0][0]))
    width = max((len(str(number)) for _, number in rows), default=0)
    return "".join(f"{number:>{width}}  {severity.value:<7}  {rule}\n" for (rule, severity), number in rows)
