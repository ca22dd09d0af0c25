"""Whatever stands in a module or a workspace file, `lint` ends soon and without a traceback."""

from __future__ import annotations

import json
import os
import random
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mvnetgen.project.run import Request, lint
from mvnetgen.report import FORMATS
from tests.languages.hcl.mutations import modules, mutated

SECONDS = 10
"""Of processor time for one small module: hundreds of times what it takes."""


def judge(folder: Path, *, where: str) -> None:
    """Judges a folder in this process, and writes the result in each format."""
    before = Path.cwd()
    start = time.process_time()
    os.chdir(folder)
    try:
        result = lint(Request(paths=(Path(),), jobs=1, cache=False)).result
        for format_ in FORMATS.values():
            format_(result)
    finally:
        os.chdir(before)
    assert time.process_time() - start < SECONDS, where
    for finding in result.findings:
        assert finding.message.isprintable(), where
        assert finding.help.isprintable(), where


def fuzz(folder: Path, seeds: range) -> None:
    """Judges one mutated module for each seed."""
    found = modules()
    for seed in seeds:
        chance = random.Random(seed)
        module = chance.choice(found)
        target = folder / "module"
        mutated(module, target, chance)
        try:
            judge(target, where=f"seed {seed}")
        except Exception as error:
            error.add_note(f"seed {seed}, {module}")
            raise
        shutil.rmtree(target)


def test_mutated(tmp_path: Path) -> None:
    """A good module with a few changes is judged to the end."""
    fuzz(tmp_path, range(60))


@pytest.mark.slow
def test_mutated_at_length(tmp_path: Path) -> None:
    """The same for about a minute, other modules each time."""
    start = time.monotonic()
    seed = random.randrange(2**32)
    while time.monotonic() - start < 60:
        fuzz(tmp_path, range(seed, seed + 50))
        seed += 50


# documents of known words in unknown places


def words(text: str) -> list[str]:
    return text.split()


WORDS = words("""
properties managedNetwork outboundRules isolationMode firewallSku managedNetworkKind status sparkReady enableNetworkMonitor
pypi FQDN type category destination serviceTag protocol portRanges addressPrefixes action serviceResourceId subresourceTarget sparkEnabled
fqdns publicNetworkAccess ipAllowlist networkAcls ipRules defaultAction value provisionNetworkNow storageAccount keyVault containerRegistry
imageBuildCompute serverlessComputeSettings serverlessComputeCustomSubnet v1LegacyMode hubResourceId systemDatastoresAuthMode kind identity
location name description tags managed_network isolation_mode outbound_rules firewall_sku service_tag port_ranges address_prefixes
service_resource_id subresource_target spark_enabled public_network_access network_acls ip_rules default_action storage_account key_vault
container_registry image_build_compute serverless_compute custom_subnet user_assigned_identities customer_managed_key key_uri
provision_network_now workspace_hub hub_id system_datastores_auth_mode allow_roleassignment_on_rg $schema
""")
TEXTS = words("""
FQDN PrivateEndpoint ServiceTag fqdn private_endpoint service_tag AllowOnlyApprovedOutbound AllowInternetOutbound Disabled
allow_only_approved_outbound allow_internet_outbound disabled pypi.org *.com lake.blob.core.windows.net a,b 80 443,80-90 * TCP tcp
Storage.WestEurope DataFactory 10.0.0.0/8 0.0.0.0/0 Allow Deny Standard basic hub project Default SystemAssigned UserAssigned user_assigned
/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/lake blob Enabled <ID>
""")
scalars = st.one_of(st.none(), st.booleans(), st.integers(-1, 70000), st.sampled_from(TEXTS), st.text(max_size=8))
anything = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(WORDS), inner, max_size=6)),
    max_leaves=20,
)


def keyed(keys: str, values: st.SearchStrategy[Any] = anything) -> st.SearchStrategy[Any]:
    """Mostly a mapping with some of the keys."""
    return st.one_of(st.dictionaries(st.sampled_from(words(keys)), values, max_size=6), values)


def rule(destination: str, fqdns: str) -> st.SearchStrategy[Any]:
    parts = {
        "name": scalars,
        "type": st.sampled_from(TEXTS[:6]),
        "destination": st.one_of(scalars, keyed(destination, st.one_of(scalars, anything))),
        fqdns: anything,
        "category": scalars,
        "status": scalars,
    }
    return st.one_of(st.fixed_dictionaries({}, optional=parts), st.fixed_dictionaries(parts), anything)


arm_rules = rule(
    "serviceTag protocol portRanges addressPrefixes action serviceResourceId subresourceTarget sparkEnabled", "fqdns"
)
arm_network = st.fixed_dictionaries(
    {"isolationMode": st.one_of(st.sampled_from(TEXTS[6:9]), anything)},
    optional={
        "outboundRules": st.one_of(
            st.dictionaries(scalars.map(str), arm_rules, max_size=4), st.lists(arm_rules, max_size=2)
        ),
        "firewallSku": scalars,
        "managedNetworkKind": anything,
        "status": anything,
    },
)
arm_properties = st.builds(
    lambda network, rest: {**rest, "managedNetwork": network} if isinstance(rest, dict) else rest,
    st.one_of(arm_network, anything),
    keyed(" ".join(WORDS)),
)
yaml_network = st.fixed_dictionaries(
    {"isolation_mode": st.one_of(st.sampled_from(TEXTS[9:12]), anything)},
    optional={
        "outbound_rules": st.one_of(
            st.lists(
                rule(
                    "service_tag protocol port_ranges address_prefixes service_resource_id subresource_target spark_enabled",
                    "fqdns",
                ),
                max_size=4,
            ),
            anything,
        ),
        "firewall_sku": anything,
    },
)
yaml_workspace = st.builds(
    lambda network, rest: {"name": "ws", **(rest if isinstance(rest, dict) else {}), "managed_network": network},
    st.one_of(yaml_network, anything),
    keyed(" ".join(WORDS)),
)

WORKSPACE = "Microsoft.MachineLearningServices/workspaces"
ADDRESSED = {"name": "ws", "location": "westeurope", "parent_id": "${azurerm_resource_group.rg.id}"}
few = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))


def as_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value), encoding="utf-8")


def bodies(folder: Path, properties: Any, child: Any, rest: Any) -> None:
    """A workspace and a rule of its own, in JSON syntax."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    workspace = {**ADDRESSED, "type": f"{WORKSPACE}@2025-12-01", "body": {"properties": properties}}
    one = {"type": f"{WORKSPACE}/outboundRules@2025-12-01", "name": "one", "parent_id": "${azapi_resource.ws.id}"}
    made = {"ws": {**workspace, **rest}, "one": {**one, "body": {"properties": child}}}
    as_json(folder / "main.tf.json", {"resource": {"azapi_resource": made}})
    judge(folder, where=str(made))


settings_of_a_resource = st.dictionaries(
    st.sampled_from(
        words("identity tags locks timeouts lifecycle count for_each depends_on schema_validation_enabled location")
    ),
    anything,
    max_size=2,
)


@few
@given(arm_properties, arm_rules, settings_of_a_resource)
def test_any_body(tmp_path_factory: pytest.TempPathFactory, properties: Any, child: Any, rest: Any) -> None:
    """Any body of a workspace and of a rule is judged to the end."""
    bodies(tmp_path_factory.getbasetemp() / "bodies", properties, child, rest)


@pytest.mark.slow
@many
@given(arm_properties, arm_rules, settings_of_a_resource)
def test_any_body_at_length(tmp_path_factory: pytest.TempPathFactory, properties: Any, child: Any, rest: Any) -> None:
    """The same at length."""
    bodies(tmp_path_factory.getbasetemp() / "bodies", properties, child, rest)


AZURERM = {
    "azurerm_machine_learning_workspace": "managed_network identity public_network_access_enabled serverless_compute encryption",
    "azurerm_ai_foundry": "managed_network identity public_network_access storage_account_id key_vault_id",
    "azurerm_machine_learning_workspace_network_outbound_rule_fqdn": "name workspace_id destination_fqdn",
    "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint": "service_resource_id sub_resource_target spark_enabled",
    "azurerm_machine_learning_workspace_network_outbound_rule_service_tag": "name service_tag protocol port_ranges workspace_id",
    "azurerm_storage_account": "network_rules account_tier is_hns_enabled public_network_access_enabled",
    "azurerm_container_registry": "sku network_rule_set network_rule_bypass_option",
    "azurerm_role_assignment": "scope role_definition_name role_definition_id principal_id",
    "azurerm_private_endpoint": "private_service_connection subnet_id",
    "azurerm_management_lock": "scope lock_level",
    "azurerm_machine_learning_compute_cluster": "location subnet_resource_id machine_learning_workspace_id",
}


def azurerm(folder: Path, resources: Any) -> None:
    """Resources of the azurerm provider beside a workspace."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    workspace = {
        "azurerm_machine_learning_workspace": {"ws": {"name": "ws", "managed_network": {"isolation_mode": "Disabled"}}}
    }
    as_json(folder / "main.tf.json", {"resource": {**workspace, **resources}})
    judge(folder, where=str(resources))


any_resources = st.fixed_dictionaries(
    {},
    optional={
        kind: st.dictionaries(st.sampled_from(["a", "b"]), keyed(keys), max_size=2) for kind, keys in AZURERM.items()
    },
)


@few
@given(any_resources)
def test_any_resource(tmp_path_factory: pytest.TempPathFactory, resources: Any) -> None:
    """Any arguments of azurerm's resources are judged to the end."""
    azurerm(tmp_path_factory.getbasetemp() / "azurerm", resources)


@pytest.mark.slow
@many
@given(any_resources)
def test_any_resource_at_length(tmp_path_factory: pytest.TempPathFactory, resources: Any) -> None:
    """The same at length."""
    azurerm(tmp_path_factory.getbasetemp() / "azurerm", resources)


def document(folder: Path, workspace: Any) -> None:
    """A workspace file."""
    folder.mkdir(exist_ok=True)
    as_json(folder / "workspace.yml", workspace)
    judge(folder, where=str(workspace))


@few
@given(yaml_workspace)
def test_any_workspace(tmp_path_factory: pytest.TempPathFactory, workspace: Any) -> None:
    """Any document of a workspace's words is judged to the end."""
    document(tmp_path_factory.getbasetemp() / "yaml", workspace)


@pytest.mark.slow
@many
@given(yaml_workspace)
def test_any_workspace_at_length(tmp_path_factory: pytest.TempPathFactory, workspace: Any) -> None:
    """The same at length."""
    document(tmp_path_factory.getbasetemp() / "yaml", workspace)
