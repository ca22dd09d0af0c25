"""The resources that matter, sorted by what they are to a workspace. One world at a time."""

from __future__ import annotations

from dataclasses import dataclass, field

from mvnetgen.azure.network_owner import NETWORKS, OUTBOUND_RULES, OWNERS, NetworkOwner
from mvnetgen.formats import account, azurerm
from mvnetgen.formats.resource import Hidden, Resource, Writes
from mvnetgen.model.estate import Form
from mvnetgen.model.neighbours import REGISTRATION
from mvnetgen.text.document import Node

PROVISION = "provisionmanagednetwork"
BATCH = "batchoutboundrules"


@dataclass
class Survey:
    """The resources of one world, each kind in the order in which they were added."""

    workspaces: list[Resource] = field(default_factory=list)
    accounts: list[Resource] = field(default_factory=list)
    """Accounts that may be Foundry accounts with a network; they are `neighbours` too."""
    patches: list[Resource] = field(default_factory=list)
    """Resources that write to an owner of a network that another declares, or declare its network."""
    batches: list[Resource] = field(default_factory=list)
    """Actions that set many outbound rules of a network, which nobody lists here."""
    provisions: list[Resource] = field(default_factory=list)
    rules: list[Resource] = field(default_factory=list)
    neighbours: list[Resource] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    role_names: dict[str, Node] = field(default_factory=dict)
    """Addresses of roles that are looked up, each with the name or id that it is looked up by."""
    groups: dict[str, Node] = field(default_factory=dict)
    """Addresses of resource groups, declared or looked up, each with its name."""
    subscriptions: set[str] = field(default_factory=set)
    """Addresses of what stands for the subscription that everything is deployed to."""
    broken: bool = False
    """Whether a file could not be read."""

    @property
    def complete(self) -> bool:
        """Whether everything that is declared is seen."""
        return not self.broken and not self.hidden

    def resources(self) -> tuple[Resource, ...]:
        """All that were added and kept."""
        return (*self.workspaces, *self.patches, *self.provisions, *self.batches, *self.rules, *self.neighbours)

    def add(self, resource: Resource) -> None:
        """Puts a resource where it belongs; what no rule asks about is left out."""
        if resource.form is Form.AVM:
            self.workspaces.append(resource)
        elif resource.has_arm_type:
            self._add_arm(resource)
        elif resource.type in {azurerm.WORKSPACE, azurerm.AI_FOUNDRY, azurerm.PROJECT}:
            self.workspaces.append(resource)
        elif resource.type in azurerm.RULES:
            self.rules.append(resource)
        else:
            if resource.type in account.AZURERM:
                self.accounts.append(resource)
            self.neighbours.append(resource)

    def _add_arm(self, resource: Resource) -> None:
        if resource.type in OUTBOUND_RULES:
            if resource.writes is not Writes.CALL:
                self.rules.append(resource)
        elif resource.type in NETWORKS or (resource.type in OWNERS and resource.writes is not Writes.WHOLE):
            if resource.writes is not Writes.CALL:
                self.patches.append(resource)
            elif resource.action == PROVISION:
                self.provisions.append(resource)
            elif resource.action == BATCH:
                self.batches.append(resource)
        elif resource.type == NetworkOwner.WORKSPACE.arm_type:
            self.workspaces.append(resource)
        elif resource.type == NetworkOwner.ACCOUNT.arm_type:
            self.accounts.append(resource)
            self.neighbours.append(resource)
        elif resource.writes is Writes.WHOLE or resource.type == REGISTRATION:
            self.neighbours.append(resource)
