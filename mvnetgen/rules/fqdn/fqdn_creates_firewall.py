from collections.abc import Iterator

from mvnetgen.azure.limits import limit
from mvnetgen.azure.prices import monthly
from mvnetgen.model.workspace import FirewallSku, FqdnRule, IsolationMode, Workspace
from mvnetgen.rules.fqdn.host_kind import HostKind, hosts_complete, judged_hosts
from mvnetgen.rules.rule import Problem, Severity, rule

_AVOIDABLE = frozenset({HostKind.STORAGE, HostKind.PRIVATE_LINK, HostKind.ALREADY_ALLOWED})


@rule(Severity.INFO, since="0.1.0")
def fqdn_creates_firewall(workspace: Workspace) -> Iterator[Problem]:
    """
    The first FQDN rule of a workspace: it brings an Azure Firewall.

    ## Why

    Managed networks filter host names with an Azure Firewall of their own, one for each workspace or hub, never shared. It appears
    with the first FQDN rule, adds about ten minutes to provisioning, and is paid by the hour whether it is used or not. The SKU is Standard
    unless `firewall_sku` says `basic`, which costs about a third and carries up to 250 Mbps. Prices are estimates, with their
    date.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#pricing

    ## Fix

    Choose the SKU. Where private endpoints or service tags serve every host, remove the FQDN rules: without them there is no firewall.

    ```yaml
    managed_network:
      isolation_mode: allow_only_approved_outbound
      firewall_sku: basic
    ```

    ```hcl
    managedNetwork = {
      isolationMode = "AllowOnlyApprovedOutbound"
      firewallSku   = "Basic"
    }
    ```

    ```bicep
    managedNetwork: {
      isolationMode: 'AllowOnlyApprovedOutbound'
      firewallSku: 'Basic'
    }
    ```
    """
    network = workspace.network
    if network is None or workspace.isolation_mode is not IsolationMode.APPROVED:
        return
    first = next(((route, each) for route, each in workspace.outbound_rules() if isinstance(each, FqdnRule)), None)
    if first is None:
        return
    route, outbound = first
    prices = monthly(FirewallSku.STANDARD), monthly(FirewallSku.BASIC)
    standard, basic = (price.amount for price in prices)
    month = f"{prices[0].date:%Y-%m}"
    help_ = f"choose Basic where it is enough: it carries {limit('basic_firewall')} Mbps"
    match network.firewall_sku:
        case FirewallSku.BASIC:
            cost = f"Basic for {basic}; Standard would be {standard}"
            help_ = "keep Basic, unless its throughput is too low"
        case FirewallSku.STANDARD:
            cost = f"Standard for {standard}; Basic would be {basic}"
        case None:
            cost = f"Standard, the default, for {standard}; Basic would be {basic}"
        case _:
            cost = f"Standard for {standard}, or Basic for {basic}"
    if _avoidable(workspace):
        help_ = "no FQDN rule is needed here: private endpoints and required rules serve all these hosts"
    message = f"{outbound.label} is the first FQDN rule, which brings an Azure Firewall: {cost} (estimates of {month})"
    yield Problem((*route, "destination"), message, help_)


def _avoidable(workspace: Workspace) -> bool:
    return hosts_complete(workspace) and all(each.kind in _AVOIDABLE for each in judged_hosts(workspace))
