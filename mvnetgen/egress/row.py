"""What may leave one network, as data: rows, the mode, and what is said beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from mvnetgen.egress.cost import Cost
from mvnetgen.egress.opening import Opening
from mvnetgen.egress.traffic import NOTHING
from mvnetgen.model.estate import Declaration, Estate, Place
from mvnetgen.model.workspace import IsolationMode
from mvnetgen.text.source import Route


class RowKind(StrEnum):
    """Who opens it."""

    REQUIRED = "required"
    AUTOMATIC = "automatic"
    USER = "user"


class RowType(StrEnum):
    """How it is opened."""

    FQDN = "fqdn"
    SERVICE_TAG = "service_tag"
    PRIVATE_ENDPOINT = "private_endpoint"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the answer to "what may leave"."""

    kind: RowKind
    type: RowType | None
    """None for a rule whose type is not known."""
    destination: str | tuple[str, ...] | None = None
    """A host, a tag, prefixes, or the id of a target; None when it is not known."""
    rule: str | None = None
    subresource: str | None = None
    hosts: tuple[str, ...] = ()
    """The names that an endpoint takes over."""
    ports: str | None = None
    protocol: str | None = None
    direction: str = "out"
    purpose: str | None = None
    route: Route = ()
    """Of the rule or setting that it comes from, from the top of the estate; empty for what no file says."""
    place: Place | None = None
    unknown: str | None = None
    """Why it is not known in full, or may not be there."""
    nothing: str | None = None
    """Why it opens nothing, where that is so."""
    note: str | None = None
    """What else there is to say: a tag by addresses that change, an endpoint that is not approved yet."""
    broad: str | None = None
    """Completes "opens …" when it reaches what others own."""
    openings: tuple[Opening, ...] = ()
    withheld: tuple[Opening, ...] = ()
    """What it would open, did its endpoint not still wait for an approval."""
    spark: bool | None = True
    """Whether Spark jobs use it; None when that is not known."""
    endpoints: int = 0
    """Private endpoints that it costs."""
    endpoints_at_most: int = 0
    waits: str | None = None
    """Why its endpoint may not be approved."""

    @property
    def by(self) -> str:
        """How an answer names it: ``rule:pypi``, ``required:AzureMonitor``, ``automatic:blob``."""
        if self.kind is RowKind.USER:
            return f"rule:{self.rule or '…'}"
        return f"{self.kind}:{self.subresource if self.kind is RowKind.AUTOMATIC else self.destination}"

    @property
    def destinations(self) -> tuple[str, ...]:
        """The destination as a list."""
        if self.destination is None:
            return ()
        return (self.destination,) if isinstance(self.destination, str) else self.destination

    def doubted(self, reason: str) -> Row:
        """The same row, where it may not be there."""
        openings = tuple(
            replace(each, traffic=NOTHING, perhaps=each.traffic.plus(each.perhaps)) for each in self.openings
        )
        return replace(self, unknown=self.unknown or reason, openings=openings, endpoints=0)


@dataclass(frozen=True, slots=True)
class Passage:
    """What is open without a row of its own."""

    by: str
    """``mode``, ``not-isolated``, ``required:AzurePlatformDNS``."""
    opening: Opening
    why: str


@dataclass(frozen=True, slots=True)
class Egress:
    """What may leave the network of one workspace, under one set of assumptions."""

    workspace: str
    place: Place
    mode: IsolationMode | None
    """None when it is not known, or when the network is another's."""
    declaration: Declaration
    estate: Estate
    route: Route
    rows: tuple[Row, ...] = ()
    open: tuple[Passage, ...] = ()
    """What no rule decides: what the mode itself opens, and what the platform serves."""
    guarantee_lost: bool | None = None
    """Whether a rule of the user stands beside Microsoft's; None where nothing is guaranteed, or when it is not known."""
    cost: Cost | None = None
    network_of: str | None = None
    """The hub whose network this is."""
    unknown: str | None = None
    """Why nothing can be said, where that is so."""
    condition: str = ""
    """What it assumes, in words."""
    notes: tuple[str, ...] = ()
    hub: Egress | None = None
    """The hub's, whose rows and passages hold for a project."""

    @property
    def openings(self) -> tuple[Opening, ...]:
        """Everything that is open for traffic that leaves."""
        by_rows = (each for row in self.rows if row.direction == "out" for each in row.openings)
        return (*by_rows, *(each.opening for each in self.open))
