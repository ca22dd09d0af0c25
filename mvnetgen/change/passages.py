"""What may leave after a change and could not before, and the other way round: by what is allowed, never by text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mvnetgen.egress.destination import Hosts
from mvnetgen.egress.opening import Opening, Remainder, difference
from mvnetgen.egress.row import Egress, Row, RowKind, RowType
from mvnetgen.egress.traffic import NOTHING
from mvnetgen.model.change import Passage
from mvnetgen.model.neighbours import is_private
from mvnetgen.model.workspace import IsolationMode, PrivateEndpointRule
from mvnetgen.rules.matching import neighbour_for
from mvnetgen.text.source import Route


@dataclass(frozen=True, slots=True)
class Side:
    """What one version opens: the rows of its rules, and everything that is open with them."""

    egress: Egress
    rows: tuple[Row, ...]
    """Of the user's rules."""
    openings: tuple[Opening, ...]
    """All that is open, the required rules and the mode included."""


def side(egress: Egress, more: Iterable[Row] = ()) -> Side:
    """A version, with rows of the other version that stay in Azure."""
    kept = (row for row in egress.rows if row.kind is RowKind.USER)
    rows = tuple(_approved(row) for row in (*kept, *more))
    others = (row for row in egress.rows if row.kind is not RowKind.USER and row.direction == "out")
    openings = [each for row in (*rows, *others) if row.direction == "out" for each in row.openings]
    return Side(egress, rows, (*openings, *(each.opening for each in egress.open)))


def _approved(row: Row) -> Row:
    """A row as if its endpoint was approved: whether somebody may do that is a question of its own."""
    if row.waits is None:
        return row
    openings = (replace(each, traffic=each.traffic.plus(each.perhaps), perhaps=NOTHING) for each in row.openings)
    return replace(row, openings=tuple(openings))


def gained(new: Side, old: Side) -> Iterator[Passage]:
    """What the rules of one side open and the other side does not: one passage for each rule."""
    known = {row.rule: row for row in old.rows}
    for row in new.rows:
        if row.direction != "out" or _same(row, known.get(row.rule)) or _open_anyway(row, new.egress):
            continue
        parts = [part for part in difference(row.openings, old.openings) if not _empty(part)]
        if parts:
            twin = known.get(row.rule)
            yield Passage(
                said(row, parts),
                row.rule,
                _below(row.route, new.egress.route),
                any(part.sure and part.opening.sure for part in parts),
                f"before: {shown(twin)}" if twin is not None and shown(twin) else "",
                _below(twin.route, old.egress.route) if twin is not None else None,
            )


def _same(row: Row, twin: Row | None) -> bool:
    """Whether a rule means the same on both sides, known or not."""
    return twin is not None and (row.type, row.openings, row.destination, row.unknown) == (
        twin.type,
        twin.openings,
        twin.destination,
        twin.unknown,
    )


def _open_anyway(row: Row, egress: Egress) -> bool:
    """Whether an endpoint of the open mode changes nothing about what may leave: its target is not certainly private."""
    if egress.mode is not IsolationMode.INTERNET or row.type is not RowType.PRIVATE_ENDPOINT:
        return False
    rules = {(*egress.route, *route): rule for route, rule in egress.declaration.workspace.outbound_rules()}
    rule = rules.get(row.route)
    if not isinstance(rule, PrivateEndpointRule):
        return True
    target = neighbour_for(egress.estate, rule.service_resource_id)
    return target is None or is_private(target) is not True


def _empty(part: Remainder) -> bool:
    return part.opening.traffic.empty and part.opening.perhaps.empty


def _below(route: Route, workspace: Route) -> Route:
    return route[len(workspace) :] if route[: len(workspace)] == workspace else ()


def said(row: Row, parts: Sequence[Remainder]) -> str:
    """What opens or closes, in words."""
    text = shown(row)
    if row.type is RowType.FQDN and 0 < len(parts) < len(row.openings):
        names = [each.opening.destination.pattern.text for each in parts if isinstance(each.opening.destination, Hosts)]
        text = ", ".join(f"`{name}`" for name in dict.fromkeys(names)) or text
    ports = f" on {row.protocol} {row.ports}" if row.type is RowType.SERVICE_TAG and row.ports else ""
    return f"{text}{ports}"


def shown(row: Row) -> str:
    """The destination of a rule in words."""
    match row.type:
        case RowType.FQDN:
            listed = ", ".join(f"`{each}`" for each in row.destinations)
            return listed or "a host that is not known"
        case RowType.SERVICE_TAG:
            if not row.destinations:
                return "a service tag that is not known"
            return "the service tag " + ", ".join(f"`{each}`" for each in row.destinations)
        case RowType.PRIVATE_ENDPOINT:
            name = row.destination.rstrip("/").rpartition("/")[2] if isinstance(row.destination, str) else "…"
            part = f" ({row.subresource})" if row.subresource else ""
            return f"a private endpoint to `{name}`{part}"
    return "a rule of a type that is not known"
