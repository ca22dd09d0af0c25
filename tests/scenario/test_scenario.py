"""Packs are added once, whatever the file looks like, and nothing else of it changes."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mvnetgen import scenario as packs
from mvnetgen.azure.scenarios import Scenario, scenarios
from mvnetgen.lint.engine import Settings, judge_estate
from mvnetgen.model.workspace import FqdnRule
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import OutputError, UsageError
from mvnetgen.text.source import decode

RULE_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}")
HOSTS = sorted({host for each in scenarios().values() for host in each.hosts})


def ids(scenario: Scenario) -> dict[str, str]:
    """An id for everything that the scenario needs to be told."""
    return {
        rule.target: packs.placeholder_id(rule)
        .replace("<", "")
        .replace(">", "")
        .replace("SUBSCRIPTION_ID", "11111111-1111-1111-1111-111111111111")
        for rule in scenario.rules
        if rule.target
    }


def added(text: str, scenario: Scenario, **options: bool) -> str:
    estate = packs.read(decode(text.encode(), "w.yml"))
    plan = packs.plan(scenario, estate, ids(scenario), **options)
    return packs.apply(plan, text, "w.yml") if plan.changes else text


def errors(text: str) -> list[str]:
    source = decode(text.encode(), "w.yml")
    findings = judge_estate(packs.read(source), Settings(), {source.path: source}.get)
    return [each.message for each in findings if each.severity is Severity.ERROR]


@pytest.mark.parametrize("scenario", scenarios().values(), ids=scenarios())
def test_names_of_rules_are_legal_and_unique(scenario: Scenario) -> None:
    """Azure takes every rule of a pack, and no two of one pack share a name."""
    names = [rule.name for rule in scenario.rules]

    assert all(RULE_NAME.fullmatch(name) for name in names)
    assert len({name.lower() for name in names}) == len(names)


@st.composite
def files(draw: st.DrawFn) -> str:
    """Workspace files with hosts of the packs in them, in many styles."""
    margin = " " * draw(st.sampled_from([1, 2, 4]))
    dash = margin + " " * draw(st.sampled_from([0, 2, 3]))
    behind = "-" + " " * draw(st.integers(1, 3))
    quote = draw(st.sampled_from(["'", '"']))
    blank = draw(st.sampled_from(["", "\n", f"{dash}# note\n", "# note at the margin\n"]))
    order = draw(st.permutations(["name", "type", "destination"]))
    hosts = draw(st.lists(st.sampled_from(HOSTS), max_size=4, unique=True))
    rules = ""
    for number, host in enumerate(hosts):
        written = {"name": f"rule-{number}", "type": "fqdn", "destination": f"{quote}{host.upper()}{quote}"}
        lines = [f"{key}: {written[key]}" for key in order]
        rules += f"{dash}{behind}" + f"\n{dash}{' ' * len(behind)}".join(lines) + f"  # {number}\n" + blank
    listed = f"{margin}outbound_rules:{draw(st.sampled_from(['', '  # ours']))}\n{rules}"
    if not hosts:
        listed = draw(st.sampled_from(["", f"{margin}outbound_rules: []\n", f"{margin}outbound_rules:\n"]))
    mode = f"{margin}isolation_mode: allow_only_approved_outbound\n"
    network = "".join(draw(st.permutations([mode, listed])))
    parts = [
        "name: contoso\n",
        "kind: hub\n",
        f"managed_network:\n{network}",
        "network_acls: {default_action: Allow}\n",
    ]
    text = "".join(draw(st.permutations(parts)))
    text = text.removesuffix("\n") if draw(st.booleans()) else text
    return draw(st.sampled_from(["", "\ufeff"])) + text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


OF_WORKSPACES = [each for each in scenarios().values() if each.for_workspaces]


@settings(max_examples=60, deadline=None)
@given(files(), st.sampled_from(OF_WORKSPACES), st.booleans())
def test_adding_twice_is_adding_once(text: str, scenario: Scenario, optional: bool) -> None:
    """The second time changes nothing, every line of before is there in order, and lint has no error."""
    once = added(text, scenario, optional=optional)

    assert added(once, scenario, optional=optional) == once
    assert errors(once) == []
    lines = iter(once.splitlines())
    assert all(any(line == other for other in lines) for line in text.replace(" []", "").splitlines())
    assert once.count("\r\n") in {0, once.count("\n")}


@settings(max_examples=30, deadline=None)
@given(files(), st.lists(st.sampled_from(OF_WORKSPACES), min_size=2, max_size=4, unique=True))
def test_packs_share_their_hosts(text: str, several: list[Scenario]) -> None:
    """Whatever packs are added after each other, no host is allowed twice and no name is used twice."""
    for scenario in several:
        text = added(text, scenario)

    (declaration,) = packs.read(decode(text.encode(), "w.yml")).declarations
    rules = [rule for _, rule in declaration.workspace.outbound_rules()]
    hosts = [str(rule.destination).lower() for rule in rules if isinstance(rule, FqdnRule)]
    assert len(set(hosts)) == len(hosts)
    assert len({str(rule.name).lower() for rule in rules}) == len(rules)


@pytest.mark.parametrize(
    "network",
    [
        "managed_network: &n\n  isolation_mode: allow_only_approved_outbound\n  outbound_rules: &r []\n",
        "managed_network:\n  isolation_mode: allow_only_approved_outbound\n  outbound_rules: [ # none\n  ]\n",
        "tags: &t {}\nmanaged_network:\n  isolation_mode: allow_only_approved_outbound\n  outbound_rules: !!seq []\n",
    ],
)
def test_odd_lists_are_left_to_people(network: str) -> None:
    """What would lose a comment or share its rules with another place is refused, not guessed."""
    with pytest.raises(OutputError, match=r"w\.yml"):
        added(f"name: contoso\n{network}", scenarios()["r-packages"])


def test_an_alias_is_left_to_people() -> None:
    """Rules that another mapping lends are not changed behind its back."""
    text = (
        "name: contoso\n"
        "customer_managed_key:\n  key_vault: &mode allow_only_approved_outbound\n"
        "managed_network:\n  isolation_mode: *mode\n"
    )
    assert "r-cran" in added(text, scenarios()["r-packages"])

    lent = (
        "name: contoso\nserverless_compute: &n\n  isolation_mode: allow_only_approved_outbound\nmanaged_network: *n\n"
    )
    with pytest.raises(OutputError, match="anchor"):
        added(lent, scenarios()["r-packages"])


def test_wrong_answers_are_named_by_their_option() -> None:
    """An id that the workspace itself names is judged too."""
    estate = packs.read(
        decode(
            b"name: contoso\nstorage_account: nonsense\nmanaged_network:\n  isolation_mode: allow_internet_outbound\n",
            "w.yml",
        )
    )

    with pytest.raises(UsageError, match="--storage-account: `nonsense`"):
        packs.plan(scenarios()["batch"], estate, {})
