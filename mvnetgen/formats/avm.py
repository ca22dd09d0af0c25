"""
The Azure Verified Module of the workspace, read by its documented inputs and never downloaded.

Source: Azure/terraform-azurerm-avm-res-machinelearningservices-workspace, `variables.tf`, `deprecated_variables.tf` and
`locals.tf` at e778c5b (2026-08). Attributes that its object types do not name are dropped by Terraform without a word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from mvnetgen.formats.arm import Anything, arm_choice, name_of
from mvnetgen.formats.arm.spelling import FIREWALL_SKUS, ISOLATION_MODES, KINDS
from mvnetgen.formats.azurerm import as_access, as_text, ids_as_identities, place_destination, serverless_of
from mvnetgen.formats.shape import Field, Flag, ListOf, MapOf, Reading, Table, Text
from mvnetgen.model.workspace import (
    FqdnRule,
    Identity,
    IdentityType,
    IsolationMode,
    Kind,
    ManagedNetwork,
    OutboundRule,
    PrivateEndpointRule,
    PublicAccess,
    ServiceTagRule,
    Workspace,
)
from mvnetgen.text.document import Node, Unknown
from mvnetgen.text.source import Route

SOURCE = "avm-res-machinelearningservices-workspace"
"""In every form of the module's source: registry, git, mirror."""

_DROPPED = "Terraform drops it without a word"
_TEXT = Text(converts=as_text)


@dataclass(frozen=True)
class _ResourceId:
    """``{ resource_id = … }``."""

    def read(self, node: Node, route: Route, reading: Reading) -> Any:
        inner = node.get("resource_id")
        if inner is not None:
            reading.place(route, inner)
            return None if inner.value is None else Text().read(inner, route, reading)
        if isinstance(node.value, Unknown):
            reading.unknowns.append((route, node.value))
            return node.value
        return None

    def schema(self) -> dict[str, Any]:
        return {}


@dataclass(frozen=True)
class _RuleMap:
    """Rules of one kind by name."""

    table: Table

    def read(self, node: Node, route: Route, reading: Reading) -> Any:
        return MapOf(self.table).read(node, route, reading)

    def schema(self) -> dict[str, Any]:
        return {}


_FQDN = Table(
    (Field("destination", "destination", _TEXT, required=True),), FqdnRule.of, "an FQDN rule", consequence=_DROPPED
)
_PRIVATE_ENDPOINT = Table(
    (
        Field("resource_id", "service_resource_id", required=True),
        Field("sub_resource_target", "subresource_target", required=True),
        Field("spark_enabled", "spark_enabled", Flag()),
    ),
    PrivateEndpointRule.of,
    "a private endpoint rule",
    consequence=_DROPPED,
)
_SERVICE_TAG = Table(
    (
        Field("action", "action", required=True),
        Field("service_tag", "service_tag", required=True),
        Field("address_prefixes", "address_prefixes", ListOf(Text())),
        Field("protocol", "protocol", required=True),
        Field("port_ranges", "port_ranges", _TEXT, required=True),
    ),
    ServiceTagRule.of,
    "a service tag rule",
    consequence=_DROPPED,
)
_RULE_MAPS = ("fqdn", "private_endpoint", "service_tag")
_NETWORK = Table(
    (
        Field(
            "isolation_mode",
            "isolation_mode",
            arm_choice(ISOLATION_MODES, rule="invalid-isolation-mode", any_case=""),
            required=True,
        ),
        Field("spark_ready", kind=Anything()),
        Field(
            "outbound_rules",
            "outbound_rules",
            Table(
                (
                    Field("fqdn", "fqdn", _RuleMap(_FQDN)),
                    Field("private_endpoint", "private_endpoint", _RuleMap(_PRIVATE_ENDPOINT)),
                    Field("service_tag", "service_tag", _RuleMap(_SERVICE_TAG)),
                ),
                dict,
                "`outbound_rules`",
                consequence=_DROPPED,
            ),
        ),
        Field("firewall_sku", "firewall_sku", arm_choice(FIREWALL_SKUS, rule="invalid-firewall-sku", any_case="")),
    ),
    dict,
    "`workspace_managed_network`",
    hints={"provision_network_now_enabled": "move it beside `workspace_managed_network`"},
    consequence=_DROPPED,
)


def _identity(system_assigned: Any = False, user_assigned_resource_ids: Any = ()) -> Identity:
    ids = ids_as_identities(user_assigned_resource_ids)
    if isinstance(ids, Unknown) or isinstance(system_assigned, Unknown):
        return Identity.of(type=Unknown("`managed_identities` is not known"), user_assigned_identities=ids)
    kind = IdentityType.BOTH if system_assigned and ids else IdentityType.USER if ids else IdentityType.SYSTEM
    return Identity.of(type=kind, user_assigned_identities=ids)


_CALL = Table(
    (
        Field("name", "name"),
        Field("location", "location"),
        Field("resource_group_name", "resource_group"),
        Field("kind", "kind", arm_choice(KINDS, rule="unsupported-workspace-kind")),
        Field("workspace_description", "description", _TEXT),
        Field("workspace_friendly_name", "display_name", _TEXT),
        Field("hbi_workspace", "hbi_workspace", Flag()),
        Field("image_build_compute", "image_build_compute"),
        Field("storage_account", "storage_account", _ResourceId()),
        Field("key_vault", "key_vault", _ResourceId()),
        Field("container_registry", "container_registry", _ResourceId()),
        Field("application_insights", "application_insights", _ResourceId()),
        Field("azure_ai_hub", "hub_id", _ResourceId()),
        Field("primary_user_assigned_identity", "primary_user_assigned_identity", _ResourceId()),
        Field("public_network_access_enabled", "public_network_access", Flag()),
        Field("is_private", "is_private", Flag()),
        Field("ip_allowlist", "ip_allowlist", ListOf(Text())),
        Field("provision_network_now_enabled", "provision_network_now", Flag()),
        Field("storage_access_type", "system_datastores_auth_mode"),
        Field("tags", "tags", MapOf(_TEXT)),
        Field(
            "managed_identities",
            "identity",
            Table(
                (
                    Field("system_assigned", "system_assigned", Flag()),
                    Field("user_assigned_resource_ids", "user_assigned_resource_ids", ListOf(Text())),
                ),
                _identity,
                "`managed_identities`",
                consequence=_DROPPED,
            ),
        ),
        Field(
            "serverless_compute",
            "serverless_compute",
            Table(
                (Field("subnet_id", "custom_subnet"), Field("public_ip_enabled", "public_ip_enabled", Flag())),
                serverless_of,
                "`serverless_compute`",
                consequence=_DROPPED,
            ),
        ),
        Field("workspace_managed_network", "managed_network", _NETWORK),
        Field("outbound_rules", "older_rules", _RuleMap(_PRIVATE_ENDPOINT)),
    ),
    dict,
    "the workspace module",
    unknown_keys="",
)


def read_call(arguments: Node, route: Route, reading: Reading) -> Workspace:
    """The workspace that a call of the module makes; the module's own defaults are filled in."""
    values = _CALL.values(arguments, route, reading)
    network = values.pop("managed_network", None)
    older = values.pop("older_rules", None)
    if network is None:
        network = {"isolation_mode": IsolationMode.DISABLED}
    if isinstance(network, dict):
        maps = network.pop("outbound_rules", None)
        values["managed_network"] = _network(network, maps, older, route, reading)
    else:
        values["managed_network"] = network
    private = values.pop("is_private", None)
    access = values.pop("public_network_access", None)
    if private is None:
        values["public_network_access"] = PublicAccess.DISABLED if access is None else as_access(access)
    else:
        values["public_network_access"] = as_access(not private if isinstance(private, bool) else private)
    values.setdefault("identity", Identity.of(type=IdentityType.SYSTEM))
    values.setdefault("system_datastores_auth_mode", "identity")
    if values.get("kind", Kind.DEFAULT) is Kind.DEFAULT:
        values.pop("provision_network_now", None)  # the module sends it for hubs and projects only
    return Workspace.of(**values)


def _network(values: dict[str, Any], maps: Any, older: Any, route: Route, reading: Reading) -> ManagedNetwork:
    found: list[OutboundRule] = []
    more: Unknown | None = maps if isinstance(maps, Unknown) else None
    here = (*route, "managed_network", "outbound_rules")
    parts = [((*here, kind), (maps or {}).get(kind)) for kind in _RULE_MAPS if isinstance(maps, dict)]
    for within, rules in [*parts, ((*route, "older_rules"), older)]:
        if isinstance(rules, Unknown):
            more = more or rules
            continue
        for name, rule in (rules or {}).items():
            if isinstance(rule, Unknown):
                more = more or rule
                continue
            _move(reading, (*within, name), (*here, len(found)))
            place_destination((*here, len(found)), reading)
            found.append(rule.model_copy(update={"name": name_of(name, Node(name, reading.spans.at(within).span))}))
    return ManagedNetwork.of(**values, outbound_rules=tuple(found), more_rules=more)


def _move(reading: Reading, old: Route, new: Route) -> None:
    """Gives the places below one route to another."""
    for route, place in [(each, reading.spans[each]) for each in reading.spans if each[: len(old)] == old]:
        reading.spans[(*new, *route[len(old) :])] = place
    moved = reading.spans.get(new)
    if moved is not None and moved.key is not None:
        reading.spans[(*new, "name")] = replace(moved, span=moved.key, key=None)
