"""Private endpoint targets."""

from __future__ import annotations

import pytest

from mvnetgen.azure.facts import load
from mvnetgen.azure.private_link import (
    APPLICATION_GATEWAY,
    APPLICATION_INSIGHTS,
    KEY_VAULT,
    MONITOR_SCOPE,
    REGISTRY,
    STORAGE,
    WORKSPACE,
    arm_type_of_terraform,
    nearest_subresource,
    service_of,
    services,
    subresource,
    unsupported,
    unsupported_targets,
)

WITHOUT_RESOURCE = {"Microsoft.MachineLearningServices/registries"}
"""What azurerm 5 cannot make."""


@pytest.mark.parametrize("arm_type", [APPLICATION_GATEWAY, KEY_VAULT, MONITOR_SCOPE, REGISTRY, STORAGE, WORKSPACE])
def test_the_named_types_are_in_the_table(arm_type):
    """The types that have a name in code are services, in any case."""
    assert service_of(arm_type.upper()).arm_type == arm_type


def test_cosmos_has_two_names():
    """The documentation's own name for Cosmos DB leads to the same service."""
    assert service_of("Microsoft.AzureCosmosDB/databaseAccounts") is service_of("Microsoft.DocumentDB/databaseAccounts")


@pytest.mark.parametrize(
    ("arm_type", "text", "canonical"),
    [
        (STORAGE, "blob", "blob"),
        (STORAGE, "DFS_Secondary", "dfs_secondary"),
        (STORAGE, "blobs", None),
        ("Microsoft.Search/searchServices", "SEARCHSERVICE", "searchService"),
        ("Microsoft.DocumentDB/databaseAccounts", "SQL", "Sql"),
        ("Microsoft.Sql/servers", "sql", None),
        (APPLICATION_GATEWAY, "any-Frontend", "any-Frontend"),
    ],
)
def test_subresource(arm_type, text, canonical):
    """A sub-resource is found in any case; a gateway's is the user's own name."""
    assert subresource(service_of(arm_type), text) == canonical


@pytest.mark.parametrize(
    ("arm_type", "text", "expected"),
    [
        (STORAGE, "blobs", "blob"),
        (STORAGE, "queues", "queue"),
        (STORAGE, "adls", "dfs"),
        (STORAGE, "zzz", None),
        ("Microsoft.Sql/servers", "sql", "sqlServer"),
        (KEY_VAULT, "keyvault", "vault"),
        (REGISTRY, "acr", "registry"),
        ("Microsoft.CognitiveServices/accounts", "openai", "account"),
        ("Microsoft.MachineLearningServices/registries", "amlWorkspace", "amlregistry"),
    ],
)
def test_nearest_subresource(arm_type, text, expected):
    """The frequent mistakes lead to the right sub-resource."""
    assert nearest_subresource(service_of(arm_type), text) == expected


def test_supported_and_unsupported_do_not_meet():
    """No type is both; Application Insights is told of its scope; an unheard-of type is neither."""
    assert not set(services()) & set(unsupported_targets())
    assert "privateLinkScopes" in unsupported(APPLICATION_INSIGHTS.lower()).instead
    assert unsupported("Microsoft.Contoso/things") is None
    assert service_of("Microsoft.Contoso/things") is None
    assert not service_of("microsoft.web/sites").confidence.certain


def test_role_coverage_has_three_answers():
    """The approver role covers storage, does not cover Data Factory, and nobody knows about MariaDB."""
    assert service_of(STORAGE).approver_role is True
    assert service_of("Microsoft.DataFactory/factories").approver_role is False
    assert service_of("Microsoft.DBforMariaDB/servers").approver_role is None


@pytest.mark.parametrize(
    ("terraform_type", "arm_type"),
    [
        ("azurerm_storage_account", STORAGE),
        ("azurerm_ai_foundry", WORKSPACE),
        ("azurerm_ai_services", "Microsoft.CognitiveServices/accounts"),
        ("azurerm_linux_web_app", "Microsoft.Web/sites"),
        ("azurerm_mssql_database", "Microsoft.Sql/servers/databases"),
        ("azurerm_unheard_of", None),
    ],
)
def test_arm_type_of_terraform(terraform_type, arm_type):
    """An azurerm type leads to its ARM type; one that is not in the table to none."""
    assert arm_type_of_terraform(terraform_type) == arm_type


@pytest.mark.parametrize("service", services().values(), ids=lambda service: service.arm_type)
def test_every_service_has_a_terraform_resource(service):
    """Each supported type can be recognised in Terraform, except those for which azurerm has no resource."""
    known = {row["arm_type"] for row in load("terraform_types").rows}
    assert (service.arm_type in known) != (service.arm_type in WITHOUT_RESOURCE)
