from collections.abc import Iterator

from mvnetgen.rules.rule import Problem, Severity, rule, silent


@rule(Severity.ERROR, since="0.1.0", alone=True)
def missing_key() -> Iterator[Problem]:
    """
    A key that the rule or network cannot do without.

    ## Why

    Without `isolation_mode` `az ml` stops with a bare `KeyError`, without `spark_enabled` it does not recognize a
    private endpoint rule, and a rule without a destination opens nothing. ARM leaves most of them optional, so the
    same gap passes `terraform validate` and `bicep build` and shows only in the deployment.

    Source: the schemas of azure-ai-ml 1.35.2; the types of Microsoft.MachineLearningServices/workspaces

    ## Fix

    Add the key.

    ```yaml
    destination:
      service_resource_id: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/data/providers/Microsoft.Storage/storageAccounts/lake
      subresource_target: blob
      spark_enabled: false
    ```
    """
    return silent()
