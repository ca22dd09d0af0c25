"""The service's own list beside ours, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from mvnetgen.egress.evidence import Comparison
from mvnetgen.report.egress.words import opens, place_text
from mvnetgen.report.style import clean
from mvnetgen.report.summary import counted


def evidence_text(comparison: Comparison) -> str:
    """What both have in a line, what only one has line by line."""
    return "".join(f"{line}\n" for line in _lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    total = len(comparison.both) + len(comparison.refused) + len(comparison.unsure)
    yield ""
    yield f"the service's list for {clean(comparison.workspace)}: {counted(total, 'endpoint')}, {len(comparison.both)} open here"
    for title, found in (("not open here", comparison.refused), ("cannot be told", comparison.unsure)):
        if found:
            yield f"  {title}"
            width = max(len(each.question.shown) for each, _ in found)
            for dependency, answer in found:
                yield f"    {dependency.question.shown:<{width}}  {answer.code}  {clean(dependency.category)}".rstrip()
    if comparison.ours:
        yield "  open here, and not in its list"
        for row in comparison.ours:
            where = place_text(row.place)
            yield f"    {clean(row.rule or '…')}  {clean(opens(row))}" + (f"  {clean(where)}" if where else "")
