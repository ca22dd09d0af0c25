from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Declaration, Form
from mvnetgen.model.workspace import ServerlessCompute
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.2.0", alone=True, owners=(NetworkOwner.WORKSPACE,))
def serverless_without_subnet(declaration: Declaration) -> Iterator[Problem]:
    """
    Serverless compute without public IP and without a subnet of its own.

    ## Why

    The setting without public IP belongs to serverless computes in a subnet of your own; Azure refuses it without one, and azurerm does
    when it plans. In a managed network serverless computes have no public IP by themselves: there the whole block can go,
    and where azurerm is not asked it is only an info.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-use-serverless-compute and
    https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/machine_learning_workspace

    ## Fix

    Remove the block, or name the subnet where there is no managed network.

    ```yaml
    serverless_compute:
      custom_subnet: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/Microsoft.Network/virtualNetworks/<NETWORK>/subnets/<SUBNET>
      no_public_ip: true
    ```
    """
    workspace = declaration.workspace
    serverless = workspace.serverless_compute
    if not isinstance(serverless, ServerlessCompute):
        return
    if serverless.no_public_ip is not True or serverless.custom_subnet not in (None, ""):
        return
    isolated = workspace.network is not None and workspace.network.isolated
    perhaps = isolated and declaration.form not in {Form.AZURERM, Form.AI_FOUNDRY}
    message = "serverless compute without public IP needs a subnet of its own, and none is named: "
    message += "Azure may refuse it" if perhaps else "it is refused"
    help_ = say("remove `serverless_compute`: in a managed network it has no public IP anyway")
    route = ("serverless_compute", "no_public_ip")
    yield Problem(route, message, help_ if isolated else "name the subnet", severity=Severity.INFO if perhaps else None)
