"""From one layout to the other, and what a refusal leaves closed."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest

from mvnetgen.generate import Options, Placement, Target, replaced
from tests.apply.cloud import RefusedError, Stage
from tests.apply.workspaces import WORKSPACES, Document, host, rules_of
from tests.generate.terraform_reader import write

pytestmark = pytest.mark.slow

Make = Callable[..., Stage]
DOCUMENT = WORKSPACES["user_identity"]
WORKSPACE = "Microsoft.MachineLearningServices/workspaces"


def move(stage: Stage, document: Document, options: Options) -> list[tuple[str, str]]:
    """Generates with other options over what is there, as the command does, and applies."""
    before = {path.name: path.read_text(encoding="utf-8") for path in stage.folder.glob("*.tf")}
    stage.options = options
    stage.write(document)
    found = replaced(stage.workspace(document), options, Target.TERRAFORM, before, {})
    write(dict(found.files), stage.folder)
    length = stage.cloud.log_length()
    stage.terraform("apply", "-auto-approve")
    stage.assert_settled()
    return stage.cloud.writes(length)


@pytest.mark.parametrize("then", Placement)
def test_layouts(then: Placement, stage: Make) -> None:
    """A move to the other layout deletes no rule, and a rule that is new then is there afterwards."""
    (first,) = (each for each in Placement if each is not then)
    live = stage(Options(rules=first))
    live.apply(DOCUMENT)
    rules = live.cloud.rules()
    document = copy.deepcopy(DOCUMENT)
    rules_of(document).append(host("added", "conda.anaconda.org"))
    written = move(live, document, Options(rules=then))
    assert not [each for each in written if each[0] == "DELETE"]
    assert live.cloud.rules() == rules | {"added": "conda.anaconda.org"}
    del rules_of(document)[0]
    live.options = Options(rules=then)
    (live.folder / "moves.tf").unlink(missing_ok=True)
    live.apply(document)
    assert "pypi" not in live.cloud.rules()


def test_nothing_is_opened_before_the_workspace(stage: Make) -> None:
    """Where Azure refuses to switch isolation off, storage account and key vault stay closed."""
    live = stage()
    live.apply(WORKSPACES["one_host"])
    opened = {key: value for key, value in WORKSPACES["one_host"].items() if key != "managed_network"}
    with pytest.raises(RefusedError, match="isolation mode cannot be changed"):
        live.apply({**opened, "public_network_access": "enabled", "tags": {"also": "changed"}})
    for kind in ("Microsoft.Storage/storageAccounts", "Microsoft.KeyVault/vaults"):
        (made,) = live.cloud.resources(kind).values()
        assert made["properties"]["publicNetworkAccess"] == "Disabled", kind
        assert made["properties"]["networkAcls"]["defaultAction"] == "Deny", kind


def test_open_and_closed(stage: Make) -> None:
    """What is open from the start is open, is closed when the file says so, and opened again after the workspace."""
    document = {**WORKSPACES["one_host"], "public_network_access": "enabled"}
    del document["managed_network"]
    live = stage()
    live.apply(document)

    def access() -> set[str]:
        kinds = ("Microsoft.Storage/storageAccounts", "Microsoft.KeyVault/vaults")
        return {
            each["properties"]["publicNetworkAccess"] for kind in kinds for each in live.cloud.resources(kind).values()
        }

    assert access() == {"Enabled"}
    closed = {**document, "public_network_access": "disabled"}
    live.apply(closed)
    assert access() == {"Disabled"}
    written = live.apply(document)
    assert access() == {"Enabled"}
    names = [name for _, name in written]
    assert names[0] == "ml-prod"


def test_hub_with_project(stage: Make) -> None:
    """A project reads the region and the public access of its hub."""
    live = stage()
    live.apply(WORKSPACES["hub"])
    (hub,) = live.cloud.resources(WORKSPACE).values()
    project = {"name": "ml-project", "kind": "project", "resource_group": "rg-ml", "hub_id": hub["id"]}
    before = live.folder
    live.folder = before / "project"
    live.folder.mkdir()
    live.__post_init__()
    live.apply(project)
    made = live.cloud.resources(WORKSPACE)["ml-project"]
    assert made["location"] == hub["location"]
    assert made["properties"]["publicNetworkAccess"] == "Disabled"
    live.destroy()
    live.folder = before
    live.destroy()
    assert live.cloud.resources(WORKSPACE) == {}


def test_client_endpoint(stage: Make) -> None:
    """A private endpoint for people stands in their own subnet, and its plan is empty afterwards."""
    subnet = "/subscriptions/1111aaaa-22bb-33cc-44dd-555566667777/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/v/subnets/s"
    live = stage(Options(client_endpoint=subnet), strict_types=False)
    zone = (
        f"{subnet.partition('/providers/')[0]}/providers/Microsoft.Network/privateDnsZones/privatelink.api.azureml.ms"
    )
    live.variables = {"private_dns_zone_ids": [zone]}
    live.apply(WORKSPACES["one_host"])
    (endpoint,) = live.cloud.resources("microsoft.network/privateendpoints").values()
    assert endpoint["properties"]["subnet"]["id"] == subnet
    live.destroy()
