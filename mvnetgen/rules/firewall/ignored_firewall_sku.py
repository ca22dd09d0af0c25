from collections.abc import Iterator
from dataclasses import replace

from mvnetgen.model.estate import Estate
from mvnetgen.model.fix import REMOVE, Fix, Remove
from mvnetgen.model.workspace import FirewallSku, FqdnRule, IsolationMode, UndecidedRule, Workspace
from mvnetgen.rules.message import say, word
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.1.0")
def ignored_firewall_sku(estate: Estate) -> Iterator[Problem]:
    """
    A firewall SKU where there will be no firewall.

    ## Why

    Azure makes the firewall when the first FQDN rule arrives, and FQDN rules exist only under
    `allow_only_approved_outbound`. In another mode, or without an FQDN rule, the SKU decides nothing and nothing is
    billed for it. A SKU that is only the default of a variable, as modules have it, is nobody's mistake. Standard, which
    is in force without any word, and a SKU that was chosen ahead of the first FQDN rule are worth knowing, no more.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#pricing

    ## Fix

    Remove `firewall_sku` until there is an FQDN rule.
    """
    for prefix, declaration in estate.workspaces():
        route = (*prefix, "managed_network", "firewall_sku")
        if not estate.is_default(route):
            for problem in _judge(declaration.workspace):
                related = tuple(((*prefix, *other), message) for other, message, *_ in problem.related)
                yield replace(problem, route=route, related=related)


def _judge(workspace: Workspace) -> Iterator[Problem]:
    network = workspace.network
    if network is None or not isinstance(network.firewall_sku, FirewallSku):
        return
    sku = network.firewall_sku.title()
    if network.isolation_mode in (IsolationMode.DISABLED, IsolationMode.INTERNET):
        under = (
            "without isolation"
            if network.isolation_mode is IsolationMode.DISABLED
            else say("under {}", word(network.isolation_mode))
        )
        message = say("the firewall SKU {} has no effect: there is no firewall {}", sku, under)
        related = ((("managed_network", "isolation_mode"), "the mode is set here"),)
        default = Severity.INFO if network.firewall_sku is FirewallSku.STANDARD else None
        yield Problem((), message, "remove it", related, default, on_key=True, fix=REMOVE)
    elif network.isolation_mode is IsolationMode.APPROVED and _certainly_without_fqdn_rule(workspace):
        message = f"the firewall SKU {sku} has no effect: without an FQDN rule there is no firewall"
        yield Problem(
            (),
            message,
            "remove it until there is an FQDN rule",
            severity=Severity.INFO,
            on_key=True,
            fix=Fix((Remove(),), safe=False),
        )


def _certainly_without_fqdn_rule(workspace: Workspace) -> bool:
    kinds = {type(outbound) for _, outbound in workspace.outbound_rules()}
    return workspace.rules_complete and not kinds & {FqdnRule, UndecidedRule}
