from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Estate
from mvnetgen.model.neighbours import COMPUTE, route_of, text
from mvnetgen.rules.matching import Match, names_workspace
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown


@rule(Severity.ERROR, since="0.1.0", owners=(NetworkOwner.WORKSPACE,))
def compute_region_mismatch(estate: Estate) -> Iterator[Problem]:
    """
    A compute cluster in another region than its isolated workspace.

    ## Why

    A managed network lies in the region of its workspace, and clusters in other regions are not supported with it.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#limitations

    ## Fix

    Create the cluster in the region of the workspace.

    ```hcl
    resource "azurerm_machine_learning_compute_cluster" "cpu" {
      location = azurerm_machine_learning_workspace.research.location
    }
    ```
    """
    for prefix, declaration in estate.workspaces():
        workspace = declaration.workspace
        if workspace.network is None or not workspace.network.isolated:
            continue
        for compute in estate.neighbours_of(COMPUTE):
            place = text(compute, "location")
            if text(compute, "compute_type") != "amlcompute" or not _differ(place, workspace.location):
                continue
            if names_workspace(text(compute, "workspace"), declaration, estate) is Match.YES:
                message = (
                    f"`{compute.address}` is in `{place}` and its workspace in `{workspace.location}`; with a managed "
                    f"network both must be in one region"
                )
                related = (((*prefix, "location"), "the region of the workspace"),)
                yield Problem(route_of(compute, "location"), message, f"write `{workspace.location}`", related=related)


def _differ(one: str | Unknown | None, other: str | Unknown | None) -> bool:
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    return one.replace(" ", "").lower() != other.replace(" ", "").lower()
