from collections.abc import Iterator

from mvnetgen.estate import Declaration
from mvnetgen.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.1.0")
def split_ownership(declaration: Declaration) -> Iterator[Problem]:
    """
    One workspace's network managed by two resources.

    ## Why

    `azapi_update_resource` beside `azurerm_machine_learning_workspace` is how people set what azurerm cannot, such as the
    firewall SKU. When the other resource changes its own view of the network it sends that view, without the rules and
    the SKU of the first, and each plan undoes what the other did.

    Source: https://github.com/Azure/terraform-provider-azapi/issues/946

    ## Fix

    Let one resource own the network: declare the workspace with azapi, or put the other resource's part of it under
    `lifecycle { ignore_changes = [managed_network] }`.
    """
    if declaration.workspace.managed_network is None or declaration.ignores_changes_of(
        "managed_network", "managedNetwork"
    ):
        return
    for index, owner in enumerate(declaration.owners):
        if owner.writes_network and declaration.declared:
            message = f"`{owner.address}` writes the managed network that `{declaration.address}` declares: each may undo the other"
            yield Problem(
                ("owners", index),
                message,
                "let one resource own the network",
                ((("managed_network",), "declared here"),),
            )
