from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Declaration
from mvnetgen.model.workspace import Kind
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.INFO, since="0.1.0", owners=(NetworkOwner.WORKSPACE,))
def missing_container_registry(declaration: Declaration) -> Iterator[Problem]:
    """
    An isolated workspace without a container registry.

    ## Why

    Neither `az ml` nor Terraform creates a registry that is not asked for. The service makes one when it builds the first image, on its
    own terms: its SKU and its public access are not what your network policy says.

    Source: azure-ai-ml 1.35.2, `workspace_base.json`: `containerRegistryOption` is `existing` or `none`.

    ## Fix

    Give the workspace a Premium registry without public access.

    ```yaml
    container_registry: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/Microsoft.ContainerRegistry/registries/<REGISTRY>
    ```
    """
    workspace = declaration.workspace
    network = workspace.network
    if network is None or not network.isolated or not declaration.declared or workspace.kind is Kind.PROJECT:
        return
    if workspace.container_registry is None and not declaration.partial:
        message = (
            "the workspace names no container registry, so the service makes one on its own terms when it needs it"
        )
        help_ = "name a Premium registry without public access"
        yield Problem(("managed_network", "isolation_mode"), message, help_)
