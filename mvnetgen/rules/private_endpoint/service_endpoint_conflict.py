from collections.abc import Iterator

from mvnetgen.model.estate import Estate, Neighbour
from mvnetgen.model.neighbours import route_of, texts
from mvnetgen.model.workspace import IsolationMode, Kind
from mvnetgen.rules.endpoints import DEPENDENCIES, dependency_neighbour, endpoints, gets_endpoint
from mvnetgen.rules.matching import neighbour_for
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown
from mvnetgen.text.source import Route


@rule(Severity.WARNING, since="0.1.0")
def service_endpoint_conflict(estate: Estate) -> Iterator[Problem]:
    """
    A target of a private endpoint that also admits subnets through service endpoints.

    ## Why

    A managed network reaches private resources through private endpoints, and a resource may not have a private endpoint and
    a service endpoint at the same time. Microsoft recommends private endpoints throughout. The endpoints that the network
    makes by itself, to the storage account and key vault of its workspace, count like those of rules.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#limitations

    ## Fix

    Remove the virtual network rules of the resource and give its other clients a private endpoint too.
    """
    said: set[str] = set()
    for neighbour, route, what in _reached(estate):
        subnets = texts(neighbour, "subnet_ids") if "subnet_ids" in neighbour.settings else ()
        if isinstance(subnets, Unknown) or not subnets or neighbour.address in said:
            continue
        said.add(neighbour.address)
        message = (
            f"`{neighbour.address}` admits subnets through service endpoints, and {what} gives it a private endpoint; Azure "
            f"may not allow both"
        )
        related = ((route, "why it gets a private endpoint"),)
        yield Problem(route_of(neighbour, "subnet_ids"), message, "remove the subnets", related=related)


def _reached(estate: Estate) -> Iterator[tuple[Neighbour, Route, str]]:
    """The resources that managed networks reach through private endpoints, each with where and why."""
    for endpoint in endpoints(estate):
        neighbour = neighbour_for(estate, endpoint.target)
        if neighbour is not None and endpoint.mode in (IsolationMode.APPROVED, IsolationMode.INTERNET):
            yield neighbour, endpoint.route, endpoint.rule.label
    for prefix, declaration in estate.workspaces():
        if declaration.workspace.kind is Kind.PROJECT:
            continue
        for key, arm_type in DEPENDENCIES:
            neighbour = dependency_neighbour(key, declaration, estate)
            if neighbour is not None and neighbour.arm_type == arm_type and gets_endpoint(neighbour, declaration):
                yield neighbour, (*prefix, key), "the managed network"
