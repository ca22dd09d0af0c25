from collections.abc import Iterator

from mvnetgen.azure.hosts import private_link_service
from mvnetgen.model.workspace import Workspace
from mvnetgen.rules.fqdn.host_kind import HostKind, judged_hosts
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.1.0", alone=True)
def fqdn_to_storage(workspace: Workspace) -> Iterator[Problem]:
    """
    An FQDN rule to a host of Azure Storage.

    ## Why

    A network that allows only approved outbound reaches storage accounts through private endpoints alone: an FQDN rule does not
    open one. Public accounts of Microsoft that its own documentation lists
    (`vscode.blob.core.windows.net`) are no finding.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#limitations

    ## Fix

    Use a private endpoint; the host's second label is the sub-resource.

    ```yaml
    - name: data
      type: private_endpoint
      destination:
        service_resource_id: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/Microsoft.Storage/storageAccounts/<STORAGE_ACCOUNT>
        subresource_target: blob
        spark_enabled: false
    ```

    ```hcl
    data = {
      type     = "PrivateEndpoint"
      category = "UserDefined"
      destination = {
        serviceResourceId = azapi_resource.storage_account.id
        subresourceTarget = "blob"
        sparkEnabled      = false
      }
    }
    ```

    ```bicep
    data: {
      type: 'PrivateEndpoint'
      category: 'UserDefined'
      destination: {
        serviceResourceId: storageAccount.id
        subresourceTarget: 'blob'
        sparkEnabled: false
      }
    }
    ```
    """
    for each in judged_hosts(workspace):
        if each.kind is not HostKind.STORAGE:
            continue
        service = private_link_service(each.host)
        certain = service is None or service.confidence.certain
        reach = "reaches storage accounts through private endpoints only"
        message = f"{each.label} allows the storage host {each.shown}, and this network {reach}"
        help_ = (
            "use a private endpoint to the storage account, one for each sub-resource that is needed (`blob`, `dfs`, …)"
        )
        if service:
            help_ = f"use a private endpoint to the storage account with the sub-resource `{service.subresource}`"
        if not certain:
            message = f"{each.label} allows {each.shown}, which may be a storage host, and this network {reach}"
        yield Problem(each.route, message, help_, severity=None if certain else Severity.WARNING)
