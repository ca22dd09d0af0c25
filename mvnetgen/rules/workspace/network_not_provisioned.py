from collections.abc import Iterator

from mvnetgen.azure.limits import limit
from mvnetgen.model.estate import Declaration, Estate, Form
from mvnetgen.model.workspace import FqdnRule, IsolationMode, Kind, PrivateEndpointRule
from mvnetgen.rules.deployments import deployments_of
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.INFO, since="0.1.0")
def network_not_provisioned(estate: Estate) -> Iterator[Problem]:
    """
    An isolated workspace whose network waits for the first compute.

    ## Why

    The network and its private endpoints are made when the first compute is created, unless provisioning is asked for. That compute
    then takes about 30 minutes longer, with FQDN rules about 40, and may time out. An online deployment cannot be created
    before: where one stands in the same configuration this is a warning.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#manually-provision-a-managed-vnet

    ## Fix

    Provision the network with the workspace. For an existing workspace use `az ml workspace provision-network`.

    ```yaml
    provision_network_now: true
    ```

    ```hcl
    properties = { provisionNetworkNow = true }
    ```

    ```bicep
    properties: { provisionNetworkNow: true }
    ```
    """
    for prefix, declaration in estate.workspaces():
        workspace = declaration.workspace
        network = workspace.network
        if network is None or not network.isolated or not declaration.declared or workspace.kind is Kind.PROJECT:
            continue
        if workspace.provision_network_now not in (None, False) or declaration.provisioned or declaration.partial:
            continue
        if network.status is not None and str(network.status).lower() != "inactive":
            continue  # it is there already, or this answer of Azure does not say
        deployment = next(iter(deployments_of(declaration, estate)), None)
        rules = [rule for _, rule in workspace.outbound_rules()]
        spark = any(isinstance(each, PrivateEndpointRule) and each.spark_enabled is True for each in rules)
        if spark and deployment is None:
            continue  # spark-not-provisioned
        route = ("provision_network_now",) if workspace.provision_network_now is False else _MODE
        if deployment is not None:
            message = f"nothing provisions the network, and `{deployment.address}` cannot be created before"
            related = ((deployment.route, "the online deployment"),)
            yield Problem((*prefix, *route), message, _help(declaration), related, Severity.WARNING)
            continue
        minutes = limit("provisioning")
        if network.isolation_mode is IsolationMode.APPROVED and any(isinstance(each, FqdnRule) for each in rules):
            minutes += limit("first_fqdn_rule")
        message = f"nothing provisions the network, so the first compute waits about {minutes} minutes for it"
        yield Problem((*prefix, *route), message, _help(declaration))


def _help(declaration: Declaration) -> str:
    """What can ask for it: `azurerm_ai_foundry` cannot, and the AVM module passes it on for hubs only."""
    kind = declaration.workspace.kind
    if declaration.form is Form.AI_FOUNDRY or (declaration.form is Form.AVM and kind is Kind.DEFAULT):
        return "call `provisionManagedNetwork` with an `azapi_resource_action`"
    return "provision the network when the workspace is created"


_MODE = ("managed_network", "isolation_mode")
