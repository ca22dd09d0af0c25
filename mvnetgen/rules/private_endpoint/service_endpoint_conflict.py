from collections.abc import Iterator

from mvnetgen.model.estate import Estate, Neighbour
from mvnetgen.model.neighbours import is_private, route_of, texts
from mvnetgen.model.workspace import IsolationMode
from mvnetgen.rules.endpoints import DEPENDENCIES, dependency_neighbour, endpoints
from mvnetgen.rules.matching import neighbour_for
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown


@rule(Severity.WARNING, since="0.1.0")
def service_endpoint_conflict(estate: Estate) -> Iterator[Problem]:
    """
    A resource with a private endpoint of the managed network that also admits subnets through service endpoints.

    ## Why

    A managed network reaches private resources through private endpoints, and a resource may not have a private endpoint and
    a service endpoint at the same time. Microsoft recommends private endpoints throughout.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#limitations

    ## Fix

    Remove the virtual network rules of the resource and give its other clients a private endpoint too.
    """
    said: set[str] = set()
    for endpoint in endpoints(estate):
        neighbour = neighbour_for(estate, endpoint.target)
        if neighbour is None or endpoint.mode not in (IsolationMode.APPROVED, IsolationMode.INTERNET):
            continue
        if not _admits_subnets(neighbour) or neighbour.address in said:
            continue
        said.add(neighbour.address)
        message = (
            f"`{neighbour.address}` admits subnets through service endpoints, and {endpoint.rule.label} gives it a "
            f"private endpoint; Azure may not allow both"
        )
        related = ((endpoint.route, "the private endpoint rule"),)
        yield Problem(route_of(neighbour, "subnet_ids"), message, "remove the subnets", related=related)
    yield from _own(estate, said)


def _own(estate: Estate, said: set[str]) -> Iterator[Problem]:
    """The resources of the workspaces, to which their networks have endpoints without any rule."""
    for prefix, declaration in estate.workspaces():
        mode = declaration.workspace.isolation_mode
        for key, _ in DEPENDENCIES:
            neighbour = dependency_neighbour(key, declaration, estate)
            if neighbour is None or neighbour.address in said or not _admits_subnets(neighbour):
                continue
            if mode is IsolationMode.APPROVED or (mode is IsolationMode.INTERNET and is_private(neighbour)):
                said.add(neighbour.address)
                message = (
                    f"`{neighbour.address}` admits subnets through service endpoints, and the managed network of its "
                    f"workspace makes a private endpoint to it; Azure may not allow both"
                )
                related = (((*prefix, key), "it belongs to the workspace"),)
                yield Problem(route_of(neighbour, "subnet_ids"), message, "remove the subnets", related=related)


def _admits_subnets(neighbour: Neighbour) -> bool:
    subnets = texts(neighbour, "subnet_ids") if "subnet_ids" in neighbour.settings else ()
    return bool(subnets) and not isinstance(subnets, Unknown)
