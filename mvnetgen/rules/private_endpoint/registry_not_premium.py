from collections.abc import Iterator

from mvnetgen.azure.private_link import REGISTRY
from mvnetgen.model.estate import Estate, Neighbour
from mvnetgen.model.neighbours import route_of, text
from mvnetgen.model.workspace import IsolationMode
from mvnetgen.rules.endpoints import dependency_neighbour, endpoints_of
from mvnetgen.rules.matching import neighbour_for
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.source import Route


@rule(Severity.ERROR, since="0.1.0")
def registry_not_premium(estate: Estate) -> Iterator[Problem]:
    """
    A container registry below Premium that a managed network reaches through a private endpoint.

    ## Why

    Only registries of the Premium SKU have private endpoints. In `allow_only_approved_outbound` the network always gets one to the
    workspace's registry, and without it no image can be pulled.

    Source: https://learn.microsoft.com/azure/container-registry/container-registry-private-link

    ## Fix

    Make the registry Premium.

    ```hcl
    resource "azurerm_container_registry" "images" {
      sku = "Premium"
    }
    ```

    ```bicep
    resource images 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
      sku: { name: 'Premium' }
    }
    ```
    """
    said: set[str] = set()
    for prefix, declaration in estate.workspaces():
        wanted: list[tuple[Neighbour | None, Route, str]] = []
        if declaration.workspace.isolation_mode is IsolationMode.APPROVED:
            own = dependency_neighbour("container_registry", declaration, estate)
            wanted.append((own, (*prefix, "container_registry"), "the registry of the workspace"))
        if declaration.workspace.network and declaration.workspace.network.isolated:
            wanted += [
                (neighbour_for(estate, endpoint.target), endpoint.route, f"the target of {endpoint.rule.label}")
                for endpoint in endpoints_of(prefix, declaration, estate)
                if endpoint.arm_type == REGISTRY.lower()
            ]
        for neighbour, route, what in wanted:
            if neighbour is None or neighbour.arm_type != REGISTRY.lower() or neighbour.address in said:
                continue
            sku = text(neighbour, "sku")
            if sku in ("basic", "standard"):
                said.add(neighbour.address)
                message = (
                    f"`{neighbour.address}` is {what} and its SKU is `{str(sku).capitalize()}`; only Premium registries "
                    f"have the private endpoint that the managed network needs"
                )
                yield Problem(
                    route_of(neighbour, "sku"), message, "make it `Premium`", related=((route, "it is used here"),)
                )
