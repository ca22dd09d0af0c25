"""One network as it is shown: its variants laid over each other, what only some of them have in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mvnetgen.egress.build import Network
from mvnetgen.egress.cost import Cost
from mvnetgen.egress.row import Egress, Row, RowKind

SUBJECT = "compute instances, compute clusters, serverless compute and managed online endpoints"
"""The computes whose traffic the network decides."""
NOT_COVERED = (
    "names and addresses of your own networks: no way leads there",
    "Spark: FQDN rules do not hold for it, and endpoints only where their rule says so",
    "Kubernetes clusters and attached virtual machines: they stand outside of the network",
)


def summary(network: Network) -> Egress:
    """The network with every row of its variants; a row that not all of them have says so."""
    first = network.variants[0]
    if len(network.variants) == 1:
        return first
    modes = {each.mode for each in network.variants}
    lost = {each.guarantee_lost for each in network.variants}
    costs = [each.cost for each in network.variants if each.cost is not None]
    return replace(
        first,
        mode=first.mode if len(modes) == 1 else None,
        rows=tuple(_rows(network.variants)),
        guarantee_lost=first.guarantee_lost if len(lost) == 1 else None,
        cost=_widest(costs) if costs else None,
        condition="",
    )


def _rows(variants: Sequence[Egress]) -> Iterable[Row]:
    seen: dict[tuple[object, ...], list[tuple[int, Row]]] = {}
    for number, variant in enumerate(variants):
        for row in variant.rows:
            seen.setdefault(_key(row), []).append((number, row))
    for found in seen.values():
        row = found[0][1]
        having = {number for number, _ in found}
        same = len({each.nothing for _, each in found}) == 1 and len({bool(each.unknown) for _, each in found}) == 1
        if len(having) == len(variants) and same:
            yield row
            continue
        open_ = next((each for _, each in found if each.nothing is None), row)
        when = [variants[number].condition for number, each in found if each.nothing is None and each.unknown is None]
        conditions = list(dict.fromkeys(each for each in when if each))
        yield open_.doubted(f"only if {' or '.join(conditions)}" if conditions else "a condition is not known")


def _key(row: Row) -> tuple[object, ...]:
    return row.kind, row.type, row.rule, row.destination, row.subresource, row.ports, row.protocol, row.direction


def _widest(costs: Sequence[Cost]) -> Cost:
    least, most = min(costs, key=lambda each: each.month), max(costs, key=lambda each: each.month_at_most)
    return replace(
        most,
        firewall=least.firewall,
        endpoints=least.endpoints,
        endpoints_month=least.endpoints_month,
        alternatives=() if least != most else most.alternatives,
    )


def own_rows(egress: Egress) -> list[Row]:
    """The rows of the user's rules that are known: broad ones first."""
    rows = [row for row in egress.rows if row.kind is RowKind.USER and row.unknown is None]
    return sorted(rows, key=lambda row: row.broad is None)


def unknown_rows(egress: Egress) -> list[Row]:
    """The rows that are not known in full, or may not be there."""
    return [row for row in egress.rows if row.unknown is not None]


def rows_of(egress: Egress, kind: RowKind) -> list[Row]:
    """The rows of a kind that are known."""
    return [row for row in egress.rows if row.kind is kind and row.unknown is None]
