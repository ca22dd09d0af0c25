"""
Which outbound rules leave the code and not Azure, by the form that they were written in.

Sources: azapi's `ignore_no_op_changes` (true by default since 2.5: a body that only lost keys counts as equal); ARM's
incremental deployments, which delete nothing that left the template; Terraform's `removed` blocks; azapi's
`azapi_update_resource`, whose destruction changes nothing. Read in 2026-08.
"""

from __future__ import annotations

from collections.abc import Iterator

from mvnetgen.change.pairs import after_moves
from mvnetgen.egress.row import Row
from mvnetgen.model.change import Left, Stays, Version, changed
from mvnetgen.model.estate import Form
from mvnetgen.model.workspace import ManagedNetwork

TEMPLATES = frozenset({Form.BICEP, Form.ARM})


def left_behind(old: Version, new: Version, gone: list[Row], appeared: list[Row]) -> Iterator[Left]:
    """Those of the rules that are gone from the code which stay in Azure; `appeared` are rules of names that are new."""
    own = {resource.route: resource for resource in old.declaration.rule_resources}
    for row in gone:
        resource = own.get(row.route)
        if resource is not None:
            why = _of_resource(resource.form, resource.address, new)
        else:
            why = _inline(old, new, changes=bool(appeared))
        if why is not None:
            yield Left(row.rule or "…", row.route[len(old.route) :], why)


def _of_resource(form: Form, address: str, new: Version) -> Stays | None:
    if form in TEMPLATES:
        # `az ml` sends all rules, and what is not among them goes
        return None if new.declaration.form is Form.YAML else Stays.TEMPLATE
    there = after_moves(address, new.estate.history.moves)
    if any(_within(there, each) or _within(address, each) for each in new.estate.history.forgotten):
        return Stays.FORGOTTEN
    return None


def _inline(old: Version, new: Version, *, changes: bool) -> Stays | None:
    form = new.declaration.form
    if _updated(old) and not _updated(new):
        return Stays.UPDATE
    if form not in {*TEMPLATES, Form.AZAPI}:
        return None
    if new.declaration.inline_rules is False:
        return Stays.MAP
    if form is Form.AZAPI and not changes and not _sends_anyway(old, new):
        return Stays.INLINE
    return None


def _updated(version: Version) -> bool:
    """Whether an ``azapi_update_resource`` writes the rules."""
    return any(owner.writes_rules for owner in version.declaration.owners)


def _sends_anyway(old: Version, new: Version) -> bool:
    """Whether azapi sends the body in any case: it never ignores, or something else in it is new."""
    if {"provider.ignore_no_op_changes", "computed_exports"} & new.declaration.options.keys():
        return True
    before, after = old.declaration.workspace, new.declaration.workspace
    if before.public_network_access != after.public_network_access:
        return True
    one, other = before.managed_network, after.managed_network
    if not isinstance(one, ManagedNetwork) or not isinstance(other, ManagedNetwork):
        return False
    if (one.isolation_mode, one.firewall_sku, one.kind) != (other.isolation_mode, other.firewall_sku, other.kind):
        return True
    rules = {rule.name: rule for rule in one.outbound_rules}
    return any(changed(rules.get(rule.name), rule) for rule in other.outbound_rules)


def _within(address: str, block: str) -> bool:
    return address == block or address.startswith((f"{block}.", f"{block}["))
