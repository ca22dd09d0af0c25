"""
Every argument and block that azurerm and azapi document for the resources that are read is accepted.

Sources: https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs (5.2) and
https://registry.terraform.io/providers/Azure/azapi/latest/docs (2.12), 2026-11.
"""

from pathlib import Path

import pytest

from mvnetgen.formats.azapi import TYPES
from mvnetgen.formats.azurerm import AI_FOUNDRY, PROJECT, RULES, WORKSPACE
from mvnetgen.formats.terraform.read import read_module
from mvnetgen.languages.hcl.folder import folder_of
from mvnetgen.text.tree import Memory

IDENTITY = 'identity {\n    type = "UserAssigned"\n    identity_ids = [var.id]\n  }'
ENCRYPTION = "encryption {\n    key_vault_id = var.id\n    key_id = var.id\n    user_assigned_identity_id = var.id\n  }"
TIMEOUTS = 'timeouts {\n    create = "60m"\n    read = "5m"\n    update = "60m"\n    delete = "60m"\n  }'
COMMON = "name location resource_group_name description friendly_name storage_account_id container_registry_id key_vault_id application_insights_id primary_user_assigned_identity"
AZAPI = "type name parent_id location tags locks retry schema_validation_enabled response_export_values ignore_casing ignore_missing_property ignore_null_property sensitive_body sensitive_body_version replace_triggers_external_values replace_triggers_refs list_unique_id_property create_headers create_query_parameters read_headers read_query_parameters update_headers update_query_parameters delete_headers delete_query_parameters"
RULE = "name workspace_id"

DOCUMENTED = {
    WORKSPACE: (
        (
            f"{COMMON} kind high_business_impact image_build_compute_name public_network_access_enabled sku_name "
            "v1_legacy_mode_enabled storage_account_access_type service_side_encryption_enabled tags"
        ),
        (
            IDENTITY,
            ENCRYPTION,
            TIMEOUTS,
            'managed_network {\n    isolation_mode = "AllowInternetOutbound"\n    provision_on_creation_enabled = true\n  }',
            "serverless_compute {\n    subnet_id = var.id\n    public_ip_enabled = false\n  }",
            (
                'feature_store {\n    computer_spark_runtime_version = "3.4"\n    offline_connection_name = "a"\n'
                '    online_connection_name = "b"\n  }'
            ),
        ),
    ),
    AI_FOUNDRY: (
        f"{COMMON} high_business_impact_enabled public_network_access tags",
        (IDENTITY, ENCRYPTION, TIMEOUTS, 'managed_network {\n    isolation_mode = "AllowInternetOutbound"\n  }'),
    ),
    PROJECT: (
        (
            "name location ai_services_hub_id description friendly_name high_business_impact_enabled "
            "primary_user_assigned_identity tags"
        ),
        (IDENTITY, TIMEOUTS),
    ),
    RULES[0]: (f"{RULE} destination_fqdn", (TIMEOUTS,)),
    RULES[1]: (f"{RULE} service_resource_id sub_resource_target spark_enabled", (TIMEOUTS,)),
    RULES[2]: (f"{RULE} service_tag protocol port_ranges", (TIMEOUTS,)),
    TYPES[0]: (AZAPI, (IDENTITY, TIMEOUTS)),
    TYPES[1]: (
        (
            "type name parent_id resource_id locks ignore_casing ignore_missing_property response_export_values retry "
            "sensitive_body update_headers update_query_parameters read_headers read_query_parameters"
        ),
        (TIMEOUTS,),
    ),
    TYPES[2]: (
        (
            "type resource_id locks method action when response_export_values sensitive_response_export_values retry "
            "headers query_parameters sensitive_body"
        ),
        (TIMEOUTS,),
    ),
}
META = 'count = 1\n  depends_on = [null_resource.a]\n  lifecycle {\n    prevent_destroy = true\n  }\n  provisioner "local-exec" {\n    command = "true"\n  }'


@pytest.mark.parametrize("kind", DOCUMENTED)
@pytest.mark.parametrize("dynamic", [False, True], ids=["static", "dynamic"])
def test_accepted(kind: str, dynamic: bool) -> None:
    """No key of it is unknown, whether its blocks are written out or made by `dynamic`."""
    arguments, blocks = DOCUMENTED[kind]
    lines = [f"{name} = {_value(name)}" for name in arguments.split()]
    written = [_dynamic(block) if dynamic else block for block in blocks]
    body = ["body = { properties = {} }"] if kind in TYPES else []
    text = "\n  ".join([*lines, *body, *written, META])
    tree = Memory({"main.tf": f'resource "{kind}" "x" {{\n  {text}\n}}\n\nvariable "id" {{}}\n'.encode()})

    contents = read_module(folder_of(Path(), ["main.tf"], set(), ()), tree)

    found = [each.message for _, estate in contents.worlds for each in estate.misread if each.rule == "unknown-key"]
    assert found == []
    assert contents.unreadable == ()


def _value(name: str) -> str:
    if name == "type":
        return '"Microsoft.MachineLearningServices/workspaces@2025-12-01"'
    return "true" if name.endswith("_enabled") else "var.id"


def _dynamic(block: str) -> str:
    name, _, rest = block.partition(" {")
    return f'dynamic "{name}" {{\n    for_each = [1]\n    content {{{rest}\n  }}'


def test_every_resource_that_is_read_is_listed() -> None:
    """The list is that of the resources that are workspaces, or belong to them."""
    assert DOCUMENTED.keys() == {WORKSPACE, AI_FOUNDRY, PROJECT, *RULES, *TYPES}
