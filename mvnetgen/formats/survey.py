"""The resources that matter, sorted by what they are to a workspace. One world at a time."""

from __future__ import annotations

from dataclasses import dataclass, field

from mvnetgen.formats import azapi, azurerm
from mvnetgen.formats.resource import Hidden, Resource, Writes
from mvnetgen.model.estate import Form
from mvnetgen.model.neighbours import REGISTRATION
from mvnetgen.text.document import Node

NETWORKS = "microsoft.machinelearningservices/workspaces/managednetworks"
PROVISION = "provisionmanagednetwork"


@dataclass
class Survey:
    """The resources of one world, each kind in the order in which they were added."""

    workspaces: list[Resource] = field(default_factory=list)
    patches: list[Resource] = field(default_factory=list)
    """Resources that write to a workspace that another declares."""
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
        return (*self.workspaces, *self.patches, *self.provisions, *self.rules, *self.neighbours)

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
            self.neighbours.append(resource)

    def _add_arm(self, resource: Resource) -> None:
        if resource.type in azapi.OUTBOUND_RULES:
            if resource.writes is not Writes.CALL:
                self.rules.append(resource)
        elif resource.type == NETWORKS or (resource.type == azapi.WORKSPACES and resource.writes is not Writes.WHOLE):
            if resource.writes is not Writes.CALL:
                self.patches.append(resource)
            elif resource.action == PROVISION:
                self.provisions.append(resource)
        elif resource.type == azapi.WORKSPACES:
            self.workspaces.append(resource)
        elif resource.writes is Writes.WHOLE or resource.type == REGISTRATION:
            self.neighbours.append(resource)
