"""Whether two values name one resource, and when nobody can tell."""

import pytest

from mvnetgen.model.estate import Form
from mvnetgen.model.neighbours import STORAGE
from mvnetgen.rules.matching import (
    Match,
    arm_type_of,
    names_workspace,
    neighbour_for,
    reaches,
    same_address,
    same_target,
)
from mvnetgen.text.document import HOLE, Unknown
from tests.rules.estates import estate, neighbour, ref, workspace

YES, NO, UNSURE = Match.YES, Match.NO, Match.UNSURE
GROUP = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/data"
LAKE = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/lake"
RESEARCH = f"{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/research"
EMPTY = estate(workspace())


def part(text: str) -> Unknown:
    """A text with holes."""
    return Unknown("a part is not known", text=text.replace("*", HOLE))


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        pytest.param(LAKE, LAKE.upper(), YES, id="case"),
        pytest.param(LAKE, LAKE + "2", NO, id="another name"),
        pytest.param(None, None, NO, id="nothing is not a thing"),
        pytest.param(LAKE, None, NO, id="something and nothing"),
        pytest.param("<LAKE_ID>", "<LAKE_ID>", YES, id="one placeholder"),
        pytest.param(LAKE.replace("data", "<GROUP>"), LAKE, UNSURE, id="a placeholder may be anything"),
        pytest.param(LAKE.replace("data", "<GROUP>"), LAKE + "2", NO, id="what is beside the placeholder differs"),
        pytest.param(part("*/providers/Microsoft.Storage/storageAccounts/lake"), LAKE, UNSURE, id="a known end"),
        pytest.param(part("*/providers/Microsoft.Storage/storageAccounts/sea"), LAKE, NO, id="another end"),
        pytest.param(part("*/lake"), part("*/lake"), UNSURE, id="two holes may differ"),
        pytest.param(Unknown("x"), Unknown("x"), UNSURE, id="nothing is known"),
        pytest.param(ref("a.b"), ref("a.b"), YES, id="one resource"),
        pytest.param(ref("data.azurerm_storage_account.a"), ref("azurerm_storage_account.b"), UNSURE, id="looked up"),
        pytest.param(ref("data.azurerm_storage_account.a"), ref("azurerm_key_vault.b"), NO, id="types differ"),
        pytest.param(
            ref("azurerm_storage_account.data"), ref("azurerm_storage_account.b"), NO, id="a resource named data"
        ),
        pytest.param(
            ref("azapi_update_resource.a"), ref("azurerm_storage_account.b"), UNSURE, id="an update of another"
        ),
        pytest.param(ref("azurerm_storage_account.a"), LAKE, UNSURE, id="reference and text"),
        pytest.param(ref("azurerm_key_vault.a"), LAKE, NO, id="reference and text of another type"),
        pytest.param(
            ref("azurerm_storage_account.a", "name"), ref("azurerm_storage_account.b"), UNSURE, id="attribute"
        ),
        pytest.param(ref("module.a", "id"), ref("azurerm_storage_account.b"), UNSURE, id="output"),
    ],
)
def test_same_target(one: object, other: object, answer: Match) -> None:
    """The answer is the same both ways."""
    assert same_target(one, other, EMPTY) is answer
    assert same_target(other, one, EMPTY) is answer


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("a.b", "a.b", YES),
        ("a.b", "a.c", NO),
        ('a.b["x"]', 'a.b["y"]', NO),
        ("a.b[0]", "a.b[1]", NO),
        ("a.b", "a.b[0]", UNSURE),
        ("a.b[each.key]", 'a.b["x"]', UNSURE),
        ('module.m["x"].a.b', 'module.m["y"].a.b', NO),
    ],
)
def test_same_address(one: str, other: str, answer: Match) -> None:
    """Keys that are written out differ; a key that is not may be any."""
    assert same_address(one, other) is answer
    assert same_address(other, one) is answer


def test_neighbour_by_reference_id_and_name() -> None:
    """A neighbour is found by its address and by its id; its name rules out others."""
    lake = neighbour("azapi_resource.lake", STORAGE, name="lake", resource_id=LAKE)
    judged = estate(workspace(), lake)

    assert neighbour_for(judged, ref("azapi_resource.lake")) is judged.neighbours[0]
    assert neighbour_for(judged, LAKE.lower()) is judged.neighbours[0]
    assert neighbour_for(judged, ref("azapi_resource.lake", "name")) is None
    assert neighbour_for(judged, ref("azapi_resource.other")) is None
    assert neighbour_for(judged, None) is None
    assert arm_type_of(ref("azapi_resource.lake"), judged) == STORAGE
    assert same_target(ref("azapi_resource.lake"), LAKE.replace("/lake", "/sea"), judged) is NO


@pytest.mark.parametrize(
    ("value", "group", "answer"),
    [
        (ref("azapi_resource.workspace"), "data", YES),
        (ref("azapi_resource.other"), "data", NO),
        (ref("var.id"), "data", UNSURE),
        (RESEARCH, "data", YES),
        (RESEARCH, None, UNSURE),
        (RESEARCH, "other", NO),
        (RESEARCH + "2", None, NO),
        (RESEARCH.replace("data", "<GROUP>"), "data", UNSURE),
        (LAKE, "data", NO),
        (None, "data", NO),
    ],
)
def test_names_workspace(value: object, group: object, answer: Match) -> None:
    """A workspace is known by its address, or by its name and group."""
    judged = estate(workspace(resource_group=group))

    assert names_workspace(value, judged.declarations[0], judged) is answer


def test_names_workspace_of_a_module() -> None:
    """The AVM module gives the id of its workspace as `resource_id`."""
    judged = estate(workspace(), address="module.aml", form=Form.AVM)

    assert names_workspace(ref("module.aml", "resource_id"), judged.declarations[0], judged) is YES


@pytest.mark.parametrize(
    ("scope", "answer"),
    [
        ("/", YES),
        (GROUP, YES),
        (GROUP.upper(), YES),
        (GROUP + "2", NO),
        (GROUP.rpartition("/resource")[0], YES),
        ("/providers/Microsoft.Management/managementGroups/root", UNSURE),
        (f"{LAKE}/blobServices/default/containers/c", NO),
        (LAKE, YES),
        (part("*/resourceGroups/data"), UNSURE),
        (None, UNSURE),
    ],
)
def test_reaches_a_literal_target(scope: object, answer: Match) -> None:
    """A scope reaches what lies below it."""
    assert reaches(scope, LAKE, EMPTY) is answer


def test_reaches_a_reference() -> None:
    """A group reaches the resources in it, by reference and by name; of a group that is looked up nobody can tell."""
    target, group = ref("azurerm_storage_account.a"), ref("azurerm_resource_group.g", "name")

    assert reaches(ref("azurerm_resource_group.g"), target, EMPTY, group) is YES
    assert reaches(ref("azurerm_resource_group.h"), target, EMPTY, group) is NO
    assert reaches(ref("data.azurerm_resource_group.h"), target, EMPTY, group) is UNSURE
    assert reaches(GROUP, target, EMPTY, "data") is YES
    assert reaches(GROUP, target, EMPTY, "other") is NO
    assert reaches(ref("azurerm_storage_container.c"), target, EMPTY, group) is NO
