from collections.abc import Iterator

from mvnetgen.model.policy import Policy
from mvnetgen.model.workspace import FirewallSku, FqdnRule, IsolationMode, Workspace
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.1.0")
def policy_firewall_sku(workspace: Workspace, policy: Policy) -> Iterator[Problem]:
    """
    A firewall SKU that the organization's policy does not allow.

    ## Why

    The first FQDN rule of a network brings an Azure Firewall, and its SKU decides what it costs. The `policy` of the
    configuration lists the SKUs that are allowed. Azure takes `standard` when the SKU is left out.

    ## Fix

    Write one of the allowed SKUs.

    ```yaml
    managed_network:
      isolation_mode: allow_only_approved_outbound
      firewall_sku: basic
    ```
    """
    network, allowed = workspace.network, policy.firewall_sku
    if network is None or allowed is None:
        return
    route = ("managed_network", "firewall_sku")
    listed = " or ".join(sku.title() for sku in allowed) or "none"
    help_ = f"set the firewall SKU to {listed}" if allowed else "remove the FQDN rules"
    sku = network.firewall_sku
    if isinstance(sku, FirewallSku) and sku not in allowed:
        yield Problem(route, f"the firewall SKU is {sku.title()}, and the policy allows {listed}", help_)
    if sku is not None or FirewallSku.STANDARD in allowed or network.isolation_mode is not IsolationMode.APPROVED:
        return
    first = next(((place, each) for place, each in workspace.outbound_rules() if isinstance(each, FqdnRule)), None)
    if first is not None:
        place, rule_ = first
        message = f"no firewall SKU is set, so {rule_.label} brings a Standard firewall, and the policy allows {listed}"
        yield Problem(route, message, help_, ((place, "this rule brings the firewall"),))
