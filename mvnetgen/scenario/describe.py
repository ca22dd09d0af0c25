"""What scenario packs open and cost, for people."""

from __future__ import annotations

from mvnetgen.azure.prices import monthly
from mvnetgen.azure.scenarios import Scenario, ScenarioRule
from mvnetgen.languages.yaml.edit import NewRule, Style, block_lines
from mvnetgen.model.workspace import FqdnRule, PrivateEndpointRule


def fragment(scenario: Scenario, *, optional: bool = False) -> str:
    """The rules of a scenario as YAML, with placeholders for the ids that it needs to be told."""
    lines = ["managed_network:", f"  isolation_mode: {scenario.modes[-1]}", "  outbound_rules:"]
    for each in scenario.rules:
        if each.optional and not optional:
            continue
        rule: NewRule = FqdnRule(name=each.name, destination=each.host)
        if not each.host:
            rule = PrivateEndpointRule(
                name=each.name,
                service_resource_id=placeholder_id(each),
                subresource_target=each.subresource,
                spark_enabled=each.spark_enabled,
            )
        lines += block_lines(rule, 2, Style())
    return "\n".join(lines) + "\n"


def placeholder_id(rule: ScenarioRule) -> str:
    """A resource id of the type that a private endpoint needs, with placeholders."""
    group = "/subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>"
    return f"{group}/providers/{rule.arm_type}/<{rule.target.upper()}>"


def costs(scenario: Scenario) -> list[str]:
    """What the whole of a scenario costs: estimates, one sentence each."""
    endpoints = sum(1 for rule in scenario.rules if rule.arm_type and not rule.optional)
    return [*([firewall_cost()] if scenario.hosts else []), *([endpoint_cost(endpoints)] if endpoints else [])]


def firewall_cost() -> str:
    """What the first FQDN rule costs."""
    standard, basic = monthly("standard"), monthly("basic")
    return (
        "the first FQDN rule of a workspace brings an Azure Firewall: "
        f"Standard is {standard}, Basic {basic}, each plus traffic"
    )


def endpoint_cost(count: int) -> str:
    """What private endpoints cost."""
    endpoints = "1 private endpoint" if count == 1 else f"{count} private endpoints"
    return f"{endpoints}; each is {monthly('private_endpoint')}, plus traffic"
