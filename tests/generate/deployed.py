"""What rendered code deploys, in one form for Terraform and Bicep, so that both are compared with the same things."""

from dataclasses import dataclass, field

LOCATION = "westeurope"
"""The region of the resource group, for code that takes its region from there."""
TENANT = "<tenant>"
"""What stands for the id of the tenant, which only Azure knows."""
MADE_NAME = "<name>"
"""What stands for a name that is made of a hash."""

SYMBOLS = {
    "microsoft.storage/storageaccounts": "storage",
    "microsoft.keyvault/vaults": "key_vault",
    "microsoft.operationalinsights/workspaces": "log_analytics",
    "microsoft.insights/components": "application_insights",
}
"""The resources that are made beside the workspace, by ARM type in lower case."""


@dataclass(frozen=True)
class Deployed:
    """
    Resources as ARM gets them: ``type``, ``apiVersion``, ``name``, ``location``, ``properties`` and so on.

    The id of another resource of the same code is written ``<storage.id>``.
    """

    workspace: dict
    rules: dict[str, dict] = field(default_factory=dict)
    """The properties of the outbound rules that are resources of their own."""
    made: dict[str, dict] = field(default_factory=dict)
    """By their names in `SYMBOLS`."""
    provision: dict | None = None
    """The body of the call of provisionManagedNetwork."""

    @property
    def whole(self) -> dict:
        """The workspace with all its rules inside."""
        if not self.rules:
            return self.workspace
        properties = self.workspace["properties"]
        network = properties.get("managedNetwork", {})
        rules = network.get("outboundRules", {}) | self.rules
        return self.workspace | {"properties": properties | {"managedNetwork": network | {"outboundRules": rules}}}
