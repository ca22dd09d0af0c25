"""The hosts of a pack in one rule: Azure takes minutes for each FQDN rule on a network that is provisioned."""

from __future__ import annotations

from dataclasses import replace

from mvnetgen.azure.limits import limit
from mvnetgen.model.workspace import FqdnRule, Workspace
from mvnetgen.scenario.plan import Plan


def joined(plan: Plan, workspace: Workspace) -> Plan:
    """The plan with its new hosts, separated by commas, in one rule that is called after the pack."""
    hosts = [rule for rule in plan.new if isinstance(rule, FqdnRule)]
    if len(hosts) < 2:
        return plan
    others = [rule for rule in plan.new if not isinstance(rule, FqdnRule)]
    taken = {rule.name.lower() for _, rule in workspace.outbound_rules() if isinstance(rule.name, str)}
    taken |= {rule.name.lower() for rule in others if isinstance(rule.name, str)}
    texts = [rule.destination for rule in hosts if isinstance(rule.destination, str)]
    together = FqdnRule(name=_name(plan.scenario.name, taken), destination=", ".join(texts))
    return replace(plan, new=(together, *others))


def _name(wanted: str, taken: set[str]) -> str:
    """The name of the pack as that of a rule, numbered when it is used already."""
    longest = limit("rule_name_longest")
    name, number = wanted[:longest], 2
    while name.lower() in taken:
        end = f"-{number}"
        name, number = wanted[: longest - len(end)] + end, number + 1
    return name
