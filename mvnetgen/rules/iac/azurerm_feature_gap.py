from collections.abc import Iterator

from mvnetgen.model.estate import Declaration, Form
from mvnetgen.model.workspace import FqdnRule, IsolationMode
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.INFO, since="0.1.0")
def azurerm_feature_gap(declaration: Declaration) -> Iterator[Problem]:
    """
    What azurerm cannot express for this workspace.

    ## Why

    azurerm has no argument for the firewall SKU, so the first FQDN rule brings the Standard firewall, which costs about
    three times as much as Basic. Regional service tags, address prefixes, hosts of an Application Gateway and most
    private endpoint targets are missing too; of these a rule of their own speaks, where azurerm refuses what was written.

    Source: https://github.com/hashicorp/terraform-provider-azurerm/tree/main/internal/services/machinelearning (v5.2.0)

    ## Fix

    Declare the workspace with azapi when the Basic firewall is enough. Another resource that sets the SKU, such as
    `azapi_update_resource`, is a second owner of the network.

    ```hcl
    managedNetwork = {
      isolationMode = "AllowOnlyApprovedOutbound"
      firewallSku   = "Basic"
    }
    ```
    """
    if declaration.form not in {Form.AZURERM, Form.AI_FOUNDRY} or not declaration.declared:
        return
    if any(owner.writes_network for owner in declaration.owners):
        return  # azapi writes the network, and can write the SKU
    workspace = declaration.workspace
    hosts = any(isinstance(outbound, FqdnRule) for _, outbound in workspace.outbound_rules())
    network = workspace.network
    if workspace.isolation_mode is IsolationMode.APPROVED and hosts and network and network.firewall_sku is None:
        message = "azurerm cannot choose the firewall SKU, so the FQDN rules of this workspace bring the Standard one"
        yield Problem(("managed_network",), message, "declare the workspace with azapi to set `firewallSku`")
