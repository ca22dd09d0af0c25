from collections.abc import Iterator

from mvnetgen.azure.hosts import private_link_service
from mvnetgen.azure.private_link import service_of
from mvnetgen.model.workspace import Workspace
from mvnetgen.rules.fqdn.host_kind import HostKind, judged_hosts
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.1.0", alone=True)
def fqdn_for_private_link_service(workspace: Workspace) -> Iterator[Problem]:
    """
    An FQDN rule to a service that a private endpoint serves.

    ## Why

    Over the FQDN rule the traffic goes through the firewall to the service's public address, which must then be open. A private
    endpoint reaches exactly one resource, its public access can be closed, and no firewall is needed for it. A wildcard over the
    service's hosts opens the resources of every other customer too.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#private-endpoints

    ## Fix

    Use a private endpoint with the sub-resource that the message names, and remove the FQDN rule.

    ```yaml
    - name: sales-vault
      type: private_endpoint
      destination:
        service_resource_id: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/Microsoft.KeyVault/vaults/<KEY_VAULT>
        subresource_target: vault
        spark_enabled: false
    ```

    ```hcl
    sales-vault = {
      type     = "PrivateEndpoint"
      category = "UserDefined"
      destination = {
        serviceResourceId = azapi_resource.key_vault.id
        subresourceTarget = "vault"
        sparkEnabled      = false
      }
    }
    ```

    ```bicep
    'sales-vault': {
      type: 'PrivateEndpoint'
      category: 'UserDefined'
      destination: {
        serviceResourceId: keyVault.id
        subresourceTarget: 'vault'
        sparkEnabled: false
      }
    }
    ```
    """
    for each in judged_hosts(workspace):
        host = private_link_service(each.host) if each.kind is HostKind.PRIVATE_LINK else None
        if host is None:
            continue
        service = service_of(host.arm_type)
        name = service.name if service else f"`{host.arm_type}`"
        may = "" if host.confidence.certain else "may "
        covers = each.host.lower() in {f"*.{host.suffix}", host.suffix}
        what = (
            f"{may}cover{'' if may else 's'} the resources of every customer"
            if covers
            else f"{may}belong{'' if may else 's'} to {name}"
        )
        message = f"{each.label} allows {each.shown}, which {what}; a private endpoint reaches one resource, without a firewall"
        help_ = f"use a private endpoint to the `{host.arm_type}` with the sub-resource `{host.subresource}`"
        yield Problem(each.route, message, help_)
