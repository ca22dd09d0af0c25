"""Who can have a managed network, and under which ARM types its parts stand."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class NetworkOwner(StrEnum):
    """What a managed network belongs to."""

    WORKSPACE = "workspace"
    """A workspace, hub or project of Azure Machine Learning."""
    ACCOUNT = "account"
    """A Foundry account: ``Microsoft.CognitiveServices/accounts``."""

    @property
    def arm_type(self) -> str:
        """The ARM type of the owner, in lower case."""
        return _TYPES[self]

    @property
    def networks(self) -> str:
        """The ARM type of its network where that is a resource of its own, in lower case."""
        return f"{self.arm_type}/managednetworks"

    def table(self, name: str) -> str:
        """The name of the table that holds a kind of fact for networks of this owner."""
        return name if self is NetworkOwner.WORKSPACE else f"{self.value}_{name}"


_TYPES = {
    NetworkOwner.WORKSPACE: "microsoft.machinelearningservices/workspaces",
    NetworkOwner.ACCOUNT: "microsoft.cognitiveservices/accounts",
}

EVERY_OWNER = tuple(NetworkOwner)

OWNERS: Mapping[str, NetworkOwner] = {each.arm_type: each for each in NetworkOwner}
"""By ARM type, whose type it is."""
NETWORKS: Mapping[str, NetworkOwner] = {each.networks: each for each in NetworkOwner}
"""By the ARM type of a network, whose network it is."""
OUTBOUND_RULES: Mapping[str, NetworkOwner] = {
    f"{NetworkOwner.WORKSPACE.arm_type}/outboundrules": NetworkOwner.WORKSPACE,
    **{f"{networks}/outboundrules": owner for networks, owner in NETWORKS.items()},
}
"""By the ARM type of an outbound rule, in whose network it stands. An account has rules below its network only."""


def owner_of_type(arm_type: str) -> NetworkOwner | None:
    """Whose network a resource of an ARM type is about: the owner itself, its network, or a rule of it."""
    return OWNERS.get(arm_type) or NETWORKS.get(arm_type) or OUTBOUND_RULES.get(arm_type)
