from collections.abc import Iterator

from mvnetgen.model.estate import Estate
from mvnetgen.model.fix import Fix, Remove
from mvnetgen.rules.endpoints import Endpoint, endpoints_of, required
from mvnetgen.rules.matching import Match, declared, same_target
from mvnetgen.rules.rule import Problem, Severity, rule


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
        first: dict[tuple[str, str], Endpoint] = {}
        for endpoint in endpoints_of(prefix, declaration, estate):
            key = _key(endpoint, estate)
            if key is None or required(endpoint, estate):
                continue
            twin = first.setdefault(key, endpoint)
            if twin is endpoint or same_target(twin.target, endpoint.target, estate) is not Match.YES:
                continue
            message = (
                f"{endpoint.rule.label} leads to `{endpoint.rule.subresource_target}` of {endpoint.shown}, "
                f"as {twin.rule.label} already does"
            )
            related = ((twin.route, "the first rule", True),)
            yield Problem(endpoint.route, message, "keep one of the rules", related=related, fix=_fix(endpoint, twin))


def _fix(endpoint: Endpoint, twin: Endpoint) -> Fix | None:
    """A rule that says the same as the first one goes."""
    same = (endpoint.rule.spark_enabled or False, endpoint.rule.fqdns) == (
        twin.rule.spark_enabled or False,
        twin.rule.fqdns,
    )
    return Fix((Remove(endpoint.route),)) if same else None


def _key(endpoint: Endpoint, estate: Estate) -> tuple[str, str] | None:
    """What two rules to one destination certainly have in common; None when the destination is not known."""
    target, written = endpoint.target, endpoint.rule.subresource_target
    if not isinstance(written, str):
        return None
    address = declared(target, estate)
    if address is not None:
        return address, written.lower()
    if isinstance(target, str):
        return target.lower().rstrip("/"), written.lower()
    if target is not None and target.symbol:
        return target.symbol.lower(), written.lower()
    return (str(target.reference), written.lower()) if target and target.reference else None
