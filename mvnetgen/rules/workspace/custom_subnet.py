from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Estate
from mvnetgen.model.neighbours import COMPUTE, route_of, text
from mvnetgen.model.workspace import ServerlessCompute
from mvnetgen.rules.matching import Match, names_workspace
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.rules.workspace.unsupported_compute import UNSUPPORTED
from mvnetgen.text.document import Cause, Unknown


@rule(Severity.ERROR, since="0.1.0", owners=(NetworkOwner.WORKSPACE,))
def custom_subnet(estate: Estate) -> Iterator[Problem]:
    """
    A compute in a subnet of your own, beside a managed network.

    ## Why

    Computes of an isolated workspace stand in its managed network and nowhere else. Serverless compute or a cluster that asks for a
    subnet of your own is refused.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#limitations

    ## Fix

    Remove the subnet. What the computes must reach in your network they reach through private endpoints.

    ```hcl
    resource "azurerm_machine_learning_compute_cluster" "cpu" {
      machine_learning_workspace_id = azurerm_machine_learning_workspace.research.id
      # subnet_resource_id goes
    }
    ```
    """
    for prefix, declaration in estate.workspaces():
        network = declaration.workspace.network
        if network is None or not network.isolated:
            continue
        serverless = declaration.workspace.serverless_compute
        help_ = "remove the subnet; what the compute must reach in your network it reaches through private endpoints"
        if isinstance(serverless, ServerlessCompute) and _given(serverless.custom_subnet):
            message = "serverless compute cannot stand in a subnet of your own beside a managed network"
            yield Problem((*prefix, "serverless_compute", "custom_subnet"), message, help_)
        for compute in estate.neighbours_of(COMPUTE):
            if text(compute, "compute_type") in UNSUPPORTED or not _given(text(compute, "subnet")):
                continue
            if names_workspace(text(compute, "workspace"), declaration, estate) is Match.YES:
                message = (
                    f"`{compute.address}` cannot stand in a subnet of your own: its workspace has a managed network"
                )
                yield Problem(route_of(compute, "subnet"), message, help_)


def _given(subnet: str | Unknown | None) -> bool:
    """Whether a subnet is certainly named: written out, taken from a resource, or a variable that must be given."""
    if isinstance(subnet, Unknown):
        reference = subnet.reference
        required = reference is not None and subnet.kind is Cause.VARIABLE and not reference.attribute
        return bool(subnet.text) or required or (reference is not None and reference.is_resource)
    return bool(subnet)
