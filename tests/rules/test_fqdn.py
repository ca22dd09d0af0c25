"""What hosts amount to when a part of them is not known, and that each host is spoken of once."""

import pytest

from mvnetgen.azure.scenarios import scenarios
from mvnetgen.model.estate import Declaration, Form
from mvnetgen.model.workspace import FirewallSku, FqdnRule, IsolationMode, ManagedNetwork, UndecidedRule, Workspace
from mvnetgen.rules.fqdn import RULES
from mvnetgen.rules.rule import Problem, Severity
from mvnetgen.text.document import HOLE, Unknown

NOBODY_KNOWS = Unknown("variable `x` has no default")
RULES_BY_NAME = {rule.name: rule for rule in RULES}


def partly(text: str) -> Unknown:
    return Unknown("a part comes from a variable", text=text.replace("?", HOLE))


def workspace(*destinations, mode: IsolationMode | Unknown = IsolationMode.APPROVED, **network) -> Workspace:
    rules = tuple(FqdnRule(name=f"rule-{index}", destination=each) for index, each in enumerate(destinations))
    return Workspace(managed_network=ManagedNetwork(isolation_mode=mode, outbound_rules=rules, **network))


def problems(subject: Workspace, form: Form = Form.YAML) -> list[tuple[str, Problem]]:
    declaration = Declaration(subject, form)
    subjects = {"workspace": subject, "declaration": declaration}
    return [(rule.name, problem) for rule in RULES for problem in rule.function(subjects[rule.judges])]


def found(subject: Workspace) -> set[str]:
    return {name for name, _ in problems(subject)} - {"fqdn-creates-firewall"}


@pytest.mark.parametrize(
    ("destination", "names"),
    [
        (NOBODY_KNOWS, set()),
        (None, set()),
        (partly("?"), set()),
        (partly("?.com"), set()),
        (partly("*.?"), set()),
        (partly("?.blob.core.windows.net"), {"fqdn-to-storage"}),
        (partly("data?.dfs.core.windows.net"), {"fqdn-to-storage"}),
        (partly("data.?.core.windows.net"), {"fqdn-to-storage"}),
        (partly("?.vault.azure.net"), {"fqdn-for-private-link-service"}),
        (partly("?azurecr.io"), set()),  # notazurecr.io is another domain
        (partly("https://?"), {"invalid-fqdn"}),
        (partly("?/simple"), {"invalid-fqdn"}),
        (partly("?:5432"), {"fqdn-with-port"}),
        (partly("?, localhost"), {"invalid-fqdn"}),
        (partly("?.privatelink.database.windows.net"), {"private-fqdn"}),
        (partly("?.api.azureml.ms"), {"fqdn-already-allowed"}),
        (partly("?.githubusercontent.com"), {"user-content-host"}),
        (partly("pypi.org, ?"), set()),  # the unknown host may be the partner
    ],
)
def test_known_parts_are_judged(destination: object, names: set[str]) -> None:
    """What is known is judged; what is not is never guessed."""
    assert found(workspace(destination)) == names


def test_unknown_parts_are_shown_as_such() -> None:
    """A message writes … for what is not known."""
    [(_, problem)] = [each for each in problems(workspace(partly("?.blob.core.windows.net"))) if "storage" in each[0]]

    assert "`….blob.core.windows.net`" in problem.message


def test_partly_known_hosts_are_no_duplicates() -> None:
    """Two hosts with an unknown part may differ."""
    assert found(workspace(partly("?.contoso.com"), partly("?.contoso.com"))) == set()


def test_a_wildcard_covers_a_partly_known_host() -> None:
    """Whatever stands before the known end, the wildcard covers it."""
    assert found(workspace("*.contoso.com", partly("?.a.contoso.com"))) == {"shadowed-fqdn"}


@pytest.mark.parametrize(
    ("destination", "names"),
    [
        ("https://data.blob.core.windows.net", {"invalid-fqdn"}),
        ("data.blob.core.windows.net:443", {"fqdn-with-port"}),
        ("data.privatelink.blob.core.windows.net", {"fqdn-to-storage"}),
        ("*.blob.core.windows.net", {"fqdn-to-storage"}),
        ("*.core.windows.net", {"fqdn-to-storage"}),
        ("x.privatelink.database.windows.net", {"private-fqdn"}),
        ("*.internal", {"private-fqdn"}),
        ("*.api.azureml.ms", {"fqdn-already-allowed"}),
        ("*.vault.azure.net", {"fqdn-for-private-link-service"}),
        ("*.windows.net", {"broad-fqdn-wildcard"}),
        ("*.com", {"broad-fqdn-wildcard"}),
        ("github.com", {"user-content-host"}),
        ("vscode.blob.core.windows.net", set()),
    ],
)
def test_of_one_host_one_thing_is_said(destination: str, names: set[str]) -> None:
    """The order in the group's docstring holds."""
    assert found(workspace(destination)) == names


@pytest.mark.parametrize("mode", [IsolationMode.DISABLED, IsolationMode.INTERNET])
def test_what_a_host_opens_is_not_said_where_it_opens_nothing(mode: IsolationMode) -> None:
    """Only what is written wrongly is said outside the approved mode."""
    hosts = ["data.blob.core.windows.net", "*.com", "github.com", "pypi.org", "pypi.org", "mcr.microsoft.com", "a.b:22"]

    assert {name for name, _ in problems(workspace(*hosts, mode=mode))} == {"fqdn-with-port"}


def test_a_mode_that_is_unknown_may_be_the_approved_one() -> None:
    """What a host opens is said unless the mode is known to be another; no cost is named for a maybe."""
    names = {name for name, _ in problems(workspace("*.com", mode=NOBODY_KNOWS))}

    assert names == {"broad-fqdn-wildcard"}


@pytest.mark.parametrize("name", scenarios())
def test_recommended_hosts_raise_nothing_above_info(name: str) -> None:
    """Microsoft's own lists, their optional hosts included, are no mistakes."""
    hosts = [rule.host for rule in scenarios()[name].rules if rule.host]

    above = [
        (rule, problem.message)
        for rule, problem in problems(workspace(*hosts))
        if (problem.severity or RULES_BY_NAME[rule].severity) is not Severity.INFO
    ]

    assert above == []


@pytest.mark.parametrize("name", scenarios())
def test_whole_packs_are_complete(name: str) -> None:
    """The hosts of a pack, without its optional ones, lack no partner."""
    assert "incomplete-scenario" not in found(workspace(*scenarios()[name].hosts))


def test_nothing_is_missing_where_rules_may_be_unseen() -> None:
    """A partner may be among the rules that are not known."""
    pypi = FqdnRule(name="pypi", destination="pypi.org")
    undecided = ManagedNetwork(isolation_mode=IsolationMode.APPROVED, outbound_rules=(pypi, UndecidedRule(name="x")))

    assert found(workspace("pypi.org", more_rules=NOBODY_KNOWS)) == set()
    assert found(workspace("pypi.org", NOBODY_KNOWS)) == set()
    assert found(Workspace(managed_network=undecided)) == set()


def test_the_pack_is_added_to_yaml_and_shown_for_others() -> None:
    """The help names a command that works on the format."""
    subject = workspace("pypi.org")

    def help_for(form: Form) -> str:
        return next(problem.help for name, problem in problems(subject, form) if name == "incomplete-scenario")

    assert "mvnetgen scenario add python-packages FILE" in help_for(Form.YAML)
    assert "mvnetgen scenario show python-packages" in help_for(Form.AZAPI)


def test_the_firewall_is_counted_once_and_for_unknown_hosts_too() -> None:
    """Any FQDN rule brings the firewall; an unknown SKU gets both prices."""
    subject = workspace(NOBODY_KNOWS, "pypi.org", firewall_sku=NOBODY_KNOWS)

    [(_, problem)] = [each for each in problems(subject) if each[0] == "fqdn-creates-firewall"]

    assert "`rule-0`" in problem.message
    assert problem.message.count(" USD a month") == 2


@pytest.mark.parametrize("sku", [None, *FirewallSku])
def test_both_prices_are_named(sku: FirewallSku | None) -> None:
    """The SKU in force comes first, the other beside it, as estimates with their date."""
    [(_, problem)] = [
        each for each in problems(workspace("anaconda.org", firewall_sku=sku)) if each[0] == "fqdn-creates-firewall"
    ]
    first, second = ("Basic", "Standard") if sku is FirewallSku.BASIC else ("Standard", "Basic")

    assert problem.message.index(first) < problem.message.index(second)
    assert problem.message.count(" USD a month") == 2
    assert "(estimates of 20" in problem.message


def test_service_made_rules_are_left_alone() -> None:
    """What Azure added and somebody exported is not the user's to mend."""
    made = FqdnRule(name="__SYS_FQDN_x", category="Required", destination="*.com")
    network = ManagedNetwork(isolation_mode=IsolationMode.APPROVED, outbound_rules=(made, made))

    assert problems(Workspace(managed_network=network)) == []
