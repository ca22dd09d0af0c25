"""Whatever is changed in a workspace file is so in Azure after the next apply, and a second plan is empty."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator

import pytest

from mvnetgen.generate import Layout, Options, Placement
from tests.apply.cloud import Stage
from tests.apply.workspaces import GIVEN, LAKE, RAW, WORKSPACES, Document, endpoint, host, rules_of, tag

pytestmark = pytest.mark.slow

Make = Callable[..., Stage]
ROLES = "Microsoft.Authorization/roleAssignments"


def destinations(document: Document) -> dict[str, object]:
    """The destinations of the rules of a file, as Azure keeps them."""

    def of(rule: dict) -> object:
        given = rule["destination"]
        match rule["type"]:
            case "private_endpoint":
                return (given["service_resource_id"].lower(), given["subresource_target"])
            case "service_tag":
                return (given["service_tag"], given["port_ranges"], tuple(given.get("address_prefixes", ())))
        return given

    return {rule["name"]: of(rule) for rule in rules_of(document)}


def found(stage: Stage) -> dict[str, object]:
    """The destinations of the rules in Azure, in the same form."""

    def of(given: object) -> object:
        if not isinstance(given, dict):
            return given
        if "serviceResourceId" in given:
            return (given["serviceResourceId"].lower(), given["subresourceTarget"])
        return (given["serviceTag"], given["portRanges"], tuple(given.get("addressPrefixes", ())))

    return {name: of(each) for name, each in stage.cloud.rules().items()}


def transitions(document: Document) -> Iterator[tuple[str, Document]]:
    """A workspace's life: each step with the file after it."""
    now = copy.deepcopy(document)
    approved = now["managed_network"]["isolation_mode"] == "allow_only_approved_outbound"
    new = host("added", "conda.anaconda.org") if approved else endpoint("added", RAW, "blob")

    def step(name: str) -> tuple[str, Document]:
        return name, copy.deepcopy(now)

    rules_of(now).append(new)
    yield step("add")
    rules_of(now)[:] = rules_of(now)[::-1]
    yield step("reorder")
    rules_of(now)[0]["name"] = "renamed"
    yield step("rename")
    for rule in rules_of(now):
        if rule["type"] == "private_endpoint" and rule["destination"]["service_resource_id"] == LAKE:
            rule["destination"]["service_resource_id"] = RAW
        elif rule["type"] == "fqdn":
            rule["destination"] = f"new.{rule['destination']}"
    yield step("retarget")
    if approved:
        now["managed_network"]["firewall_sku"] = "basic"
        yield step("sku")
    del rules_of(now)[0]
    yield step("remove")
    rules_of(now).clear()
    yield step("remove all")


@pytest.mark.parametrize("race", ["conflict", "lose"])
@pytest.mark.parametrize("name", WORKSPACES)
def test_life(name: str, race: str, stage: Make) -> None:
    """Each change arrives, no plan finds anything afterwards, and everything can be taken down."""
    live = stage(race=race, role_seconds=0.0)
    live.cloud.seed(*GIVEN)
    live.apply(WORKSPACES[name])
    assert found(live) == destinations(WORKSPACES[name])
    steps = transitions(WORKSPACES[name])
    for step, document in steps:
        live.apply(document)
        assert found(live) == destinations(document), step
    assert live.cloud.workspace()["managedNetwork"]["isolationMode"] != "Disabled"
    live.destroy()
    assert live.cloud.resources("Microsoft.MachineLearningServices/workspaces") == {}
    assert live.cloud.resources(ROLES) == {}


@pytest.mark.parametrize("name", ["one_host", "user_identity", "many_rules"])
@pytest.mark.parametrize("layout", Layout, ids=lambda each: each.value)
def test_life_inline(name: str, layout: Layout, stage: Make) -> None:
    """Rules inside of the workspace arrive and leave as well."""
    live = stage(Options(rules=Placement.INLINE, layout=layout))
    caller(live)
    live.apply(WORKSPACES[name])
    assert found(live) == destinations(WORKSPACES[name])
    for step, document in transitions(WORKSPACES[name]):
        live.apply(document)
        assert found(live) == destinations(document), step
    live.destroy()


@pytest.mark.parametrize("name", ["all_kinds", "user_identity", "own_storage"])
def test_life_module(name: str, stage: Make) -> None:
    """The same of a module that somebody calls."""
    live = stage(Options(layout=Layout.MODULE))
    live.cloud.seed(*GIVEN)
    caller(live)
    live.apply(WORKSPACES[name])
    assert found(live) == destinations(WORKSPACES[name])
    for step, document in transitions(WORKSPACES[name]):
        live.apply(document)
        assert found(live) == destinations(document), step
    live.destroy()


def caller(live: Stage) -> None:
    """Puts a root module that calls the generated one around it, where the layout is that of a module."""
    if live.options.layout is Layout.MODULE:
        live.module = "workspace"
        required = 'terraform {\n  required_providers {\n    azapi = {\n      source = "Azure/azapi"\n    }\n  }\n}\n\n'
        call = 'provider "azapi" {}\n\nmodule "workspace" {\n  source = "./workspace"\n}\n'
        (live.folder / "caller.tf").write_text(required + call, encoding="utf-8")
        (live.folder / "workspace").mkdir()
        (live.folder / "workspace" / "terraform.tf").write_text(required, encoding="utf-8")
        live.terraform("init")


@pytest.mark.parametrize("spelling", ["azure", "same", "lower"])
@pytest.mark.parametrize("name", ["all_kinds", "hub", "own_storage"])
def test_spellings(name: str, spelling: str, stage: Make) -> None:
    """A second plan is empty however Azure spells the ids that it answers with."""
    live = stage(id_case=spelling)
    live.cloud.seed(*GIVEN)
    live.apply(WORKSPACES[name])


def test_role_that_takes_its_time(stage: Make) -> None:
    """Rules are tried again until the role that they need is known."""
    live = stage(role_seconds=2.0)
    live.apply(WORKSPACES["all_kinds"])
    assert len(found(live)) == 4


def test_provisioning_waits_for_rules(stage: Make) -> None:
    """The network is provisioned after all rules, with Spark only where a rule asks for it."""
    live = stage()
    written = live.apply(WORKSPACES["provisioned"])
    assert written[-1] == ("POST", "provisionManagedNetwork")
    assert live.cloud.status() == {"status": "Active", "sparkReady": False}


def test_nothing_is_provisioned_unasked(stage: Make) -> None:
    """A rule for Spark alone provisions nothing."""
    document = copy.deepcopy(WORKSPACES["spark"])
    del document["provision_network_now"]
    live = stage()
    live.apply(document)
    assert live.cloud.status()["status"] == "Inactive"


def test_only_what_changed_is_written(stage: Make) -> None:
    """One more rule is one request."""
    live = stage()
    document = copy.deepcopy(WORKSPACES["many_rules"])
    live.apply(document)
    rules_of(document).append(host("added", "conda.anaconda.org"))
    assert live.apply(document) == [("PUT", "added")]


def test_a_rule_removed_by_hand_comes_back(stage: Make) -> None:
    """What Azure lacks is noticed."""
    live = stage()
    live.apply(WORKSPACES["one_host"])
    (found_workspace,) = live.cloud.resources("Microsoft.MachineLearningServices/workspaces").values()
    del found_workspace["properties"]["managedNetwork"]["outboundRules"]["pypi"]
    live.cloud.seed(found_workspace)
    live.apply(WORKSPACES["one_host"])
    assert found(live) == {"pypi": "pypi.org"}


def test_address_prefixes_leave(stage: Make) -> None:
    """A part that leaves a rule leaves Azure too."""
    document = copy.deepcopy(WORKSPACES["one_host"])
    rules_of(document).append(tag("own", "AzureActiveDirectory", address_prefixes=["52.1.0.0/16"]))
    live = stage()
    live.apply(document)
    del rules_of(document)[1]["destination"]["address_prefixes"]
    live.apply(document)
    assert found(live) == destinations(document)
