from collections.abc import Iterator

from mvnetgen.model.estate import Declaration, Form
from mvnetgen.model.workspace import Kind, PrivateEndpointRule
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.1.0")
def spark_not_provisioned(declaration: Declaration) -> Iterator[Problem]:
    """
    Rules for Spark, and no provisioning that includes Spark.

    ## Why

    Serverless Spark runs in the managed network only when the network was provisioned with Spark included. Neither the first compute nor
    `provision_network_now` does that; it takes a call of `provisionManagedNetwork` with `includeSpark`. Until then the
    endpoints that are enabled for Spark serve nobody.

    The workspace YAML cannot express the call, so there it is only a reminder.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#configure-for-serverless-spark-jobs

    ## Fix

    Provision the network with Spark, after the rules: `az ml workspace provision-network --include-spark`, or

    ```hcl
    resource "azapi_resource_action" "provision" {
      type        = "Microsoft.MachineLearningServices/workspaces@2024-10-01"
      resource_id = azapi_resource.workspace.id
      action      = "provisionManagedNetwork"
      body        = { includeSpark = true }
    }
    ```
    """
    workspace = declaration.workspace
    network = workspace.network
    if network is None or not network.isolated or not declaration.declared or workspace.kind is Kind.PROJECT:
        return
    if declaration.provisioned_with_spark is not False or network.spark_ready not in (None, False):
        return
    for route, outbound in workspace.outbound_rules():
        if not isinstance(outbound, PrivateEndpointRule) or outbound.spark_enabled is not True:
            continue
        help_ = "provision it with Spark when the rules exist: `az ml workspace provision-network --include-spark`"
        if declaration.form is Form.YAML:
            message = f"{outbound.label} is for Spark, which needs a provisioning that this file cannot ask for"
            yield Problem((*route, "spark_enabled"), message, help_, severity=Severity.INFO)
        else:
            without = " with Spark" if workspace.provision_network_now or declaration.provisioned else ""
            message = f"{outbound.label} is for Spark, and nothing provisions the network{without}, so Spark jobs may not start"
            yield Problem(
                (*route, "spark_enabled"), message, "call `provisionManagedNetwork` with `includeSpark = true`"
            )
        return  # one provisioning serves all rules
