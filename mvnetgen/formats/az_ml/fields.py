"""The keys of a workspace, a hub and a project in the `az ml` YAML."""

from __future__ import annotations

from typing import Any

from mvnetgen.formats.az_ml.kinds import ID, REFUSED, Ignored, IgnoredMapping, Subnet, Url, UserAssignedIdentities
from mvnetgen.formats.az_ml.network import Network
from mvnetgen.formats.az_ml.spelling import IDENTITY_TYPE, PUBLIC_ACCESS, in_any_case
from mvnetgen.formats.shape import Field, Flag, ListOf, MapOf, Table, Text
from mvnetgen.model.workspace import CustomerManagedKey, Identity, NetworkAcls, ServerlessCompute, Workspace
from mvnetgen.text.document import Unknown

_IGNORED = Ignored(null_is_refused=True)
_SCHEMA = Field("$schema", kind=_IGNORED)

_CUSTOMER_MANAGED_KEY = Table(
    (
        Field("key_vault", "key_vault", ID, "The vault that holds the key."),
        Field("key_uri", "key_uri", Url(), "The key."),
        Field("cosmosdb_id", "cosmosdb_id", ID, "Your own Cosmos DB for the workspace's metadata."),
        Field("storage_id", "storage_id", ID, "Your own storage account for it."),
        Field("search_id", "search_id", ID, "Your own search service for it."),
    ),
    CustomerManagedKey.of,
    "`customer_managed_key`",
    consequence=REFUSED,
)


def _acls(default_action: Any = None, ip_rules: Any = ()) -> NetworkAcls:
    if isinstance(ip_rules, Unknown):
        return NetworkAcls.of(default_action=default_action, ip_rules=ip_rules)
    values = tuple(rule.get("value") if isinstance(rule, dict) else rule for rule in ip_rules)
    return NetworkAcls.of(default_action=default_action, ip_rules=values)


_IP_RULE = Table(
    (Field("value", "value", Text(), "An IPv4 range in CIDR notation.", required=True), _SCHEMA),
    dict,
    "an IP rule",
    consequence=REFUSED,
)
_NETWORK_ACLS = Table(
    (
        Field("default_action", "default_action", Text(), "`Deny` or `Allow`.", required=True),
        Field("ip_rules", "ip_rules", ListOf(_IP_RULE, null_is_empty=True), "The addresses that may come in."),
        _SCHEMA,
    ),
    _acls,
    "`network_acls`",
    consequence=REFUSED,
)
_IDENTITY = Table(
    (
        Field("type", "type", IDENTITY_TYPE, "Which identities the workspace has.", required=True),
        Field("user_assigned_identities", "user_assigned_identities", UserAssignedIdentities(), "Ids, each with `{}`."),
        Field("principal_id", read_only=True),
        Field("tenant_id", read_only=True),
    ),
    Identity.of,
    "`identity`",
    consequence=REFUSED,
)
_SERVERLESS_COMPUTE = Table(
    (
        Field("custom_subnet", "custom_subnet", Subnet(), "A subnet of your own; not with a managed network."),
        Field("no_public_ip", "no_public_ip", Flag(), "No public IP for serverless computes."),
        _SCHEMA,
    ),
    ServerlessCompute.of,
    "`serverless_compute`",
    consequence=REFUSED,
)

_EVERY_KIND = (
    Field("name", "name", Text(), "The name of the workspace."),
    Field("location", "location", Text(examples=("westeurope",)), "The Azure region."),
    Field("resource_group", "resource_group", Text(), "The resource group to create the workspace in."),
    Field("description", "description", Text(), "What the workspace is for."),
    Field("display_name", "display_name", Text(), "The name that the studio shows."),
    Field("tags", "tags", MapOf(Text()), "Tags; every value is a text."),
    Field("hbi_workspace", "hbi_workspace", Flag(), "High business impact: less diagnostic data at Microsoft."),
    Field("storage_account", "storage_account", ID, "The default storage account; created when left out."),
    Field("container_registry", "container_registry", ID, "The container registry; none when left out."),
    Field("key_vault", "key_vault", ID, "The key vault; created when left out."),
    Field("application_insights", "application_insights", ID, "Application Insights; created when left out."),
    Field("customer_managed_key", "customer_managed_key", _CUSTOMER_MANAGED_KEY, "Encryption with your own key."),
    Field(
        "image_build_compute",
        "image_build_compute",
        Text(),
        "The compute that builds images when the registry is private.",
    ),
    Field(
        "public_network_access",
        "public_network_access",
        PUBLIC_ACCESS,
        "Whether the workspace answers to the internet; `enabled` when left out.",
    ),
    Field(
        "network_acls",
        "network_acls",
        _NETWORK_ACLS,
        "Which public addresses may reach the workspace; set by an update only.",
    ),
    Field(
        "system_datastores_auth_mode",
        "system_datastores_auth_mode",
        Text(examples=("accesskey", "identity", "userdelegationsas")),
        "How the workspace's own datastores reach the storage account.",
    ),
    Field("identity", "identity", _IDENTITY, "The managed identities; system-assigned when left out."),
    Field("primary_user_assigned_identity", "primary_user_assigned_identity", ID, "The identity in use."),
    Field("workspace_hub", "workspace_hub", ID, "The hub (older spelling)."),
    Field("managed_network", "managed_network", Network(), "The managed virtual network."),
    Field(
        "provision_network_now",
        "provision_network_now",
        Flag(),
        "Provision the network while the workspace is created.",
    ),
    Field("enable_data_isolation", "enable_data_isolation", Flag(), "Keep the data of projects apart."),
    Field(
        "allow_roleassignment_on_rg",
        "allow_roleassignment_on_rg",
        Flag(),
        "Whether the workspace's identity gets its roles on the resource group; true when left out.",
    ),
    Field("serverless_compute", "serverless_compute", _SERVERLESS_COMPUTE, "Settings of serverless compute."),
    Field("discovery_url", "discovery_url", Text(), "The discovery URL."),
    Field("id", kind=_IGNORED, read_only=True),
    Field("mlflow_tracking_uri", kind=_IGNORED, read_only=True),
    _SCHEMA,
)
_KIND = Field("kind", "kind", Text())
_KINDS = ("hub", "project")
"""The kinds that are written out, in any casing."""

_NETWORK_KEY = "move it below `managed_network:`"
_HINTS = {
    "isolation_mode": _NETWORK_KEY,
    "outbound_rules": _NETWORK_KEY,
    "firewall_sku": _NETWORK_KEY,
    "managed_network_kind": "the YAML cannot express it; set `managedNetworkKind` in azapi or Bicep",
    "v1_legacy_mode": "the YAML cannot express it; set `v1LegacyMode` in azapi or Bicep",
    "ip_allowlist": "write `network_acls`, or set `ipAllowlist` in azapi or Bicep",
    "soft_delete_enabled": "the YAML cannot express it",
    "hub_id": "add `kind: project`",
    "default_resource_group": "add `kind: hub`",
    "type": "remove it; `kind: hub` and `kind: project` say what a workspace is",
}

DEFAULT = Table(_EVERY_KIND, Workspace.of, "a workspace", _HINTS, consequence=REFUSED)
HUB = Table(
    (
        *_EVERY_KIND,
        _KIND,
        Field("default_resource_group", "default_resource_group", Text(), "Where projects are created."),
        Field("associated_workspaces", kind=_IGNORED, read_only=True),
    ),
    Workspace.of,
    "a hub",
    _HINTS,
    consequence=REFUSED,
)
PROJECT = Table(
    (*_EVERY_KIND, _KIND, Field("hub_id", "hub_id", ID, "The hub that the project belongs to.", required=True)),
    Workspace.of,
    "a project",
    _HINTS,
    consequence=REFUSED,
)
_MATERIALIZATION_STORE = Table(
    (Field("type", kind=Text(), required=True), Field("target", kind=Text(), required=True)),
    dict,
    "a materialization store",
    consequence=REFUSED,
)
FEATURE_STORE_KEYS = ("compute_runtime", "offline_store", "online_store", "materialization_identity")
"""What only the file of a feature store has, which is that of a workspace otherwise: `az ml feature-store create`."""
FEATURE_STORE = Table(
    (
        *_EVERY_KIND,
        Field("compute_runtime", kind=IgnoredMapping()),
        Field("offline_store", kind=_MATERIALIZATION_STORE),
        Field("online_store", kind=_MATERIALIZATION_STORE),
        Field("materialization_identity", kind=IgnoredMapping()),
    ),
    Workspace.of,
    "a feature store",
    _HINTS,
    consequence=REFUSED,
)
REFUSED_FOR_PROJECTS = ("storage_account", "container_registry", "key_vault")
"""Keys that a project's file may hold, until `begin_create` refuses them."""


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a workspace file, for editors."""
    properties = HUB.schema()["properties"] | PROJECT.schema()["properties"]
    properties["kind"] = {
        "type": "string",
        "anyOf": [{"enum": list(_KINDS)}, {"pattern": f"^({'|'.join(map(in_any_case, _KINDS))})$"}],
        "description": "Left out for a default workspace.",
    }
    properties["$schema"]["description"] = "Where the schema of the file is; ignored."
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Azure Machine Learning workspace",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "allOf": [
            _only_with("project", "hub_id", required=True),
            _only_with("hub", "default_resource_group"),
            _only_with("hub", "associated_workspaces"),
            *(_never_with("project", key) for key in REFUSED_FOR_PROJECTS),
        ],
    }


def _only_with(kind: str, key: str, *, required: bool = False) -> dict[str, Any]:
    """A key that one kind of workspace has, or needs, and the others refuse."""
    allowed: dict[str, Any] = {"required": [key]} if required else {}
    return {"if": _is(kind), "then": allowed, "else": {"not": {"required": [key]}}}


def _never_with(kind: str, key: str) -> dict[str, Any]:
    """A key that one kind of workspace refuses."""
    return {"if": _is(kind), "then": {"not": {"required": [key]}}}


def _is(kind: str) -> dict[str, Any]:
    pattern = {"type": "string", "pattern": f"^{in_any_case(kind)}$"}
    return {"properties": {"kind": pattern}, "required": ["kind"]}
