from collections.abc import Iterator

from mvnetgen.azure.private_link import APPLICATION_GATEWAY
from mvnetgen.model.estate import Estate
from mvnetgen.model.fix import Fix, Remove
from mvnetgen.rules.endpoints import endpoints
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown


@rule(Severity.ERROR, since="0.1.0", alone=True)
def misplaced_fqdns(estate: Estate) -> Iterator[Problem]:
    """
    `fqdns` inside a destination, or on a rule that is not to an Application Gateway.

    ## Why

    `fqdns` tells the managed network which hosts an Application Gateway serves. It stands beside `destination` of a private endpoint
    rule. Inside the destination, or on another kind of rule, it is refused or dropped; for other targets the host names
    are the service's own and the list has no meaning.

    Source: https://learn.microsoft.com/azure/templates/microsoft.machinelearningservices/workspaces/outboundrules

    ## Fix

    Move `fqdns` beside `destination`, or remove it.

    ```yaml
    - name: on-premises
      type: private_endpoint
      destination:
        service_resource_id: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/Microsoft.Network/applicationGateways/<GATEWAY>
        subresource_target: <FRONTEND_IP_CONFIGURATION>
        spark_enabled: false
      fqdns:
        - data.contoso.com
    ```
    """
    for endpoint in endpoints(estate):
        hosts = endpoint.rule.fqdns
        if not hosts or isinstance(hosts, Unknown) or endpoint.arm_type in (None, APPLICATION_GATEWAY.lower()):
            continue
        message = f"`fqdns` of {endpoint.rule.label} may have no effect: {endpoint.shown} is no Application Gateway"
        yield Problem(
            (*endpoint.route, "fqdns"),
            message,
            "remove it",
            severity=Severity.WARNING,
            on_key=True,
            fix=Fix((Remove(),), safe=False),
        )
