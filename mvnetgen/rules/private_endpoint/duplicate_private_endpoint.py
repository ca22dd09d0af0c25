from collections.abc import Iterator

from mvnetgen.endpoints import Endpoint, endpoints_of, required
from mvnetgen.estate import Estate
from mvnetgen.matching import Match, same_target
from mvnetgen.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.1.0")
def duplicate_private_endpoint(estate: Estate) -> Iterator[Problem]:
    """
    Two private endpoint rules to the same resource and sub-resource.

    ## Why

    A managed network keeps one private endpoint to each sub-resource of a resource. The second rule is refused because a rule
    to its destination exists, or stays inactive beside the first.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#private-endpoints

    ## Fix

    Keep one of the rules. When Spark jobs need the endpoint, keep the one with `spark_enabled`.
    """
    for prefix, declaration in estate.workspaces():
        earlier: list[Endpoint] = []
        for endpoint in endpoints_of(prefix, declaration, estate):
            if required(endpoint, estate):
                continue
            twin = next((each for each in earlier if _same(each, endpoint, estate)), None)
            if twin is None:
                earlier.append(endpoint)
                continue
            message = (
                f"{endpoint.rule.label} leads to `{endpoint.rule.subresource_target}` of {endpoint.shown}, "
                f"as {twin.rule.label} already does"
            )
            related = ((twin.route, "the first rule"),)
            yield Problem(endpoint.route, message, "keep one of the rules", related=related)


def _same(one: Endpoint, other: Endpoint, estate: Estate) -> bool:
    names = one.rule.subresource_target, other.rule.subresource_target
    if not isinstance(names[0], str) or not isinstance(names[1], str) or names[0].lower() != names[1].lower():
        return False
    return same_target(one.target, other.target, estate) is Match.YES
