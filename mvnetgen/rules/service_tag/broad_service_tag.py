from collections.abc import Iterator

from mvnetgen.azure.private_link import service_of
from mvnetgen.model.workspace import ServiceTagRule, Workspace
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.rules.service_tag.tag_kind import TagKind, judge_tag


@rule(Severity.WARNING, since="0.1.0", alone=True)
def broad_service_tag(workspace: Workspace) -> Iterator[Problem]:
    """
    A service tag that covers the endpoints of every customer.

    ## Why

    `Storage` is not your storage account: it is every storage account in Azure, one that an attacker rented a minute ago
    included. Whatever runs in the network can send data there. Microsoft says that service tags alone are no security
    boundary, and to use private endpoints where there are any.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#list-of-required-rules

    ## Fix

    Reach your own resource through a private endpoint. Where there is none, allow hosts or address prefixes, and keep the tag
    with an ignore comment only when the risk is known.

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
    for route, outbound in workspace.outbound_rules():
        if not isinstance(outbound, ServiceTagRule):
            continue
        judged = judge_tag(outbound, workspace)
        if judged.kind is TagKind.BROAD and judged.tag:
            tag = judged.tag.tag
            service = service_of(tag.private_endpoint)
            within = f" (in {judged.tag.region.suffix or judged.tag.region.cloud_suffix})" if judged.tag.region else ""
            message = f"{outbound.label} opens {tag.reaches_everyone}{within}, so data can leave to any of them"
            help_ = "allow the hosts or address prefixes that are needed instead"
            if service:
                help_ = f"use a private endpoint to your own `{service.arm_type}` instead"
            yield Problem((*route, "service_tag"), message, help_)
