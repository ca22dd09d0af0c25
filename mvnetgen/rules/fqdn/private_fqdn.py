from collections.abc import Iterator

from mvnetgen.azure.hosts import private_link_service, private_name
from mvnetgen.model.workspace import Workspace
from mvnetgen.rules.fqdn.host_kind import HostKind, judged_hosts
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.1.0", alone=True)
def private_fqdn(workspace: Workspace) -> Iterator[Problem]:
    """
    A host that only a private network resolves.

    ## Why

    The firewall of a managed network asks public DNS and has no route to your own networks: a rule for `db.corp.internal` or for a name
    below `privatelink` opens nothing. The name of a private endpoint is the public one; Azure redirects it.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#limitations

    ## Fix

    Reach Azure resources through a private endpoint, and everything else of your own through one to an Application Gateway that
    stands before it, with `fqdns`.

    ```yaml
    - name: warehouse
      type: private_endpoint
      destination:
        service_resource_id: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/Microsoft.Network/applicationGateways/<GATEWAY>
        subresource_target: appGwPrivateFrontendIpIPv4
        spark_enabled: false
      fqdns: [warehouse.corp.contoso.com]
    ```
    """
    for each in judged_hosts(workspace):
        if each.kind is not HostKind.PRIVATE:
            continue
        what = private_name(each.host)
        message = (
            f"{each.label} allows {each.shown}, {what}; the firewall asks public DNS, so the rule may open nothing"
        )
        service = private_link_service(each.host.lower().replace("privatelink.", ""))
        help_ = "use a private endpoint to an Application Gateway before it, with `fqdns`"
        if service:
            help_ = f"use a private endpoint to the `{service.arm_type}` with the sub-resource `{service.subresource}`"
        elif "privatelink" in each.host.lower().split("."):
            help_ = "use a private endpoint to the resource"
        yield Problem(each.route, message, help_)
