"""
What a change does to one workspace: its two versions, and what differs between them. Plain data, which rules read.

`mvnetgen.change` makes these of two estates; the rules of the group `change` say what is to be said about them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mvnetgen.model.estate import Declaration, Estate
from mvnetgen.model.workspace import IsolationMode
from mvnetgen.text.document import Unknown
from mvnetgen.text.source import Route


@dataclass(frozen=True, slots=True)
class Price:
    """What the network of a version costs a month, traffic left out."""

    month: float = 0.0
    """What it certainly costs."""
    at_most: float = 0.0
    """What it costs when everything that may be there is."""
    currency: str = "USD"
    as_of: str = ""
    sku: str | None = None
    """The firewall: ``Standard``, ``Basic``; None when there is none."""
    firewall: float = 0.0


@dataclass(frozen=True, slots=True)
class Version:
    """A workspace before or after the change."""

    declaration: Declaration
    estate: Estate
    route: Route
    """Of the workspace in the estate."""
    mode: IsolationMode | None
    """None when it is not known, or when the network is another's."""
    price: Price = Price()

    @property
    def speaks_of_network(self) -> bool:
        """Whether anything is said about the managed network."""
        return self.declaration.workspace.managed_network is not None


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that may leave in one version and not in the other."""

    what: str
    """``pypi.org on TCP 80, 443``."""
    rule: str | None
    """The name of the outbound rule behind it."""
    route: Route
    """Of the rule, below the workspace of its version."""
    certain: bool = True
    """False when a value that is not known decides."""
    beside: str = ""
    """What there is of it in the other version, in words: ``before: pypi.org``."""
    other: Route | None = None
    """The place in the other version where it would stand."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """One destination under two names of rules."""

    old: str
    new: str
    old_route: Route
    new_route: Route


class Stays(StrEnum):
    """Why a rule that left the code stays in Azure."""

    INLINE = "inline"
    """azapi takes a body that only lost keys for equal."""
    TEMPLATE = "template"
    """A template deletes nothing that is no longer in it."""
    FORGOTTEN = "forgotten"
    """It was taken out of the state, not destroyed."""
    UPDATE = "update"
    """Destroying an ``azapi_update_resource`` undoes nothing."""
    MAP = "map"
    """The whole map is no longer said, and so it is kept."""


@dataclass(frozen=True, slots=True)
class Left:
    """An outbound rule that left the code and not Azure."""

    rule: str
    route: Route
    """Below the workspace of the old version."""
    why: Stays


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument whose change makes the workspace anew."""

    name: str
    """In the words of the model."""
    old_route: Route
    new_route: Route
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Approver:
    """A private endpoint rule whose approver role is gone."""

    target: str
    """As messages show it."""
    route: Route
    """Of the rule, below the workspace of the new version."""
    assignment: Route | None
    """Of the role assignment, from the top of the old estate."""
    identity: bool = False
    """Whether another identity asks now."""


@dataclass(frozen=True, slots=True)
class Change:
    """One workspace before and after."""

    old: Version | None
    """None for a workspace that is new."""
    new: Version | None
    """None for a workspace that is gone."""
    replaced: tuple[Argument, ...] = ()
    second: bool = False
    """Whether the new version is a second workspace, and the first one stays: a new name in a template or a YAML file."""
    moved: str = ""
    """The new address, when Terraform destroys the workspace because nothing says that it has moved there."""
    forgotten: bool = False
    """Whether a workspace that is gone from the code stays in Azure."""
    opened: tuple[Passage, ...] = ()
    closed: tuple[Passage, ...] = ()
    renamed: tuple[Renaming, ...] = ()
    left: tuple[Left, ...] = ()
    approvers: tuple[Approver, ...] = ()
    cost_threshold: float | None = None
    """By how much a month the network may cost more before that is worth a warning."""

    @property
    def both(self) -> tuple[Version, Version] | None:
        """The two versions of a workspace that stays itself; None for one that is new, gone, or made anew."""
        if self.old is None or self.new is None or self.remade:
            return None
        return self.old, self.new

    @property
    def remade(self) -> bool:
        """Whether the workspace of the new version is another one in Azure."""
        return self.second or bool(self.moved) or any(each.certain for each in self.replaced)

    @property
    def network(self) -> tuple[Version, Version] | None:
        """The two versions of a workspace whose network both speak of; None when one says nothing about it."""
        both = self.both
        return both if both is not None and both[0].speaks_of_network and both[1].speaks_of_network else None


def changed(old: object, new: object) -> bool | None:
    """Whether two values differ; None when one of them is not known."""
    if old == new:
        return False
    return None if isinstance(old, Unknown) or isinstance(new, Unknown) else True
