from collections.abc import Iterator

from mvnetgen.azure.facts import closest
from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.azure.private_link import PrivateLinkService, service_of, services, unsupported
from mvnetgen.model.estate import Estate
from mvnetgen.rules.endpoints import Endpoint, endpoints
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown, known_text


@rule(Severity.WARNING, since="0.1.0", alone=True)
def unsupported_private_endpoint_target(estate: Estate) -> Iterator[Problem]:
    """
    A private endpoint to a kind of resource that managed networks have no private endpoints for.

    ## Why

    A managed network makes private endpoints to a fixed list of services, shorter than the list of services with Private Link.
    A rule to any other type may stay inactive or fail when the network is provisioned. Application Insights and Log
    Analytics are not on the list themselves: they are reached through an Azure Monitor Private Link Scope.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#private-endpoints

    ## Fix

    Point the rule at a supported resource. What is not supported can be put behind an Application Gateway, which is.

    ```yaml
    - name: monitor
      type: private_endpoint
      destination:
        service_resource_id: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/Microsoft.Insights/privateLinkScopes/<SCOPE>
        subresource_target: azuremonitor
        spark_enabled: false
    ```
    """
    for endpoint in endpoints(estate):
        if endpoint.service is not None and not _listed(endpoint.service, endpoint):
            message = (
                f"{endpoint.rule.label} leads to {endpoint.shown} ({endpoint.service.name}); the networks of Foundry accounts "
                f"list no private endpoints for it, so it may never work"
            )
            yield Problem(endpoint.target_route, message, _ASK)
        if endpoint.arm_type is None or endpoint.service is not None:
            continue
        parent = "/".join(endpoint.arm_type.split("/")[:2])
        if parent != endpoint.arm_type:
            yield from _part(endpoint, parent)
            continue
        known = unsupported(endpoint.arm_type)
        if known:
            message = (
                f"{endpoint.rule.label} leads to {endpoint.shown} ({known.name}); managed networks list no private "
                f"endpoints for it, so it may never work"
            )
            yield Problem(endpoint.target_route, message, f"use {known.instead}" if known.instead else _ASK)
            continue
        written = _written_type(endpoint)
        guess = closest(endpoint.arm_type, [each.arm_type for each in services().values()])
        message = (
            f"{endpoint.rule.label} leads to a resource of type `{written}`, for which managed networks list no "
            f"private endpoints, so it may never work"
        )
        yield Problem(endpoint.target_route, message, f"did you mean `{guess}`?" if guess else _ASK)


def _listed(service: PrivateLinkService, endpoint: Endpoint) -> bool:
    return service.account or endpoint.declaration.workspace.owner is not NetworkOwner.ACCOUNT


_ASK = "remove the rule, or put an Application Gateway in front of the service"


def _part(endpoint: Endpoint, parent: str) -> Iterator[Problem]:
    """The id of a part of a resource; one that is written out is `invalid-resource-id`."""
    whole = service_of(parent)
    if whole and isinstance(endpoint.target, Unknown) and endpoint.target.reference:
        message = (
            f"{endpoint.rule.label} leads to {endpoint.shown}, a part of {whole.name}; endpoints lead to the whole"
        )
        yield Problem(endpoint.target_route, message, f"give the id of the `{whole.arm_type}` that it belongs to")


def _written_type(endpoint: Endpoint) -> str:
    """The type as the user wrote it."""
    target = known_text(endpoint.target)
    wanted = endpoint.arm_type or ""
    place = (target or "").lower().find(wanted)
    return (target or "")[place : place + len(wanted)] if target and place >= 0 else wanted
