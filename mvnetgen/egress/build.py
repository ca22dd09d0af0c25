"""Estates → what may leave each of their networks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from mvnetgen.azure.hosts import is_of_microsoft, private_link_service
from mvnetgen.egress.cost import Cost, Counting, Prices, Volume, cost_of, usual_prices
from mvnetgen.egress.destination import Hidden, PrivateTarget, contains
from mvnetgen.egress.opening import Opening
from mvnetgen.egress.passages import in_own_subnet, passages
from mvnetgen.egress.required import Weekly, automatic_rows, required_rows
from mvnetgen.egress.row import Egress, Row, RowKind, RowType
from mvnetgen.egress.traffic import EVERYTHING, NOTHING
from mvnetgen.egress.user_rules import UserRules
from mvnetgen.model.estate import Declaration, Estate
from mvnetgen.model.workspace import FirewallSku, IsolationMode, Kind, ManagedNetwork, Workspace
from mvnetgen.rules.matching import Match, Value, names_workspace
from mvnetgen.text.document import HOLE, Unknown, known_text
from mvnetgen.text.source import Route

_ANYTHING = Opening(Hidden(), NOTHING, EVERYTHING)

World = tuple[str, Estate]
"""An estate, and the conditions that it assumes, in words."""


@dataclass(frozen=True)
class Terms:
    """What the answers rest on beside the estate."""

    prices: Prices = field(default_factory=usual_prices)
    volume: Volume = field(default_factory=Volume)
    weekly: Weekly = field(default_factory=dict)


@dataclass(frozen=True)
class Network:
    """The network of one workspace: in every world, and in each mode that it may have."""

    variants: tuple[Egress, ...]

    @property
    def workspace(self) -> str:
        """The name of the workspace."""
        return self.variants[0].workspace


def networks(units: Iterable[Sequence[World]], terms: Terms | None = None) -> tuple[Network, ...]:
    """
    The networks of some units: a unit is a file or module with all its worlds.

    A project has the network of its hub when one of the units declares that.
    """
    terms = terms or Terms()
    found: list[Network] = []
    for worlds in units:
        by_workspace: dict[tuple[str, int], list[Egress]] = {}
        for condition, estate in worlds:
            for route, declaration in estate.workspaces():
                key = (declaration.address, 0) if declaration.address else ("", int(route[1]))
                variants = [
                    replace(each, condition=", ".join(filter(None, [condition, each.condition])))
                    for each in variants_of(route, declaration, estate, terms)
                ]
                by_workspace.setdefault(key, []).extend(variants)
        found += [Network(tuple(variants)) for variants in by_workspace.values()]
    return tuple(Network(tuple(one for each in network.variants for one in _of_hub(each, found))) for network in found)


def variants_of(route: Route, declaration: Declaration, estate: Estate, terms: Terms) -> Iterator[Egress]:
    """What may leave the network of a workspace, for each mode that it may have."""
    workspace = declaration.workspace
    base = Egress(
        _name(declaration), estate.spans.at(route), None, declaration, estate, route, notes=tuple(_notes(workspace))
    )
    if workspace.kind is Kind.PROJECT:
        hub = _hub(workspace)
        shown = hub if isinstance(hub, str) else None
        why = "the network of a project is that of its hub, which is not here"
        there = (*route, "hub_id" if workspace.hub_id is not None else "workspace_hub")
        row = Row(
            RowKind.REQUIRED, None, shown, route=there, place=estate.spans.at(there), unknown=why, openings=(_ANYTHING,)
        )
        yield replace(base, network_of=shown, unknown=why, rows=(row,))
        return
    mode = workspace.isolation_mode
    if isinstance(mode, IsolationMode):
        yield _in_mode(base, mode, terms)
        return
    reason = mode.reason if isinstance(mode, Unknown) else "the isolation mode is not written"
    for each in IsolationMode:
        variant = _in_mode(base, each, terms)
        yield replace(variant, condition=f"the mode is {each.value}", unknown=f"the mode is not known: {reason}")


def _in_mode(base: Egress, mode: IsolationMode, terms: Terms) -> Egress:
    declaration, estate, workspace = base.declaration, base.estate, base.declaration.workspace
    rows: list[Row] = []
    if mode is not IsolationMode.DISABLED:
        rows += required_rows(workspace, terms.weekly)
        rows += automatic_rows(base.route, declaration, estate, mode)
    rows += _once(rows, UserRules(base.route, declaration, estate, mode, terms.weekly).rows())
    return replace(
        base,
        mode=mode,
        rows=tuple(rows),
        open=passages(workspace, mode, estate),
        guarantee_lost=_lost(rows) if mode is IsolationMode.APPROVED else None,
        cost=cost_of(_count(rows, workspace, mode, terms), terms.prices, terms.volume),
    )


def _once(automatic: list[Row], rows: Iterable[Row]) -> Iterator[Row]:
    """The user's rows; an endpoint that the service adds by itself is not paid twice."""
    targets = [
        (row, each.destination)
        for row in automatic
        if row.type is RowType.PRIVATE_ENDPOINT and row.endpoints
        for each in row.openings
    ]
    for row in rows:
        mine = [each.destination for each in row.openings if isinstance(each.destination, PrivateTarget)]
        if any(contains(target, each) is True for each in mine for _, target in targets):
            note = "the service adds this endpoint by itself"
            yield replace(row, endpoints=0, endpoints_at_most=0, note=note)
        else:
            yield row


def _lost(rows: Iterable[Row]) -> bool | None:
    own = [row for row in rows if row.kind is RowKind.USER]
    if any(row.rule is not None or row.type is not None for row in own):
        return True
    return None if own else False


def _count(rows: Sequence[Row], workspace: Workspace, mode: IsolationMode, terms: Terms) -> Counting:
    own = [row for row in rows if row.kind is RowKind.USER]
    fqdn = [row for row in own if row.type is RowType.FQDN]
    maybe = any(row.type is None for row in own)
    firewall = mode is IsolationMode.APPROVED and (True if fqdn else None if maybe else False)
    network = workspace.managed_network
    sku = network.firewall_sku if isinstance(network, ManagedNetwork) else network
    skus = tuple(FirewallSku) if isinstance(sku, Unknown) else (sku or FirewallSku.STANDARD,)
    least, most = sum(row.endpoints for row in rows), sum(row.endpoints_at_most for row in rows)
    counting = Counting(least, most, firewall, skus)
    return replace(counting, alternatives=tuple(_alternatives(counting, fqdn, terms)))


def _alternatives(counting: Counting, fqdn: Sequence[Row], terms: Terms) -> Iterator[str]:
    if counting.firewall is not True:
        return
    other = FirewallSku.BASIC if counting.skus == (FirewallSku.STANDARD,) else FirewallSku.STANDARD
    if len(counting.skus) == 1:
        cost = cost_of(replace(counting, skus=(other,)), terms.prices, terms.volume)
        yield f"{other.value.capitalize()} would be {cost.month:.2f}"
    names = list(dict.fromkeys(row.rule or "…" for row in fqdn))
    cost = cost_of(replace(counting, firewall=False), terms.prices, terms.volume)
    listed = ", ".join(f"`{name}`" for name in names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    yield f"without {listed} there is no firewall: {cost.month:.2f}"
    private = [row for row in fqdn if row.broad is None and _could_be_private(row)]
    if private:
        yield f"{len(private)} of these hosts could be {'private endpoints' if len(private) > 1 else 'a private endpoint'}"


def _could_be_private(row: Row) -> bool:
    return any(private_link_service(host) is not None and not is_of_microsoft(host) for host in row.destinations)


def _name(declaration: Declaration) -> str:
    text = known_text(declaration.workspace.name)
    if text and text.strip(HOLE):
        return text.replace(HOLE, "…")
    return declaration.address or "workspace"


def _hub(workspace: Workspace) -> Value:
    return workspace.hub_id if workspace.hub_id is not None else workspace.workspace_hub


def _notes(workspace: Workspace) -> Iterator[str]:
    if workspace.kind is Kind.PROJECT:
        return
    if workspace.managed_network is None:
        yield "no managed network is written: a new workspace gets none, one that exists keeps what it has"
    if in_own_subnet(workspace):
        yield "serverless compute stands in a subnet of your own, whose rules are not to be seen here"


def _of_hub(project: Egress, found: Sequence[Network]) -> Iterator[Egress]:
    """A project with the mode of its hub, when that is here; once for each variant of the hub."""
    value = _hub(project.declaration.workspace)
    candidates: dict[Match, list[Network]] = {}
    for network in found if project.declaration.workspace.kind is Kind.PROJECT else ():
        first = network.variants[0]
        if first.declaration.workspace.kind is not Kind.PROJECT:
            candidates.setdefault(names_workspace(value, first.declaration, first.estate), []).append(network)
    chosen = candidates.get(Match.YES) or [
        each for each in candidates.get(Match.UNSURE, []) if _named_so(value, each.workspace)
    ]
    if len(chosen) != 1:
        yield project
        return
    for hub in chosen[0].variants:
        conditions = dict.fromkeys(each for each in (project.condition, hub.condition) if each)
        yield replace(
            project,
            mode=hub.mode,
            network_of=hub.workspace,
            unknown=hub.unknown,
            rows=(),
            cost=_nothing(hub.cost),
            condition=", ".join(conditions),
            hub=hub,
        )


def _named_so(value: Value, hub: str) -> bool:
    text = known_text(value)
    return text is not None and text.rstrip("/").rpartition("/")[2].lower() == hub.lower()


def _nothing(cost: Cost | None) -> Cost | None:
    """A project pays nothing of its own: its network is counted at the hub."""
    if cost is None:
        return None
    return Cost(cost.currency, cost.as_of, None, 0.0, 0.0, 0, 0, 0.0, 0.0, traffic=False)
