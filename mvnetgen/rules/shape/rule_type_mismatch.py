from collections.abc import Iterator

from mvnetgen.rules.rule import Problem, Severity, rule, silent


@rule(Severity.ERROR, since="0.1.0", alone=True)
def rule_type_mismatch() -> Iterator[Problem]:
    """
    An outbound rule whose `type` is absent, unknown, or not the one that its destination means.

    ## Why

    `az ml` never looks at `type`: it tries the shape of a private endpoint, of a service tag and of a host on
    `destination`, and takes the first that fits. `type: fqdn` over the id of a storage account makes a private
    endpoint; an id written as the destination itself makes an FQDN rule. Whoever reads the file sees something else
    than what is deployed. In ARM `type` decides, and it is spelt `FQDN`, `ServiceTag` or `PrivateEndpoint`.

    Source: azure-ai-ml 1.35.2, `_schema/workspace/networking.py`, where `type` is a constant

    ## Fix

    Write the type that the destination means, or the destination that the type means.

    ```yaml
    - name: lake
      type: private_endpoint
      destination:
        service_resource_id: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/data/providers/Microsoft.Storage/storageAccounts/lake
        subresource_target: blob
        spark_enabled: false
    ```
    """
    return silent()
