from collections.abc import Iterator

from mvnetgen.azure.prices import monthly
from mvnetgen.estate import Declaration, Form
from mvnetgen.model import FqdnRule, IsolationMode
from mvnetgen.rule import Problem, Severity, rule


@rule(Severity.INFO, since="0.1.0")
def azurerm_feature_gap(declaration: Declaration) -> Iterator[Problem]:
    """
    What azurerm cannot express for this workspace.

    ## Why

    azurerm has no argument for the firewall SKU, so the first FQDN rule brings the Standard firewall. Regional service
    tags, address prefixes, hosts of an Application Gateway and most private endpoint targets are missing too.

    Source: https://github.com/hashicorp/terraform-provider-azurerm/issues/25733

    ## Fix

    Declare the workspace with azapi when the Basic firewall is enough.
    """
    if declaration.form not in {Form.AZURERM, Form.AI_FOUNDRY} or not declaration.declared:
        return
    workspace = declaration.workspace
    hosts = any(isinstance(outbound, FqdnRule) for _, outbound in workspace.outbound_rules())
    network = workspace.network
    if workspace.isolation_mode is IsolationMode.APPROVED and hosts and network and network.firewall_sku is None:
        standard, basic = monthly("standard"), monthly("basic")
        message = (
            f"azurerm cannot choose the firewall, so these FQDN rules bring a Standard one ({standard}; Basic: {basic})"
        )
        yield Problem(("managed_network",), message, "declare the workspace with azapi to set `firewallSku`")
