"""Where the rules of this group point, and the words that several of them share."""

from __future__ import annotations

from collections.abc import Mapping

from mvnetgen.model.change import Stays, Version
from mvnetgen.model.workspace import ManagedNetwork
from mvnetgen.text.source import Route

MODE: Route = ("managed_network", "isolation_mode")
KIND: Route = ("managed_network", "kind")

WHY: Mapping[Stays, str] = {
    Stays.INLINE: "azapi takes a body that only lost keys for equal",
    Stays.TEMPLATE: "a deployment deletes nothing that left the template",
    Stays.FORGOTTEN: "it was taken out of the state, not destroyed",
    Stays.UPDATE: "destroying an update resource undoes nothing",
    Stays.MAP: "the map of rules is no longer said, and what is not said is kept",
}


def kind_of(version: Version) -> str | None:
    """The kind of its network in lower case, empty when it is left out; None when it is not known."""
    network = version.declaration.workspace.managed_network
    kind = network.kind if isinstance(network, ManagedNetwork) else network
    return "" if kind is None else kind.lower() if isinstance(kind, str) else None
