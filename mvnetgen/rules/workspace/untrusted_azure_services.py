from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Estate, Neighbour
from mvnetgen.model.neighbours import SETTINGS, admits_azure_services, is_private, route_of, texts
from mvnetgen.model.workspace import Kind
from mvnetgen.rules.endpoints import DEPENDENCIES, dependency_neighbour
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown


@rule(Severity.WARNING, since="0.1.0", owners=(NetworkOwner.WORKSPACE,))
def untrusted_azure_services(estate: Estate) -> Iterator[Problem]:
    """
    A private storage account, key vault or registry of a workspace that shuts trusted Azure services out.

    ## Why

    The workspace is a service too: it reads and writes its own storage account, key vault and registry from outside of the managed network.
    When these are private they must let trusted Azure services pass, or the workspace loses them.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#secured-associated-resources

    ## Fix

    Let trusted Azure services pass the firewall of the resource.

    ```hcl
    resource "azurerm_storage_account" "default" {
      public_network_access_enabled = false
      network_rules {
        default_action = "Deny"
        bypass         = ["AzureServices"]
      }
    }
    ```

    ```bicep
    networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices' }
    ```
    """
    said: set[str] = set()
    for prefix, declaration in estate.workspaces():
        network = declaration.workspace.network
        if network is None or not network.isolated or declaration.workspace.kind is Kind.PROJECT:
            continue
        for key, arm_type in DEPENDENCIES:
            neighbour = dependency_neighbour(key, declaration, estate)
            if neighbour is None or neighbour.arm_type != arm_type or neighbour.address in said:
                continue
            if is_private(neighbour) and admits_azure_services(neighbour) is False and not _admits_instances(neighbour):
                said.add(neighbour.address)
                message = (
                    f"`{neighbour.address}` is private and shuts trusted Azure services out, the workspace among them"
                )
                help_ = "let `AzureServices` bypass its firewall"
                related = (((*prefix, key), "the workspace uses it here"),)
                yield Problem(route_of(neighbour, "bypass"), message, help_, related=related)


def _admits_instances(neighbour: Neighbour) -> bool:
    """Whether the firewall admits resource instances, the workspace perhaps among them."""
    if "resource_access_rules" not in SETTINGS[neighbour.arm_type]:
        return False
    rules = texts(neighbour, "resource_access_rules")
    return isinstance(rules, Unknown) or bool(rules)
