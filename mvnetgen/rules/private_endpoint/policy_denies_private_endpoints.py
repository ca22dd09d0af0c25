from collections.abc import Iterator

from mvnetgen.model.estate import Estate
from mvnetgen.model.neighbours import POLICY_DEFINITION, route_of, texts
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown


@rule(Severity.WARNING, since="0.2.0")
def policy_denies_private_endpoints(estate: Estate) -> Iterator[Problem]:
    """
    A policy definition of the same configuration that denies private endpoints.

    ## Why

    The managed network consists of private endpoints that Azure makes. A definition of Azure Policy that denies
    `Microsoft.Network/privateEndpoints`, assigned where the workspace stands, stops them, and with them the provisioning.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#prerequisites

    ## Fix

    Except the private endpoints of managed networks from the definition, with a further condition.

    ```json
    {"allOf": [
      {"field": "type", "equals": "Microsoft.Network/privateEndpoints"},
      {"field": "Microsoft.Network/privateEndpoints/subnet.id", "contains": "/our-networks/"}
    ]}
    ```
    """
    isolated = [
        route
        for route, declaration in estate.workspaces()
        if declaration.workspace.network is not None and declaration.workspace.network.isolated
    ]
    for policy in estate.neighbours_of(POLICY_DEFINITION):
        denied = texts(policy, "denies")
        if not isolated or isinstance(denied, Unknown) or "microsoft.network/privateendpoints" not in denied:
            continue
        message = f"`{policy.address}` denies private endpoints, of which the managed network consists"
        related = (((*isolated[0], "managed_network"), "the managed network"),)
        yield Problem(route_of(policy, "denies"), message, "except those of managed networks", related)
