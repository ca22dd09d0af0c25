from collections.abc import Iterator

from mvnetgen.azure.address_prefixes import is_private, parse_prefix
from mvnetgen.model.workspace import ServiceTagRule, Workspace
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import shown


@rule(Severity.WARNING, since="0.2.0", alone=True)
def private_address_prefix(workspace: Workspace) -> Iterator[Problem]:
    """
    A rule to addresses of a private network, to which a managed network has no way.

    ## Why

    A managed network belongs to Azure and is peered with nothing: no virtual network of yours, no VPN and no ExpressRoute leads out of
    it. A rule to 10.0.0.0/8 and the other private ranges opens a door behind which there is no road.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#limitations

    ## Fix

    Reach the service through a private endpoint. What has none, such as a server on your premises, can stand behind an
    Application Gateway.

    ```yaml
    - name: on-premises
      type: private_endpoint
      destination:
        service_resource_id: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/Microsoft.Network/applicationGateways/<GATEWAY>
        subresource_target: appGwPrivateFrontendIpIPv4
        spark_enabled: false
      fqdns: [db.contoso.com]
    ```
    """
    if not workspace.may_approve_outbound:
        return
    for route, outbound in workspace.outbound_rules():
        if not isinstance(outbound, ServiceTagRule) or not isinstance(outbound.address_prefixes, tuple):
            continue
        for index, text in enumerate(outbound.address_prefixes):
            prefix = parse_prefix(text) if isinstance(text, str) else None
            if prefix is not None and is_private(prefix):
                message = f"`{shown(text)}` of {outbound.label} is in a private network, to which a managed network has no way"
                help_ = "use a private endpoint, to an Application Gateway where the service has none"
                yield Problem((*route, "address_prefixes", index), message, help_)
