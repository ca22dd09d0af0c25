"""ARM resource ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mvnetgen.azure.placeholders import is_placeholder, placeholders, with_holes
from mvnetgen.azure.resource_ids import IdProblem, ResourceId, parse_resource_id, same_resource, within
from mvnetgen.text.document import HOLE

GUID = "11111111-2222-3333-4444-555555555555"
GROUP = f"/subscriptions/{GUID}/resourceGroups/rg"
LAKE = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/lake"


def test_a_whole_id():
    """Every part of a resource id is told, as written."""
    assert parse_resource_id(LAKE) == ResourceId(
        GUID, "rg", "Microsoft.Storage", "Microsoft.Storage/storageAccounts", "lake"
    )


@pytest.mark.parametrize(
    ("text", "kind", "name", "children"),
    [
        (LAKE.lower().replace("resourcegroups", "RESOURCEGROUPS"), "microsoft.storage/storageaccounts", "lake", ()),
        (
            f"{LAKE}/blobServices/default",
            "Microsoft.Storage/storageAccounts",
            "lake",
            (("blobServices", "default"),),
        ),
        (
            f"{GROUP}/providers/Microsoft.Sql/servers/s/databases/d/x/y",
            "Microsoft.Sql/servers",
            "s",
            (("databases", "d"), ("x", "y")),
        ),
        (f"{LAKE}/providers/Microsoft.Authorization/locks/l", "Microsoft.Authorization/locks", "l", ()),
        (
            f"{GROUP}/providers/Microsoft.Network/applicationGateways/gw_1.a",
            "Microsoft.Network/applicationGateways",
            "gw_1.a",
            (),
        ),
        (
            f"/subscriptions/{GUID}/providers/Microsoft.Authorization/roleDefinitions/{GUID}",
            "Microsoft.Authorization/roleDefinitions",
            GUID,
            (),
        ),
        (
            "/subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/Microsoft.Storage/storageAccounts/<NAME>",
            "Microsoft.Storage/storageAccounts",
            "<NAME>",
            (),
        ),
        (
            "/subscriptions/{s}/resourceGroups/${var.rg}/providers/Microsoft.KeyVault/vaults/kv-{env}",
            "Microsoft.KeyVault/vaults",
            "kv-{env}",
            (),
        ),
        ("/subscriptions/xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx/resourceGroups/a/providers/A.B/c/d", "A.B/c", "d", ()),
        (
            f"/subscriptions/{HOLE}/resourceGroups/{HOLE}/providers/Microsoft.Storage/storageAccounts/{HOLE}",
            "Microsoft.Storage/storageAccounts",
            None,
            (),
        ),
        (f"{HOLE}/providers/Microsoft.Storage/storageAccounts/lake", "Microsoft.Storage/storageAccounts", "lake", ()),
        (
            "${azurerm_resource_group.a.id}/providers/Microsoft.Storage/storageAccounts/lake",
            "Microsoft.Storage/storageAccounts",
            "lake",
            (),
        ),
        (
            f"/subscriptions/{HOLE}/providers/Microsoft.Storage/storageAccounts/st{HOLE}",
            "Microsoft.Storage/storageAccounts",
            None,
            (),
        ),
        (f"{HOLE}/blobServices/default", None, None, (("blobServices", "default"),)),
        (f"{GROUP}/providers/{HOLE}", None, None, ()),
        (f"{GROUP}/providers/Microsoft.Storage/{HOLE}", None, None, ()),
        (f"{GROUP}/{HOLE}", None, None, ()),
        (HOLE, None, None, ()),
        ("<STORAGE_ACCOUNT_ID>", None, None, ()),
        ("${azurerm_storage_account.lake.id}", None, None, ()),
    ],
)
def test_ids_known_in_part_or_in_other_shapes(text, kind, name, children):
    """Case, placeholders, holes, children and extension resources are understood; unknown parts are None."""
    found = parse_resource_id(text)

    assert isinstance(found, ResourceId)
    assert (found.type, found.name, found.children) == (kind, name, children)


def test_the_full_type_names_the_children():
    """The type of a child includes its parents'."""
    assert (
        parse_resource_id(f"{LAKE}/blobServices/default").full_type == "Microsoft.Storage/storageAccounts/blobServices"
    )
    assert parse_resource_id(HOLE).full_type is None


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("", "empty", "empty"),
        (" " + LAKE, "space", "blanks"),
        ("lake", "name", "only a name"),
        ("azureml:lake", "name", "only a name"),
        ("lake.blob.core.windows.net", "host", "host name"),
        ("lake.blob.core.windows.net/container", "host", "host name"),
        ("https://lake.blob.core.windows.net/", "url", "address"),
        ("https://management.azure.com" + LAKE, "url", "address"),
        (LAKE + "?api-version=2023-01-01", "url", "query"),
        (LAKE[1:], "start", "start with a slash"),
        ("Microsoft.Storage/storageAccounts/lake", "start", "/subscriptions/"),
        ("/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/lake", "start", "resourceGroups"),
        ("/providers/Microsoft.Storage/storageAccounts/lake", "segment", "no subscription"),
        (LAKE + "/", "slash", "ends with a slash"),
        (LAKE.replace("/providers", "//providers"), "slash", "two slashes"),
        ("/", "slash", "slash"),
        (LAKE.replace(GUID, "my-subscription"), "subscription", "my-subscription"),
        (LAKE.replace(GUID, GUID[:-1]), "subscription", "GUID"),
        (f"/subscriptions/{GUID}", "scope", "subscription"),
        ("/subscriptions", "segment", "no subscription"),
        (GROUP, "scope", "resource group"),
        (f"/subscriptions/{GUID}/resourceGroups", "segment", "no resource group"),
        (
            f"/subscriptions/{GUID}/resourceGroups/providers/Microsoft.Storage/storageAccounts/lake",
            "segment",
            "no resource group",
        ),
        (f"/subscriptions/{GUID}/providers/Microsoft.Storage/storageAccounts/lake", "segment", "no resource group"),
        (
            f"/subscriptions/{GUID}/resourceGroup/rg/providers/Microsoft.Storage/storageAccounts/lake",
            "segment",
            "resourceGroups",
        ),
        (f"{GROUP}/Microsoft.Storage/storageAccounts/lake", "segment", "providers"),
        (f"{GROUP}/x/providers/Microsoft.Storage/storageAccounts/lake", "segment", "providers"),
        (
            "/subscriptions/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/lake",
            "segment",
            "no subscription",
        ),
        (f"{GROUP}/providers", "segment", "no provider"),
        (f"{GROUP}/providers/Microsoft.Storage", "segment", "no type"),
        (f"{GROUP}/providers/Microsoft.Storage/storageAccounts", "segment", "no resource"),
        (f"{LAKE}/blobServices", "segment", "no resource"),
        (f"{GROUP}/providers/storageAccounts/lake", "provider", "storageAccounts"),
    ],
)
def test_what_is_no_id(text, kind, says):
    """Each mistake is told by its kind and in words that name it."""
    found = parse_resource_id(text)

    assert isinstance(found, IdProblem), found
    assert found.kind == kind
    assert says in found.why


@given(st.text(alphabet=st.sampled_from("/aB.<>{}$-0 ?#" + HOLE)) | st.text())
def test_any_text_is_parsed(text):
    """No text makes the parser fail, alone or at the end of an id."""
    assert isinstance(parse_resource_id(text), ResourceId | IdProblem)
    assert isinstance(parse_resource_id(GROUP + text), ResourceId | IdProblem)
    assert isinstance(parse_resource_id(LAKE.replace("providers", text)), ResourceId | IdProblem)
    same_resource(text, LAKE)
    within(text, LAKE)
    placeholders(text)


@pytest.mark.parametrize(
    ("some", "other", "expected"),
    [
        (LAKE, LAKE.upper(), True),
        (LAKE, LAKE + "/", True),
        (LAKE, LAKE + "2", False),
        (LAKE, LAKE.replace(GUID, HOLE), None),
        (HOLE, LAKE, None),
        (f"{HOLE}/lake", LAKE, None),
        (f"{HOLE}/pond", LAKE, False),
        (f"{GROUP}2/{HOLE}", LAKE, False),
    ],
)
def test_same_resource(some, other, expected):
    """Case does not make another resource, and what is not known leaves it open unless the known parts differ."""
    assert same_resource(some, other) is expected
    assert same_resource(other, some) is expected


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (LAKE, True),
        (GROUP, True),
        (GROUP.upper(), True),
        (f"/subscriptions/{GUID}", True),
        ("/", True),
        (f"{LAKE}/blobServices/default", False),
        (f"/subscriptions/{GUID}/resourceGroups/r", False),
        ("/providers/Microsoft.Management/managementGroups/all", None),
        (HOLE, None),
        (f"/subscriptions/{HOLE}/resourceGroups/rg", None),
    ],
)
def test_within(scope, expected):
    """A role reaches what lies below its scope."""
    assert within(scope, LAKE) is expected


def test_within_of_a_target_known_in_part():
    """A scope is not ruled out by what is unknown of the target, only by what is known."""
    target = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/{HOLE}"

    assert within(GROUP, target) is not False
    assert within(f"/subscriptions/{GUID}/resourceGroups/other", target) is False
    assert within(LAKE, target) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/subscriptions/<SUB>/resourceGroups/<RG>/x/<SUB>", ["<SUB>", "<RG>"]),
        ("/subscriptions/00000000-0000-0000-0000-000000000000/x", ["00000000-0000-0000-0000-000000000000"]),
        ("{account}.blob.core.windows.net", ["{account}"]),
        ("${VAR}-{{ name }}", ["${VAR}", "{{ name }}"]),
        ("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", ["xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"]),
        ("<your subscription ID>", ["<your subscription ID>"]),
        ("a < b and c > d", []),
        ("maxxxx", []),
        (LAKE, []),
        ("", []),
    ],
)
def test_placeholders(text, expected):
    """Brackets, the all-zero GUID and rows of x are placeholders; comparisons and plain values are not."""
    assert placeholders(text) == expected


def test_is_placeholder_and_holes():
    """A text is one placeholder or has some; brackets become holes."""
    assert is_placeholder("<X>")
    assert not is_placeholder("a<X>")
    assert with_holes("st<X>.{y}") == f"st{HOLE}.{HOLE}"
