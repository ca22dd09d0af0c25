from collections.abc import Iterator

from mvnetgen.model.estate import Declaration, Form
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.source import Route


@rule(Severity.WARNING, since="0.1.0")
def split_ownership(declaration: Declaration) -> Iterator[Problem]:
    """
    One workspace's network managed by two resources.

    ## Why

    `azapi_update_resource` beside `azurerm_machine_learning_workspace` is how people set what azurerm cannot, such as the
    firewall SKU. When the network of the one changes it sends what it knows of it, without the rules and the SKU of the
    other, and each plan may undo what the other did.

    A workspace that says nothing of its network leaves it to the other resource; that is one owner.

    Source: https://github.com/Azure/terraform-provider-azapi/issues/946

    ## Fix

    Let one resource own the network: declare the whole workspace with azapi, take the network out of the workspace, or
    tell its resource to leave the network alone.

    ```hcl
    lifecycle {
      ignore_changes = [managed_network] # with azapi: [body.properties.managedNetwork]
    }
    ```
    """
    owners = [(index, owner) for index, owner in enumerate(declaration.owners) if owner.writes_network]
    writes = declaration.declared and declaration.writes_network
    if writes and declaration.ignores_changes_of(*_arguments(declaration.form)):
        return
    first: tuple[str, Route] | None = (f"`{declaration.address}`", ("managed_network",)) if writes else None
    for index, owner in owners:
        here: Route = ("owners", index)
        if first is None:
            first = (f"`{owner.address}`", here)
            continue
        message = f"`{owner.address}` writes the managed network that {first[0]} writes too: each may undo the other"
        yield Problem(here, message, "let one resource own the network", ((first[1], "the other one"),))


def _arguments(form: Form) -> tuple[str, ...]:
    if form is Form.AZAPI:
        return ("body.properties.managedNetwork",)
    return ("managed_network", "managed_network.isolation_mode")
