from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Estate
from mvnetgen.rules.endpoints import endpoints
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.INFO, since="0.1.0", alone=True, owners=(NetworkOwner.WORKSPACE,))
def spark_on_non_storage(estate: Estate) -> Iterator[Problem]:
    """
    `spark_enabled` on a private endpoint to something else than a storage account.

    ## Why

    Serverless Spark reads and writes storage, and the portal offers the flag for storage accounts only. Microsoft's samples of the
    feature store set it for key vaults and workspaces too; whether it does anything for other services is not said.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#configure-for-serverless-spark-jobs

    ## Fix

    Set `spark_enabled: false` unless a Spark job reaches the resource.
    """
    for endpoint in endpoints(estate):
        if endpoint.service is None or not endpoint.is_spark or endpoint.service.spark == "yes":
            continue
        message = f"{endpoint.rule.label} is enabled for Spark, which may mean nothing for {endpoint.service.name}"
        if endpoint.service.spark == "samples":
            message = (
                f"{endpoint.rule.label} is enabled for Spark; for {endpoint.service.name} this may matter to "
                f"feature stores only"
            )
        yield Problem((*endpoint.route, "spark_enabled"), message, "write `false` unless Spark jobs reach it")
