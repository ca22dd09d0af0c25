from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Estate, Neighbour
from mvnetgen.model.neighbours import PRIVATE_ENDPOINT, STORAGE, text, texts
from mvnetgen.model.workspace import Kind
from mvnetgen.rules.endpoints import dependency_neighbour
from mvnetgen.rules.matching import Match, Value, names_workspace, neighbour_for
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown


@rule(Severity.WARNING, since="0.2.0", owners=(NetworkOwner.WORKSPACE,))
def unreachable_default_storage(estate: Estate) -> Iterator[Problem]:
    """
    Clients reach the workspace through a private endpoint, and its closed default storage through none.

    ## Why

    A part of the studio runs in the browser and speaks with the default storage account itself. Where that is closed to the public, clients
    need a private endpoint to its blobs and files beside the one to the workspace; without it notebooks and data do not open.

    Where the network of the clients is declared elsewhere, so may be the endpoint: then this is an info.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#azure-machine-learning-studio

    ## Fix

    Add private endpoints to `blob` and `file` of the storage account in the virtual network of the clients.

    ```hcl
    resource "azurerm_private_endpoint" "default_blob" {
      subnet_id = azurerm_subnet.clients.id
      private_service_connection {
        name                           = "blob"
        private_connection_resource_id = azurerm_storage_account.default.id
        subresource_names              = ["blob"]
        is_manual_connection           = false
      }
    }
    ```
    """
    for prefix, declaration in estate.workspaces():
        workspace = declaration.workspace
        if workspace.network is None or not workspace.network.isolated or workspace.kind is Kind.PROJECT:
            continue
        account = dependency_neighbour("storage_account", declaration, estate)
        if account is None or account.arm_type != STORAGE or not _is_closed(account):
            continue
        endpoints = list(estate.neighbours_of(PRIVATE_ENDPOINT))
        if estate.may_hide((account.address, text(account, "name"))):
            continue
        ways = [each for each in endpoints if names_workspace(text(each, "target"), declaration, estate) is Match.YES]
        if not ways:
            continue
        if any(_may_lead(each, account, estate) for each in endpoints):
            continue
        ours = any(_is_declared_here(each) for each in ways)
        message = (
            f"clients have a private endpoint to the workspace and none to its closed storage `{account.address}`, so the "
            f"studio {'cannot' if ours else 'may not'} open notebooks and data"
        )
        help_ = "add private endpoints to its `blob` and `file` in the virtual network of the clients"
        related = ((account.route, "the storage account"),)
        severity = None if ours else Severity.INFO
        yield Problem((*prefix, "storage_account"), message, help_, related, severity)


def _is_closed(account: Neighbour) -> bool:
    """Whether nobody reaches the account without a private endpoint."""
    if text(account, "public_network_access") == "disabled":
        return True
    shut = text(account, "default_action") == "deny"
    return shut and texts(account, "subnet_ids") == () and texts(account, "ip_rules") == ()


def _is_declared_here(endpoint: Neighbour) -> bool:
    """Whether the network of the clients is declared here, too: nobody else then makes private endpoints in it."""
    subnet = text(endpoint, "subnet")
    return isinstance(subnet, Unknown) and subnet.reference is not None and subnet.reference.declares


def _may_lead(endpoint: Neighbour, account: Neighbour, estate: Estate) -> bool:
    """Whether a private endpoint leads to the account, or to something that may be it."""
    target: Value = text(endpoint, "target")
    known = neighbour_for(estate, target)
    if known is not None:
        return known.address == account.address
    return not any(names_workspace(target, each, estate) is Match.YES for _, each in estate.workspaces())
