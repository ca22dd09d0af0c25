from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Estate, Form
from mvnetgen.model.neighbours import is_private
from mvnetgen.model.workspace import IsolationMode, Kind, PublicAccess, Workspace
from mvnetgen.rules.endpoints import dependency_neighbour
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.1.0", owners=(NetworkOwner.WORKSPACE,))
def missing_image_build_compute(estate: Estate) -> Iterator[Problem]:
    """
    A private container registry, and no compute that builds images for it.

    ## Why

    A registry behind a virtual network cannot build images itself. The service then needs a compute cluster or instance of the
    workspace to build the environments of jobs and endpoints; without one the first build fails or hangs.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#configure-image-builds

    ## Fix

    Name a compute of the workspace. In `allow_only_approved_outbound` it also needs the hosts of the packages that it installs.

    ```yaml
    image_build_compute: cpu-cluster
    ```

    ```hcl
    properties = { imageBuildCompute = "cpu-cluster" }
    ```

    ```bicep
    properties: { imageBuildCompute: 'cpu-cluster' }
    ```
    """
    for prefix, declaration in estate.workspaces():
        workspace = declaration.workspace
        network = workspace.network
        if network is None or not network.isolated or not declaration.declared or workspace.kind is Kind.PROJECT:
            continue
        if workspace.image_build_compute is not None or workspace.container_registry is None:
            continue
        registry = dependency_neighbour("container_registry", declaration, estate)
        hidden = declaration.form is Form.AI_FOUNDRY
        help_ = (
            "name the compute that builds images with azapi; `azurerm_ai_foundry` cannot"
            if hidden
            else "name a compute cluster or instance of the workspace that builds images"
        )
        route = (*prefix, "container_registry")
        if registry is not None and is_private(registry):
            message = f"`{registry.address}` is private and cannot build images, and no compute is named to build them"
            severity = Severity.INFO if hidden else None
            yield Problem(route, message, help_, ((registry.route, "the registry"),), severity)
        elif registry is None and not estate.sees_neighbours and _closed(workspace):
            message = "the registry may be private like the workspace; then it cannot build images itself"
            yield Problem(route, message, help_, severity=Severity.INFO)


def _closed(workspace: Workspace) -> bool:
    """Whether everything about the workspace is closed, so that its registry most likely is."""
    approved = workspace.isolation_mode is IsolationMode.APPROVED
    return approved and workspace.public_network_access is PublicAccess.DISABLED
