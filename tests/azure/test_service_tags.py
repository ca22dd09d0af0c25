"""Service tags and their regions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mvnetgen.azure import azurerm
from mvnetgen.azure.private_link import service_of
from mvnetgen.azure.service_tags import (
    Direction,
    all_tags,
    broad_tags,
    find,
    find_region,
    nearest,
    needs,
    parse_tag,
    platform_tags,
    regions,
    required_endpoints,
    required_tags,
)
from mvnetgen.text.document import HOLE


@pytest.mark.parametrize(
    ("text", "name", "location"),
    [
        ("Storage", "Storage", None),
        ("storage.westeurope", "Storage.WestEurope", "westeurope"),
        ("AzureCloud.centralfrance", "AzureCloud.centralfrance", "francecentral"),
        ("AzureCloud.FranceCentral", "AzureCloud.centralfrance", "francecentral"),
        ("Storage.centralfrance", "Storage.FranceCentral", "francecentral"),
        ("AzureCloud.germanywc", "AzureCloud.germanywc", "germanywestcentral"),
        ("AzureFrontDoor.FrontEnd", "AzureFrontDoor.Frontend", None),
        ("azurefrontdoor.firstparty", "AzureFrontDoor.FirstParty", None),
        ("AzureMonitor.Core", "AzureMonitor.Core", None),
        ("AzureActiveDirectory.ServiceEndpoint", "AzureActiveDirectory.ServiceEndpoint", None),
        (" VirtualNetwork ", "VirtualNetwork", None),
        ("Storage.EastUS2Stage", "Storage.EastUS2Stage", "eastus2stage"),
    ],
)
def test_parse_tag(text, name, location):
    """A tag is found in any case, a dot in its name is no region, and each family spells its regions its own way."""
    tag = parse_tag(text)

    assert tag is not None
    assert tag.canonical == name
    assert (tag.region.location if tag.region else None) == location
    assert not tag.wrong_region


@pytest.mark.parametrize(
    "text", ["", ".", "AzureML", "Storage.", ".WestEurope", "NoSuchTag.WestEurope", "AzureFrontDoor"]
)
def test_unknown_tags(text):
    """What Azure does not list is no tag, a region behind it or not."""
    assert parse_tag(text) is None


def test_a_suffix_that_is_no_region():
    """`Storage.Atlantis` is the tag Storage with a wrong region; `Storage.${var.region}` may be right."""
    wrong, open_ = parse_tag("Storage.Atlantis"), parse_tag(f"Storage.{HOLE}")

    assert wrong is not None
    assert wrong.wrong_region
    assert wrong.canonical == "Storage.Atlantis"
    assert open_ is not None
    assert not open_.wrong_region


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AzureML", "AzureMachineLearning"),
        ("AzureStorage", "Storage"),
        ("AzureSQL", "Sql"),
        ("KeyVault", "AzureKeyVault"),
        ("AzureActiveDirectoryB2C", "AzureActiveDirectory"),
        ("AzureMachinLearning", "AzureMachineLearning"),
        ("AzureStorage.WestEurope", "Storage.WestEurope"),
        ("Keyvault.westus", "AzureKeyVault.WestUS"),
        ("VIRTUAL_NETWORK", "VirtualNetwork"),
        ("Zzzzzz", None),
        ("", None),
    ],
)
def test_nearest(text, expected):
    """Common misnomers and misspellings lead to the tag; nothing leads from nonsense."""
    assert nearest(text) == expected


def test_directions():
    """Direction comes from the documentation; tags newer than it have none."""
    assert find("AzureDevOps").direction is Direction.IN
    assert find("Storage").direction is Direction.OUT
    assert find("AzureMachineLearning").direction is Direction.BOTH
    assert find("StorageMover").direction is Direction.UNKNOWN


@pytest.mark.parametrize(
    ("name", "regional"), [("DataFactoryManagement", False), ("DataFactory", True), ("AzureMonitor", True)]
)
def test_the_newer_download_decides_on_regions(name, regional):
    """Where the two sources disagree on regions, the newer one wins."""
    assert find(name).regional is regional


def test_what_the_download_never_lists_is_valid():
    """Platform tags, Internet and AzureContainerAppsService are tags although the download leaves them out."""
    assert {tag.name for tag in platform_tags()} == {
        "AzureLoadBalancer",
        "AzurePlatformDNS",
        "AzurePlatformIMDS",
        "AzurePlatformLKM",
        "VirtualNetwork",
    }
    assert find("internet").name == "Internet"
    assert find("AzureContainerAppsService").regional


def test_broad_tags_and_their_private_endpoints():
    """A broad tag says what it opens, and the private endpoint named instead exists."""
    broad = {tag.name: tag for tag in broad_tags()}

    assert {"Internet", "AzureCloud", "Storage", "AzureKeyVault", "Sql"} <= set(broad)
    assert "AzureActiveDirectory" not in broad
    assert broad["Storage"].private_endpoint == "Microsoft.Storage/storageAccounts"
    assert all(service_of(tag.private_endpoint) for tag in all_tags().values() if tag.private_endpoint)


def test_required_tags():
    """What every network opens by itself: known tags, one of them for its own region only, one inbound."""
    required = required_tags()

    assert all(find(each.tag) for each in required)
    assert {each.tag for each in required if each.of_region} == {"BatchNodeManagement"}
    assert [each.ports for each in required if each.direction is Direction.IN] == ["44224"]
    assert [each.tag for each in required if not each.confidence.certain] == ["VirtualNetwork"]
    assert [(each.tag, each.situational) for each in required if each.situational] == [("AzureMachineLearning", "8787")]


def test_required_endpoints():
    """The service adds blob and file of the storage account, never queue or table."""
    found = {(each.target, each.subresource) for each in required_endpoints()}

    assert found == {
        ("workspace", "amlworkspace"),
        ("storage_account", "blob"),
        ("storage_account", "file"),
        ("key_vault", "vault"),
        ("container_registry", "registry"),
    }
    assert all(each.when_private for each in required_endpoints())


def test_dependencies_name_known_tags():
    """A tag's companions are tags too."""
    assert needs("microsoftcontainerregistry") == ("AzureFrontDoor.FirstParty",)
    assert needs("Storage") == ()
    assert all(find(other) for tag in all_tags().values() for other in needs(tag.name))


@pytest.mark.parametrize(
    ("text", "location"),
    [("France Central", "francecentral"), ("FRANCECENTRAL", "francecentral"), ("centralfrance", "francecentral")],
)
def test_find_region(text, location):
    """A location is found in the portal's, in ARM's and in AzureCloud's spelling."""
    assert find_region(text).location == location


def test_no_spelling_means_two_regions():
    """Each spelling leads to the region whose location it is, when it is one."""
    for spelling, region in regions().items():
        assert spelling in {region.location, region.suffix.lower(), region.cloud_suffix}


@given(st.text())
def test_any_text_is_answered(text):
    """No text makes a reader of tags fail."""
    parse_tag(text)
    nearest(text)
    find_region(text)


def test_azurerm_tags_are_known():
    """azurerm's list holds known tags in Azure's spelling, and no regional one."""
    tags = azurerm.service_tags()

    assert len(tags) == 75
    assert all(find(tag).name == tag for tag in tags)
    assert "Storage" in tags
    assert "Storage.WestEurope" not in tags


@pytest.mark.parametrize(
    ("arm_type", "text", "expected"),
    [
        ("Microsoft.Storage/storageAccounts", "blob", True),
        ("microsoft.storage/storageaccounts", "dfs", True),
        ("Microsoft.Storage/storageAccounts", "Blob", False),
        ("Microsoft.Storage/storageAccounts", "vault", False),
        ("Microsoft.CognitiveServices/accounts", "account", None),
        ("Microsoft.Search/searchServices", "searchService", False),
        ("Microsoft.Cache/Redis", "redisCache", True),
    ],
)
def test_azurerm_targets(arm_type, text, expected):
    """azurerm takes nine sub-resources as spelled, each for its own provider; `account` depends on its version."""
    assert azurerm.accepts_target(arm_type, text) is expected
    assert len(azurerm.subresources()) == 9
