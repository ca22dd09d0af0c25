"""Scenario packs, roles, prices and limits."""

from __future__ import annotations

import re

import pytest

from mvnetgen.azure.facts import load
from mvnetgen.azure.host_names import host_problem
from mvnetgen.azure.limits import arm_values, limit, limits
from mvnetgen.azure.prices import monthly
from mvnetgen.azure.private_link import service_of
from mvnetgen.azure.roles import APPROVER_ID, APPROVER_NAME, approves, find_role, roles
from mvnetgen.azure.scenarios import OWN_TARGETS, find_scenario, missing_partners, nearest_scenario, scenarios

RULE_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}")
RULES = [(scenario, rule) for scenario in scenarios().values() for rule in scenario.rules]


@pytest.mark.parametrize(("scenario", "rule"), RULES, ids=lambda value: value.name)
def test_every_rule_of_a_pack_is_a_right_rule(scenario, rule):
    """Names fit Azure's pattern, hosts are hosts, endpoints have a type, a sub-resource and a target."""
    assert RULE_NAME.fullmatch(rule.name)
    assert rule.purpose
    if rule.type == "fqdn":
        assert host_problem(rule.host) is None
        assert scenario.modes == ("allow_only_approved_outbound",)
        assert (rule.arm_type, rule.subresource, rule.target, rule.spark_enabled) == ("", "", "", False)
    else:
        assert rule.subresource in service_of(rule.arm_type).subresources
        assert rule.target
        assert not rule.host


@pytest.mark.parametrize("scenario", scenarios().values(), ids=lambda scenario: scenario.name)
def test_every_pack_is_whole(scenario):
    """A pack has rules with names and destinations of their own, and lacks no partner that it would be told of."""
    assert scenario.title
    assert scenario.description
    assert scenario.cost
    assert scenario.source.startswith("https://")
    assert set(scenario.modes) <= {"allow_internet_outbound", "allow_only_approved_outbound"}
    assert scenario.rules
    assert len({rule.name for rule in scenario.rules}) == len(scenario.rules)
    places = [(rule.host, rule.target, rule.subresource) for rule in scenario.rules]
    assert len(set(places)) == len(places)
    assert missing_partners(scenario.hosts) == []


def test_rules_belong_to_packs():
    """No rule names a pack that does not exist, nor does a partner."""
    assert {row["scenario"] for row in load("scenario_rules").rows} == set(scenarios())
    assert {row["scenario"] for row in load("scenario_partners").rows} <= set(scenarios())


def test_the_packs_of_the_page():
    """Batch needs queue and table; Spark sets its flag; the desktop is the only difference between the VS Code packs."""
    assert [(rule.subresource, rule.target) for rule in find_scenario("batch").rules] == [
        ("queue", "storage_account"),
        ("table", "storage_account"),
    ]
    assert all(rule.spark_enabled for rule in find_scenario("Spark").rules)
    assert set(find_scenario("vscode").hosts) - set(find_scenario("vscode-web").hosts) == {"code.visualstudio.com"}
    assert find_scenario("prompt-flow").targets == ("ai_services", "search")
    assert set(find_scenario("batch").targets) <= OWN_TARGETS
    assert find_scenario("nothing") is None
    assert nearest_scenario("hugging-face") == "huggingface"
    assert find_scenario("foundry-agents").kinds == ("account",)


@pytest.mark.parametrize(
    ("hosts", "needs"),
    [
        (["pypi.org"], ["*.pythonhosted.org"]),
        (["PyPI.org", "files.pythonhosted.org"], []),
        (["pypi.org", "*.pythonhosted.org"], []),
        (["pypi.org", "*"], []),
        (["*.anaconda.com"], []),  # `wildcard-without-apex` says it
        (["anaconda.com"], ["*.anaconda.com"]),
        (["anaconda.com", "*.anaconda.com"], []),
        (["cdn-lfs.huggingface.co"], ["cas-bridge.xethub.hf.co", "huggingface.co"]),
        (["docker.io", "*.docker.com"], []),
        (["docker.io", "*.docker.io"], ["production.cloudflare.docker.com"]),
        (["code.visualstudio.com"], ["update.code.visualstudio.com"]),
        (["contoso.com"], []),
        ([], []),
    ],
)
def test_missing_partners(hosts, needs):
    """A host without its partner tells of it once; a wildcard over the partner, or a narrower one, is enough."""
    assert [partner.needs for partner in missing_partners(hosts)] == needs


def test_the_approver_role():
    """The role is found by name, GUID and resource id in any case, and it approves."""
    definition = f"/subscriptions/x/providers/microsoft.authorization/roleDefinitions/{APPROVER_ID.upper()}"

    assert find_role(APPROVER_NAME.lower()).id == APPROVER_ID
    assert (
        find_role(APPROVER_ID)
        is find_role(definition)
        is find_role(f"/providers/Microsoft.Authorization/roleDefinitions/{APPROVER_ID}")
    )
    assert approves(definition) is True


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Contributor", True),
        ("reader", False),
        ("Storage Account Contributor", None),
        ("Contoso Operator", None),
        ("", None),
    ],
)
def test_other_roles(text, expected):
    """Broad roles approve too; of narrow and of unheard-of ones nobody knows."""
    assert approves(text) is expected


def test_role_ids_are_guids():
    """Each role has a GUID in lower case."""
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", role.id) for role in roles())


def test_prices_are_estimates():
    """A price says that it is an estimate, of when, and in which currency; a month is 730 hours."""
    assert str(monthly("Standard")) == "about 912 USD a month (estimate, 2026-08)"
    assert str(monthly("private_endpoint")) == "about 7.30 USD a month (estimate, 2026-08)"
    assert monthly("basic").monthly < monthly("standard").monthly
    for item in ("standard", "basic", "private_endpoint"):
        assert monthly(item).hourly * 730 == pytest.approx(monthly(item).monthly, rel=0.01)
        assert not monthly(item).confidence.certain
    with pytest.raises(KeyError):
        monthly("premium")


def test_limits_and_enums():
    """Numbers are numbers, what Azure does not publish has none, and closed fields list ARM's values."""
    assert limit("ip_rules") == 200
    assert limits()["outbound_rules"].value == ""
    assert arm_values("isolation_mode") == ("Disabled", "AllowInternetOutbound", "AllowOnlyApprovedOutbound")
    assert arm_values("protocol") == ("TCP", "UDP", "ICMP", "*")
    with pytest.raises(KeyError):
        arm_values("no_such_field")
