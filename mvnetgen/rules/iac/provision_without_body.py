from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Declaration
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.2.0", alone=True, owners=(NetworkOwner.WORKSPACE,))
def provision_without_body(declaration: Declaration) -> Iterator[Problem]:
    """
    `provisionManagedNetwork` without a body.

    ## Why

    azapi sends no body at all when none is written, and the service answers that it could not read one. The network is not
    provisioned, and the apply stops after everything else was made.

    Source: https://github.com/Azure/terraform-provider-azapi/issues/946

    ## Fix

    Write a body; it also says whether Spark is included.

    ```hcl
    resource "azapi_resource_action" "provision" {
      type        = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
      resource_id = azapi_resource.workspace.id
      action      = "provisionManagedNetwork"
      body        = { includeSpark = false }
    }
    ```
    """
    for index, provision in enumerate(declaration.provisions):
        if not provision.with_body:
            message = f"`{provision.address}` sends no body, which the service refuses"
            yield Problem(("provisions", index), message, "write `body = { includeSpark = false }`")
