"""
A resource as a configuration declares it, whatever language it was written in: what linking, neighbours and the estate
are made from.

Terraform, Bicep, ARM templates, plans, states and exports each have a reader that makes these; nothing behind it asks
which one did.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mvnetgen.model.estate import Form, Place
from mvnetgen.text.document import Node, Reference, Unknown
from mvnetgen.text.source import Span

ARM_FORMS = frozenset({Form.AZAPI, Form.BICEP, Form.ARM})
"""The forms whose resources have an ARM type and an ARM body."""


class Writes(StrEnum):
    """What a resource does to the thing in Azure that it names."""

    WHOLE = "whole"
    """It is its declaration."""
    PART = "part"
    """It writes a part of what another declares: ``azapi_update_resource``, a PATCH."""
    CALL = "call"
    """It calls an action: ``provisionManagedNetwork``."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a resource says of the thing that it belongs to or writes to."""

    value: Node | None = None
    """Its id, the id of something below it, or (`by_name`) its name; None when nothing is said."""
    mentions: frozenset[str] = frozenset()
    """Addresses that the expression mentions: it may mean the only workspace among them when the value is not known."""
    by_name: bool = False


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource, or one instance or turn of a loop over it."""

    address: str
    """Unique: ``module.net.azapi_resource.rule["a"]``, ``module.net[0].rule[1]``; ``[?]`` for one that may have any key."""
    form: Form
    type: str
    """For `ARM_FORMS` the ARM type in lower case, children included; otherwise the type of the provider."""
    arguments: Node
    """
    What is written in it, as a mapping. For `ARM_FORMS` ``name``, ``parent_id``, ``body`` (the ARM body as an object:
    ``properties``, ``sku``, ``kind``, ``identity``, ``location``, ``tags``) and, where they stand beside the body as in
    azapi, ``location``, ``tags`` and ``identity`` (of azapi). Otherwise the arguments of the provider, blocks as lists.
    """
    header: Span
    """The words to point at when the resource as such is meant."""
    meant: Meant = field(default_factory=Meant)
    """Of a rule, a child, an update or an action: the workspace that it names."""
    id: Node | None = None
    """Its own id, where the language can tell it: a text, or unknown with text, symbol or reference."""
    version: str | Unknown | None = None
    """The api-version."""
    writes: Writes = Writes.WHOLE
    kind: str = ""
    """What its language calls it: ``azapi_update_resource``; the type when that is all."""
    action: str = ""
    """For `Writes.CALL`: the name of the action in lower case."""
    certain: bool = True
    """Whether it exists, for all that the files say."""
    uncounted: bool = False
    """Whether its block makes several of them and nobody knows how many."""
    after: frozenset[str] = frozenset()
    """Addresses (without keys) of everything that it waits for, directly or not."""
    options: Mapping[str, Node] = field(default_factory=dict)
    """What stands beside its arguments, by the names of `Declaration.options`."""
    locks: Node | None = None
    """Of azapi: ids; two resources with one lock never run at the same time."""
    batch: int | None = None
    """Of a loop: how many of its turns run at once; None for all of them."""
    requirement: Node | None = None
    """What is demanded of the provider's release, where it stands."""

    @property
    def has_arm_type(self) -> bool:
        """Whether its type is that of ARM and it has an ARM body."""
        return self.form in ARM_FORMS

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.header, None, None, self.address)

    @property
    def reference(self) -> Unknown:
        """A value that means its id."""
        own = self.id.value if self.id is not None else None
        if isinstance(own, Unknown):
            return own if own.reference else own.other(own.text, Reference(self.address, ("id",)))
        return Unknown("Azure assigns it", reference=Reference(self.address, ("id",)))


def _nothing() -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something that may declare anything: a call of a module that is not here, a resource of an unknown type."""

    address: str
    header: Span
    after: Callable[[], frozenset[str]] = _nothing
    """Addresses (without keys) of what it waits for, and so may write to."""
    harmless: bool = False
    """Whether it is known to make no outbound rules."""
    arguments: Node | None = None
    """What it is given."""
    missing: bool = False
    """Whether it is a call of a local module that is not there."""
    is_call: bool = True

    @property
    def reason(self) -> str:
        """Why it is not known what it declares, for people."""
        if not self.is_call:
            return "its type is not known"
        return "there is no such folder" if self.missing else "its source is not here"
