"""What stands above a workspace and behind its network: what may leave, and what that costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mvnetgen.editor.folder import View
from mvnetgen.egress.cost import Cost
from mvnetgen.egress.row import Egress
from mvnetgen.model.workspace import IsolationMode
from mvnetgen.report.summary import counted


@dataclass(frozen=True, slots=True)
class Lens:
    """A line above a workspace."""

    line: int
    workspace: str
    title: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A text behind a line."""

    line: int
    column: int
    text: str


def lenses(view: View) -> Iterator[Lens]:
    """What may leave the network of each workspace of the document."""
    for egress in view.egress:
        place = egress.place
        if place.span.path == view.path:
            yield Lens((place.key or place.span).line, egress.workspace, f"egress: {leaving(egress)}")


def leaving(egress: Egress) -> str:
    """How many destinations may be reached, in words."""
    if egress.network_of:
        return f"as the hub `{egress.network_of}` allows"
    found = {
        each.lower() for row in egress.rows if row.direction == "out" and not row.nothing for each in row.destinations
    }
    match egress.mode:
        case IsolationMode.DISABLED:
            return "everything, the network is not isolated"
        case IsolationMode.INTERNET:
            return f"the internet, and {counted(len(found), 'destination')} by rules"
        case _:
            return counted(len(found), "destination")


def hints(view: View) -> Iterator[Hint]:
    """The cost of each network of the document, behind the line that its block begins on."""
    for egress in view.egress:
        place = egress.estate.spans.at((*egress.route, "managed_network"))
        text = costs(egress.cost) if egress.cost else ""
        if place.span.path == view.path and text:
            line = (place.key or place.span).line
            yield Hint(line, len(view.source.line(line)) + 1, text)


def costs(cost: Cost) -> str:
    """A cost in words; empty when nothing is paid."""
    if not cost.month_at_most:
        return ""
    amount = (
        f"{cost.month:.2f}" if cost.month == cost.month_at_most else f"{cost.month:.2f} to {cost.month_at_most:.2f}"
    )
    what = [f"{cost.sku} firewall"] if cost.sku else []
    what += [counted(cost.endpoints_at_most, "private endpoint")] if cost.endpoints_at_most else []
    return f"{amount} {cost.currency} a month: {', '.join(what)}"
