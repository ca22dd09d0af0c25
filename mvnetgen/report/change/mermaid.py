"""A change as two diagrams: what may leave before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mvnetgen.report.egress import FORMATS
from mvnetgen.report.style import PLAIN

if TYPE_CHECKING:
    from mvnetgen.egress.row import Egress
    from mvnetgen.project.comparison import Comparison


def mermaid(comparison: Comparison) -> str:
    """Both diagrams, each below a comment that says which it is; empty when no workspace is touched."""
    parts = []
    for title, old in (("before", True), ("after", False)):
        found: list[Egress] = [
            egress for each in comparison.changed if (egress := each.before if old else each.after) is not None
        ]
        if found:
            parts.append(f"%% {title}\n{FORMATS['mermaid'](found, PLAIN, False)}")
    return "\n".join(parts)
