from collections.abc import Iterator

from mvnetgen.azure.limits import limit
from mvnetgen.model.estate import Declaration, Form
from mvnetgen.model.workspace import FqdnRule, IsolationMode, Kind, PrivateEndpointRule
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.INFO, since="0.1.0")
def network_not_provisioned(declaration: Declaration) -> Iterator[Problem]:
    """
    An isolated workspace whose network waits for the first compute.

    ## Why

    The network and its private endpoints are made when the first compute is created, unless provisioning is asked for. That compute
    then takes about 30 minutes longer, with FQDN rules about 40, and may time out; managed online endpoints cannot be
    created before.

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
    workspace = declaration.workspace
    network = workspace.network
    if network is None or not network.isolated or not declaration.declared or workspace.kind is Kind.PROJECT:
        return
    if network.status is not None and str(network.status).lower() != "inactive":
        return
    if workspace.provision_network_now not in (None, False) or declaration.provisioned is not False:
        return
    rules = [rule for _, rule in workspace.outbound_rules()]
    if any(isinstance(each, PrivateEndpointRule) and each.spark_enabled is True for each in rules):
        return  # spark-not-provisioned
    minutes = limit("provisioning")
    firewall = network.isolation_mode is IsolationMode.APPROVED and any(isinstance(each, FqdnRule) for each in rules)
    if firewall:
        minutes += limit("first_fqdn_rule")
    message = f"nothing provisions the network, so the first compute waits about {minutes} minutes for it"
    route = ("provision_network_now",) if workspace.provision_network_now is False else _MODE
    yield Problem(route, message, _help(declaration))


def _help(declaration: Declaration) -> str:
    """What can ask for it: `azurerm_ai_foundry` cannot, and the AVM module passes it on for hubs only."""
    kind = declaration.workspace.kind
    if declaration.form is Form.AI_FOUNDRY or (declaration.form is Form.AVM and kind is Kind.DEFAULT):
        return "call `provisionManagedNetwork` with an `azapi_resource_action`"
    return "provision the network when the workspace is created"


_MODE = ("managed_network", "isolation_mode")
