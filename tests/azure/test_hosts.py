"""What is known about hosts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mvnetgen.azure import hosts
from mvnetgen.azure.facts import load
from mvnetgen.azure.hosts import (
    already_allowed,
    already_allowed_surely,
    is_broad_wildcard,
    is_storage,
    private_link_service,
    private_name,
    storage_subresource,
    user_content,
)
from mvnetgen.azure.private_link import service_of, subresource
from mvnetgen.azure.scenarios import scenarios
from mvnetgen.azure.service_tags import find
from mvnetgen.text.document import HOLE

PACK_HOSTS = sorted({host for scenario in scenarios().values() for host in scenario.hosts})


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("lake.blob.core.windows.net", "blob"),
        ("*.blob.core.windows.net", "blob"),
        ("blob.core.windows.net", "blob"),
        ("Lake.DFS.Core.Windows.NET.", "dfs"),
        ("lake-secondary.queue.core.windows.net", "queue"),
        ("lake.z6.web.core.windows.net", "web"),
        ("lake.privatelink.blob.core.windows.net", "blob"),
        ("lake.z13.blob.storage.azure.net", "blob"),
        ("lake.file.core.usgovcloudapi.net", "file"),
        ("lake.table.core.chinacloudapi.cn", "table"),
        (f"{HOLE}.blob.core.windows.net", "blob"),
        (f"st{HOLE}.dfs.core.windows.net", "dfs"),
        (f"{HOLE}blob.core.windows.net", None),
        (f"lake.blob.{HOLE}", None),
        (f"lake.{HOLE}.core.windows.net", None),
        (HOLE, None),
        ("", None),
        ("blob.core.windows.net.example.com", None),
        ("myblob.core.windows.net", None),
        ("vault.azure.net", None),
    ],
)
def test_storage_subresource(host, expected):
    """A storage host names its sub-resource, whatever stands before it; a part that is not known is never guessed."""
    assert storage_subresource(host) == expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("lake.blob.core.windows.net", True),
        ("*.core.windows.net", True),
        (f"lake.{HOLE}.core.windows.net", True),
        ("vscode.blob.core.windows.net", False),
        ("VSCode.blob.core.windows.net", False),
        ("*.windows.net", False),
        ("pypi.org", False),
    ],
)
def test_is_storage(host, expected):
    """Any host of storage accounts counts, but not the public account of Visual Studio Code."""
    assert is_storage(host) is expected


@pytest.mark.parametrize(
    ("host", "arm_type", "sub"),
    [
        ("kv.vault.azure.net", "Microsoft.KeyVault/vaults", "vault"),
        (f"{HOLE}.azurecr.io", "Microsoft.ContainerRegistry/registries", "registry"),
        ("*.openai.azure.com", "Microsoft.CognitiveServices/accounts", "account"),
        ("x.search.azure.us", "Microsoft.Search/searchServices", "searchService"),
        ("x.mongo.cosmos.azure.com", "Microsoft.DocumentDB/databaseAccounts", "MongoDB"),
    ],
)
def test_private_link_service(host, arm_type, sub):
    """A host of a service leads to the type and sub-resource of its private endpoint."""
    service = private_link_service(host)

    assert (service.arm_type, service.subresource) == (arm_type, sub)


def test_hosts_that_no_private_endpoint_serves():
    """Other hosts lead nowhere; Event Hubs shares its suffix, so that one is not certain."""
    assert private_link_service("pypi.org") is None
    assert private_link_service("azure.net") is None
    assert not private_link_service("bus.servicebus.windows.net").confidence.certain


def test_every_service_host_names_a_real_subresource():
    """Type and sub-resource of each suffix are in the table of services, spelled alike."""
    for row in load("service_hosts").rows:
        service = service_of(row["arm_type"])
        assert subresource(service, row["subresource"]) == row["subresource"], row


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("*", True),
        ("*.com", True),
        ("*.example", True),
        ("*.co.uk", True),
        ("*.azurewebsites.net", True),
        ("*.AzureWebSites.net", True),
        ("*.windows.net", True),
        ("*.core.windows.net", True),
        ("*.github.io", True),
        ("*.vault.azure.net", True),
        ("*.co.il", True),
        ("*.streamlit.app", True),
        ("*.Supabase.co", True),
        ("*.s3.amazonaws.com", True),
        ("*.webhook.site", True),
        ("*.supabase.in.contoso.com", False),
        ("*.contoso.com", False),
        ("*.contoso.github.io", False),
        ("azurewebsites.net", False),
        ("app.azurewebsites.net", False),
        (f"*.{HOLE}", False),
        (f"{HOLE}.com", False),
        ("*.", False),
        ("", False),
    ],
)
def test_is_broad_wildcard(host, expected):
    """A wildcard is broad when strangers can own a host under it; a single host and an unknown one never are."""
    assert is_broad_wildcard(host) is expected


@pytest.mark.parametrize("host", PACK_HOSTS)
def test_the_packs_are_beyond_reproach(host):
    """No host of a scenario pack is broad, private, or a customer's storage."""
    assert not is_broad_wildcard(host)
    assert not is_storage(host)
    assert private_name(host) is None


@pytest.mark.parametrize(
    ("host", "tag"),
    [
        ("mcr.microsoft.com", "MicrosoftContainerRegistry"),
        ("eastus.data.mcr.microsoft.com", "MicrosoftContainerRegistry"),
        ("*.data.mcr.microsoft.com", "MicrosoftContainerRegistry"),
        ("Management.Azure.com", "AzureResourceManager"),
        ("pypi.org", None),
        ("*.microsoft.com", None),
        (HOLE, None),
    ],
)
def test_already_allowed(host, tag):
    """A host that a required tag serves names the tag; a wildcard that opens more does not."""
    assert already_allowed(host) == tag


def test_required_hosts_name_tags():
    """Each tag of the table exists, and only what is documented is sure."""
    assert all(find(row["tag"]) for row in load("required_hosts").rows)
    assert already_allowed_surely("mcr.microsoft.com")
    assert already_allowed("login.windows.net")
    assert not already_allowed_surely("login.windows.net")


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("github.com", True),
        ("raw.githubusercontent.com", True),
        ("*.github.com", True),
        ("*.docker.io", True),
        ("s3.amazonaws.com", True),
        ("s3.eu-west-1.amazonaws.com", True),
        ("S3-eu-west-1.amazonaws.com.", True),
        ("data.contoso.s3.amazonaws.com", False),
        ("storage.googleapis.com", True),
        ("webhook.site", True),
        ("abc.m.pipedream.net", True),
        ("pypi.org", False),
        (HOLE, False),
    ],
)
def test_user_content(host, expected):
    """Hosts for uploads are known, alone or below a wildcard."""
    assert (user_content(host) is not None) is expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("lake.privatelink.blob.core.windows.net", True),
        ("*.privatelink.azurecr.io", True),
        (f"{HOLE}.privatelink.{HOLE}", True),
        ("git.corp", True),
        ("db.contoso.internal", True),
        ("printer.local", True),
        ("localhost", True),
        ("vm1.internal.cloudapp.net", True),
        ("internal.contoso.com", False),
        ("local.example.com", False),
        ("myprivatelink.com", False),
        (f"db.{HOLE}", False),
        (f"{HOLE}internal", False),
    ],
)
def test_private_name(host, expected):
    """Private names are told by their ends or by the private link zone; look-alikes are not."""
    assert (private_name(host) is not None) is expected


@given(st.text(alphabet=st.sampled_from("*.-ab" + HOLE)) | st.text())
def test_any_text_is_answered(text):
    """No text makes a question about hosts fail."""
    for ask in (private_link_service, is_storage, is_broad_wildcard, already_allowed, user_content, private_name):
        ask(text)


def test_microsoft_hosts_look_like_those_of_customers():
    """What is exempt would be a resource of a customer otherwise."""
    assert all(hosts.private_link_service(row["host"]) for row in load("microsoft_hosts").rows)
