"""A change in one line, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mvnetgen.model.change import Change, Price
from mvnetgen.report.summary import counted
from mvnetgen.rules.rule import Severity

if TYPE_CHECKING:
    from mvnetgen.lint.finding import Finding
    from mvnetgen.project.comparison import Comparison

KINDS: Mapping[str, str] = {
    "isolation-downgrade": "refused by Azure",
    "isolation-disabled": "refused by Azure",
    "network-kind-downgrade": "refused by Azure",
    "workspace-replaced": "destroys",
    "workspace-removed": "destroys",
    "isolation-upgrade-uncertain": "may be refused",
    "irreversible-isolation": "no way back",
    "isolation-with-existing-computes": "to be made anew",
    "outbound-opened": "opens",
    "public-access-opened": "opens",
    "approver-lost": "loses its approval",
    "network-unmanaged": "stays, unmanaged",
    "outbound-closed": "closes",
    "public-access-closed": "closes",
    "outbound-renamed": "renamed",
    "firewall-changed": "firewall",
    "cost-increased": "cost",
}
"""What a finding of each rule is called in a table, worst first."""
_COUNTED = {
    "refused by Azure": "refused",
    "destroys": "destroyed",
    "opens": "opened",
    "closes": "closed",
}


def kind_of(finding: Finding) -> str:
    """What a finding is called in a table: a workspace that is only forgotten is not destroyed."""
    if finding.rule == "workspace-removed" and finding.severity is not Severity.ERROR:
        return KINDS["network-unmanaged"]
    return KINDS.get(finding.rule, finding.rule)


def prices(comparison: Comparison) -> tuple[Price, Price]:
    """What all changed networks cost before and after, in their first worlds."""
    changes = [each.worlds[0][1] for each in comparison.changed if each.worlds]
    return _sum(changes, old=True), _sum(changes, old=False)


def _sum(changes: list[Change], *, old: bool) -> Price:
    versions = [change.old if old else change.new for change in changes]
    found = [version.price for version in versions if version is not None]
    skus = sorted({price.sku for price in found if price.sku})
    dated = next((price for price in found if price.as_of), Price())
    return Price(
        round(sum(price.month for price in found), 2),
        round(sum(price.at_most for price in found), 2),
        dated.currency,
        dated.as_of,
        " and ".join(skus) or None,
    )


def counts(comparison: Comparison) -> list[str]:
    """How many are refused, destroyed, opened and closed: ``1 refused``."""
    found = [kind_of(each) for each in comparison.result.findings]
    return [f"{found.count(kind)} {word}" for kind, word in _COUNTED.items() if kind in found]


def headline(comparison: Comparison) -> str:
    """What was compared, and what came of it, in one line without a full stop."""
    compared = len(comparison.changed) + comparison.unchanged
    touched = sum(_touches(change) for each in comparison.changed for _, change in each.worlds[:1])
    parts = counts(comparison) or [counted(len(comparison.result.findings), "finding")]
    return f"{counted(compared, 'workspace')} compared, {touched} changed: {', '.join(parts)}"


def _touches(change: Change) -> bool:
    """Whether a change is more than a file that was written anew."""
    return (
        change.old is None or change.new is None or change.old.declaration.workspace != change.new.declaration.workspace
    )
