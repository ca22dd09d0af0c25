from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Estate
from mvnetgen.model.workspace import Kind, UndecidedRule
from mvnetgen.rules.endpoints import endpoints_of
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule

_STORAGE = "microsoft.storage/storageaccounts"


@rule(Severity.WARNING, since="0.1.0", owners=(NetworkOwner.WORKSPACE,))
def spark_without_storage_endpoint(estate: Estate) -> Iterator[Problem]:
    """
    A network for Spark without an endpoint to storage that Spark may use.

    ## Why

    Serverless Spark reads its data and its packages from storage. It reaches a storage account through a private endpoint that is
    enabled for Spark, and through no other way.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#configure-for-serverless-spark-jobs

    ## Fix

    Add a private endpoint with `spark_enabled` to each storage account that the jobs use.

    ```yaml
    - name: lake-blob
      type: private_endpoint
      destination:
        service_resource_id: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/Microsoft.Storage/storageAccounts/<LAKE>
        subresource_target: blob
        spark_enabled: true
    ```
    """
    for prefix, declaration in estate.workspaces():
        workspace = declaration.workspace
        network = workspace.network
        if network is None or not network.isolated or workspace.kind is Kind.PROJECT or not declaration.declared:
            continue
        every = list(endpoints_of(prefix, declaration, estate))
        undecided = any(isinstance(each, UndecidedRule) for _, each in workspace.outbound_rules())
        may_serve = any(
            each.rule.spark_enabled not in (None, False) and each.arm_type in (None, _STORAGE) for each in every
        )
        if may_serve or undecided or not workspace.rules_complete:
            continue
        others = [each for each in every if each.is_spark]
        if declaration.provisioned_with_spark is True or others:
            message = (
                "the network is for Spark and has no endpoint to storage that Spark may use, so jobs may read no data"
            )
            if others:
                message = f"Spark may use {others[0].rule.label} but no endpoint to storage, so jobs may read no data"
            route = others[0].route if others else (*prefix, "managed_network", "isolation_mode")
            yield Problem(route, message, say("add a private endpoint to the storage account with `spark_enabled`"))
