from collections.abc import Iterator

from mvnetgen.azure.private_link import service_of
from mvnetgen.model.estate import Estate, Parent
from mvnetgen.model.neighbours import GROUP, WORKSPACE
from mvnetgen.rules.matching import named_type
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.source import Route

_NETWORK = f"{WORKSPACE}/managednetworks"
_NAMES = {
    GROUP: "a resource group",
    WORKSPACE: "a workspace",
    _NETWORK: "a managed network (`<id of the workspace>/managedNetworks/default`)",
    "microsoft.resources/subscriptions": "a subscription",
}


@rule(Severity.ERROR, since="0.2.0")
def wrong_parent(estate: Estate) -> Iterator[Problem]:
    """
    A workspace, network or outbound rule whose parent is a resource of another type.

    ## Why

    The id of a resource is that of its parent with its own type and name behind it. Under a parent of another type there is no such
    resource, and Azure answers that it was not found, or that the type does not fit: a rule under a resource group, a rule of the type
    `workspaces/managedNetworks/outboundRules` right under the workspace, an `azapi_update_resource` of a workspace under that workspace.

    The rule speaks when the type of the parent is certain. What comes from a variable is not judged.

    Source: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules

    ## Fix

    Name the resource that the type asks for. An `azapi_update_resource` takes the id of what it updates as `resource_id`.

    ```hcl
    resource "azapi_update_resource" "network" {
      type        = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
      resource_id = azurerm_machine_learning_workspace.research.id
      body        = { properties = { managedNetwork = { isolationMode = "AllowOnlyApprovedOutbound" } } }
    }
    ```
    """
    for route, parent in _parents(estate):
        found = named_type(parent.value, estate)
        if found is None or found == parent.wanted:
            continue
        message = f"`{parent.argument}` needs the id of {_name(parent.wanted)}, and this is that of {_name(found)}"
        yield Problem(route, message, _help(parent, found))


def _parents(estate: Estate) -> Iterator[tuple[Route, Parent]]:
    """What every resource says of its parent, and where."""
    for prefix, declaration in estate.workspaces():
        if declaration.parent is not None:
            yield (*prefix, "parent_id"), declaration.parent
        for index, owner in enumerate(declaration.owners):
            if owner.parent is not None:
                yield (*prefix, "owners", index, "parent_id"), owner.parent
        for resource in declaration.rule_resources:
            if resource.parent is not None:
                yield (*resource.route, "parent_id"), resource.parent


def _name(arm_type: str) -> str:
    known = service_of(arm_type)
    return _NAMES.get(arm_type) or f"a `{known.arm_type if known else arm_type}`"


def _help(parent: Parent, found: str) -> str:
    if parent.wanted == _NETWORK and found == WORKSPACE:
        return "add `/managedNetworks/default` to the id of the workspace, or write a type without `managedNetworks`"
    if parent.wanted == WORKSPACE and found == _NETWORK:
        return "give the id of the workspace itself"
    if parent.wanted == GROUP and found == WORKSPACE:
        return "give the id of the workspace as `resource_id`, without a name"
    return f"give the id of {_name(parent.wanted)}"
