"""What the values of a plan mean that are not known: the workspace of a rule, the target of an endpoint."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mvnetgen.azure.private_link import arm_type_of_terraform
from mvnetgen.formats import azapi
from mvnetgen.formats.plan.recorded import Recorded
from mvnetgen.formats.plan.references import Configuration, Site, below, references_in
from mvnetgen.formats.plan.values import Steps
from mvnetgen.formats.resource import Meant
from mvnetgen.formats.survey import NETWORKS
from mvnetgen.text.document import Node, Reference, without_keys

_IDS = {
    "storageAccount": "Microsoft.Storage/storageAccounts",
    "storage_account_id": "Microsoft.Storage/storageAccounts",
    "keyVault": "Microsoft.KeyVault/vaults",
    "key_vault_id": "Microsoft.KeyVault/vaults",
    "applicationInsights": "Microsoft.Insights/components",
    "application_insights_id": "Microsoft.Insights/components",
    "containerRegistry": "Microsoft.ContainerRegistry/registries",
    "container_registry_id": "Microsoft.ContainerRegistry/registries",
}
"""Arguments that hold the id of one type of resource: of several references of an expression, theirs is the one of that type."""


class Meaning:
    """The references of a configuration, for the resources of one side of a plan."""

    def __init__(self, configuration: Configuration, recorded: Iterable[Recorded]) -> None:
        self.configuration = configuration
        self.types: dict[str, str] = {}
        self.arm_types: dict[str, str] = {}
        for each in recorded:
            block = without_keys(each.address)
            self.types[block] = each.type
            if each.type == azapi.RESOURCE:
                self.arm_types[block] = str(each.values.get("type")).partition("@")[0].lower()

    def meant(self, arguments: Node, expressions: Mapping[str, Any], site: Site, *names: str) -> Meant:
        """What the first of some arguments that is given says."""
        for name in names:
            value = arguments.get(name)
            if value is None or value.value is None:
                continue
            found = self.configuration.candidates(references_in(expressions.get(name)), site)
            return Meant(value, frozenset(each.address for each in found))
        return Meant()

    def reference(self, steps: Steps, expressions: Mapping[str, Any], site: Site, own_type: str) -> Reference | None:
        """What a value that is not known refers to, when that can be told."""
        if not steps or not isinstance(steps[0], str):
            return None
        found = self.configuration.candidates(references_in(below(expressions.get(steps[0]), steps[1:])), site)
        if len(found) > 1:
            found = self._of_type(steps[-1], found)
        owners = {each.address for each in found}
        if len(owners) != 1:
            return None
        ids = [each for each in found if each.attribute == ("id",)]
        chosen = (ids or found)[0]
        return None if self._is_derived(own_type, steps, chosen) else chosen

    def _of_type(self, name: str | int, found: list[Reference]) -> list[Reference]:
        wanted = _IDS.get(name, "").lower() if isinstance(name, str) else ""
        if wanted:
            return [each for each in found if self._arm_type(each.address) == wanted]
        if name in {"serviceResourceId", "service_resource_id"}:
            return [each for each in found if self._arm_type(each.address) != azapi.WORKSPACES]
        return found

    def _arm_type(self, address: str) -> str:
        block = without_keys(address)
        kind = self.types.get(block, "")
        return self.arm_types.get(block) or (arm_type_of_terraform(kind) or "").lower()

    def _is_derived(self, own_type: str, steps: Steps, found: Reference) -> bool:
        """Whether a value is made of an id and cannot be it: the network of a workspace of the id of the workspace."""
        own = own_type.partition("@")[0].lower()
        return steps == ("parent_id",) and own.startswith(f"{NETWORKS}/") and self._arm_type(found.address) != NETWORKS
