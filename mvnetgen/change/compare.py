"""Two versions of one workspace, in one world each → what changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mvnetgen.change.approvers import approvers_lost
from mvnetgen.change.left import left_behind
from mvnetgen.change.pairs import Found, after_moves
from mvnetgen.change.passages import Side, gained, side
from mvnetgen.change.remade import IN_PLACE, remade_by
from mvnetgen.egress.cost import Cost
from mvnetgen.egress.row import Egress, Row, RowKind, RowType
from mvnetgen.model.change import Change, Passage, Price, Renaming, Version
from mvnetgen.model.workspace import IsolationMode

REFUSED = frozenset(
    {
        (IsolationMode.APPROVED, IsolationMode.INTERNET),
        (IsolationMode.APPROVED, IsolationMode.DISABLED),
        (IsolationMode.INTERNET, IsolationMode.DISABLED),
    }
)
"""Changes of the mode that Azure refuses."""


def version_of(egress: Egress) -> Version:
    """A workspace as one world has it."""
    return Version(egress.declaration, egress.estate, egress.route, egress.mode, _price(egress.cost))


def _price(cost: Cost | None) -> Price:
    if cost is None:
        return Price()
    return Price(cost.month, cost.month_at_most, cost.currency, cost.as_of, cost.sku, cost.firewall)


def compare(old: Egress | None, new: Egress | None, *, moved: str = "", forgotten: bool = False) -> Change:
    """
    What happens to a workspace; one of the two may be missing.

    `moved` is the address under which Terraform would make it anew, because nothing says that it has moved; `forgotten`
    says that a workspace without a new version was taken out of the state only.
    """
    before = version_of(old) if old is not None else None
    after = version_of(new) if new is not None else None
    if before is None or after is None or old is None or new is None:
        return Change(
            before, after, forgotten=before is not None and (forgotten or before.declaration.form in IN_PLACE)
        )
    replaced = tuple(remade_by(before, after))
    second = after.declaration.form in IN_PLACE and any(each.certain for each in replaced)
    change = Change(before, after, replaced, second, moved)
    if change.remade or not after.speaks_of_network or _ignores_network(after):
        return change
    change = replace(change, approvers=tuple(approvers_lost(before, after)))
    if not before.speaks_of_network or not _comparable(before.mode, after.mode):
        return change
    return _with_passages(change, old, new)


def _comparable(old: IsolationMode | None, new: IsolationMode | None) -> bool:
    """Whether there is anything to say of what may leave: not beside a refusal, nor where nothing was closed before."""
    if old is None or new is None:
        return old is new
    return (old, new) not in REFUSED and IsolationMode.DISABLED not in {old, new}


def _ignores_network(new: Version) -> bool:
    return new.declaration.ignores_changes_of("body.properties.managedNetwork", "managed_network")


def _with_passages(change: Change, old: Egress, new: Egress) -> Change:
    before, after = change.old, change.new
    assert before is not None
    assert after is not None
    names_before = {_key(row): row for row in _own(old)}
    names_after = {_key(row): row for row in _own(new)}
    gone = [row for key, row in names_before.items() if key not in names_after]
    appeared = [row for key, row in names_after.items() if key not in names_before]
    left = tuple(left_behind(before, after, gone, appeared))
    staying = {each.route for each in left}
    rows = [row for row in gone if row.route[len(old.route) :] in staying]
    renamed = _renamings([row for row in gone if row not in rows], appeared, old, new)
    was, becomes = side(old), side(new, rows)
    if after.price.sku is None and any(row.type is RowType.FQDN for row in rows):
        after = replace(after, price=_with_firewall(after.price, before.price))
    return replace(
        change,
        new=after,
        opened=tuple(gained(becomes, was)),
        closed=tuple(_closings(was, becomes)),
        renamed=tuple(renamed),
        left=left,
    )


def _with_firewall(price: Price, before: Price) -> Price:
    """The price where a host that stays open keeps the firewall of the version before."""
    return replace(
        price,
        month=round(price.month + before.firewall, 2),
        at_most=round(price.at_most + before.firewall, 2),
        sku=before.sku,
        firewall=before.firewall,
    )


def _closings(was: Side, becomes: Side) -> Iterator[Passage]:
    """What closes; where the mode itself closes everything else, that is one passage."""
    modes = (was.egress.mode, becomes.egress.mode)
    if modes == (IsolationMode.INTERNET, IsolationMode.APPROVED):
        yield Passage("everything that no rule allows", None, ("managed_network", "isolation_mode"))
        return
    yield from gained(was, becomes)


def _own(egress: Egress) -> Iterator[Row]:
    return (row for row in egress.rows if row.kind is RowKind.USER)


def _key(row: Row) -> object:
    return row.rule.lower() if row.rule else row.route


def _renamings(gone: Sequence[Row], appeared: Sequence[Row], old: Egress, new: Egress) -> Iterator[Renaming]:
    """One destination under another name, each new rule for one old one."""
    fresh = list(appeared)
    for row in gone:
        twins = [one for one in fresh if (one.type, one.openings) == (row.type, row.openings) and row.openings]
        if len(twins) == 1 and not row.unknown and row.rule and twins[0].rule:
            fresh.remove(twins[0])
            yield Renaming(row.rule, twins[0].rule, row.route[len(old.route) :], twins[0].route[len(new.route) :])


def moved_address(old: Found, new: Found) -> str:
    """The new address of a workspace that Terraform makes anew, since nothing says that it has moved; else empty."""
    if not (old.by_terraform and new.by_terraform) or old.source != new.source:
        return ""
    there = new.declaration.address
    history = new.first.estate.history
    if after_moves(old.declaration.address, history.moves) == there or there in history.imported:
        return ""
    return there
