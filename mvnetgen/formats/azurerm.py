"""
The workspace and outbound rule resources of azurerm, as their arguments.

Source: the resource schemas of hashicorp/terraform-provider-azurerm v5.2.0, `internal/services/machinelearning`
(2026-08). Terraform itself refuses unknown arguments of a workspace; where a block is small and settled they are judged
here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mvnetgen.formats.arm import Anything, arm_choice
from mvnetgen.formats.arm.spelling import IDENTITY_TYPES, ISOLATION_MODES, KINDS, PUBLIC_ACCESS
from mvnetgen.formats.shape import Field, Flag, ListOf, MapOf, Reading, Table, Text
from mvnetgen.formats.shape import Kind as FieldKind
from mvnetgen.languages.hcl.value import spell_scalar
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.model.workspace import (
    FqdnRule,
    Identity,
    Kind,
    ManagedNetwork,
    OutboundRule,
    PrivateEndpointRule,
    PublicAccess,
    ServerlessCompute,
    ServiceTagRule,
    UserAssignedIdentity,
    Workspace,
)
from mvnetgen.text.document import Node, Unknown
from mvnetgen.text.source import Route

WORKSPACE = "azurerm_machine_learning_workspace"
AI_FOUNDRY = "azurerm_ai_foundry"
PROJECT = "azurerm_ai_foundry_project"
FQDN_RULE = "azurerm_machine_learning_workspace_network_outbound_rule_fqdn"
PRIVATE_ENDPOINT_RULE = "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint"
SERVICE_TAG_RULE = "azurerm_machine_learning_workspace_network_outbound_rule_service_tag"
RULES = (FQDN_RULE, PRIVATE_ENDPOINT_RULE, SERVICE_TAG_RULE)


def as_text(value: bool | float) -> str:
    """A number or boolean where Terraform wants a text."""
    try:
        return spell_scalar(value)
    except Refused:  # infinity, which only `yamldecode` can make
        return str(value)


_TEXT = Text(converts=as_text)
_ANYTHING = Anything()


@dataclass(frozen=True)
class OneBlock:
    """A nested block that may stand once: a list of one mapping."""

    table: FieldKind

    def read(self, node: Node, route: Route, reading: Reading) -> Any:
        if not isinstance(node.value, tuple):
            return self.table.read(node, route, reading)
        if not node.value:
            return None
        reading.place(route, node.value[0])
        return self.table.read(node.value[0], route, reading)

    def schema(self) -> dict[str, Any]:
        return self.table.schema()


def ids_as_identities(ids: Any) -> tuple[UserAssignedIdentity, ...] | Unknown:
    """Identities of a list of ids."""
    if isinstance(ids, Unknown):
        return ids
    return tuple(UserAssignedIdentity.of(resource_id=each) for each in ids or ())


def read_identity(type: Any = None, identity_ids: Any = ()) -> Identity:  # noqa: A002 — the argument's name
    """An ``identity`` block of azurerm or azapi."""
    return Identity.of(type=type, user_assigned_identities=ids_as_identities(identity_ids))


def _without_blanks(text: str) -> str:
    """Both providers write ``SystemAssigned, UserAssigned``, ARM leaves the blank out."""
    return "".join(text.split())


IDENTITY_TYPE = arm_choice(IDENTITY_TYPES, normal=_without_blanks)

IDENTITY = OneBlock(
    Table(
        (
            Field("type", "type", IDENTITY_TYPE),
            Field("identity_ids", "identity_ids", ListOf(Text())),
            Field("principal_id", kind=_ANYTHING),
            Field("tenant_id", kind=_ANYTHING),
        ),
        read_identity,
        "`identity`",
        unknown_keys="",
    )
)

_MODE = arm_choice(ISOLATION_MODES, rule="invalid-isolation-mode", any_case="")
_NETWORK = OneBlock(
    Table(
        (
            Field("isolation_mode", "isolation_mode", _MODE),
            Field("provision_on_creation_enabled", "provision_on_creation_enabled", Flag()),
        ),
        dict,
        "`managed_network`",
        hints={
            "firewall_sku": "azurerm cannot set it; use azapi",
            "outbound_rule": "write an outbound rule resource",
            "outbound_rules": "write an outbound rule resource for each",
        },
    )
)


def serverless_of(custom_subnet: Any = None, public_ip_enabled: Any = None) -> ServerlessCompute:
    """Serverless settings of a subnet id and azurerm's boolean."""
    without = not public_ip_enabled if isinstance(public_ip_enabled, bool) else public_ip_enabled
    return ServerlessCompute.of(custom_subnet=custom_subnet, no_public_ip=without)


_SERVERLESS = OneBlock(
    Table(
        (Field("subnet_id", "custom_subnet"), Field("public_ip_enabled", "public_ip_enabled", Flag())),
        serverless_of,
        "`serverless_compute`",
        unknown_keys="",
    )
)
_SHARED = (
    Field("name", "name"),
    Field("location", "location"),
    Field("resource_group_name", "resource_group"),
    Field("description", "description", _TEXT),
    Field("friendly_name", "display_name", _TEXT),
    Field("tags", "tags", MapOf(_TEXT)),
    Field("storage_account_id", "storage_account"),
    Field("container_registry_id", "container_registry"),
    Field("key_vault_id", "key_vault"),
    Field("application_insights_id", "application_insights"),
    Field("primary_user_assigned_identity", "primary_user_assigned_identity"),
    Field("identity", "identity", IDENTITY),
    Field("managed_network", "managed_network", _NETWORK),
)
_WORKSPACE = Table(
    (
        *_SHARED,
        Field("kind", "kind", arm_choice(KINDS, rule="unsupported-workspace-kind")),
        Field("high_business_impact", "hbi_workspace", Flag()),
        Field("image_build_compute_name", "image_build_compute"),
        Field("public_network_access_enabled", "public_network_access", Flag()),
        Field("serverless_compute", "serverless_compute", _SERVERLESS),
        Field("storage_account_access_type", "system_datastores_auth_mode"),
        Field("v1_legacy_mode_enabled", "v1_legacy_mode", Flag()),
    ),
    dict,
    "a workspace",
    unknown_keys="",
)
_HUB = Table(
    (
        *_SHARED,
        Field("high_business_impact_enabled", "hbi_workspace", Flag()),
        Field("public_network_access", "public_network_access", arm_choice(PUBLIC_ACCESS)),
    ),
    dict,
    "a hub",
    unknown_keys="",
)
_PROJECT = Table((*_SHARED, Field("ai_services_hub_id", "hub_id")), dict, "a project", unknown_keys="")


def read_workspace(kind: str, body: Node, route: Route, reading: Reading) -> Workspace:
    """The workspace of an azurerm resource of type `kind`; azurerm's own defaults are filled in."""
    tables = {WORKSPACE: _WORKSPACE, AI_FOUNDRY: _HUB, PROJECT: _PROJECT}
    values = tables[kind].values(body, route, reading)
    network = values.pop("managed_network", None)
    if isinstance(network, dict):
        provision = network.pop("provision_on_creation_enabled", None)
        if provision is not None:
            values["provision_network_now"] = provision
            within = reading.spans.get((*route, "managed_network", "provision_on_creation_enabled"))
            if within is not None:
                reading.spans[(*route, "provision_network_now")] = within
        values["managed_network"] = ManagedNetwork.of(**network)
    elif network is not None:
        values["managed_network"] = network
    if kind == WORKSPACE:
        access = values.get("public_network_access", True)
        values["public_network_access"] = as_access(access)
    else:
        values["kind"] = Kind.HUB if kind == AI_FOUNDRY else Kind.PROJECT
    return Workspace.of(**values)


def as_access(enabled: Any) -> PublicAccess | Unknown | None:
    """Public access of azurerm's boolean."""
    if isinstance(enabled, bool):
        return PublicAccess.ENABLED if enabled else PublicAccess.DISABLED
    return enabled if isinstance(enabled, Unknown) else None


_OF_EVERY_RULE = (
    Field("name", "name", _TEXT),
    Field("workspace_id", kind=_ANYTHING),
    Field("timeouts", kind=_ANYTHING),
)
RULE_TABLES = {
    FQDN_RULE: Table(
        (*_OF_EVERY_RULE, Field("destination_fqdn", "destination", _TEXT, required=True)),
        FqdnRule.of,
        "an FQDN rule",
    ),
    PRIVATE_ENDPOINT_RULE: Table(
        (
            *_OF_EVERY_RULE,
            Field("service_resource_id", "service_resource_id", required=True),
            Field("sub_resource_target", "subresource_target", required=True),
            Field("spark_enabled", "spark_enabled", Flag()),
        ),
        PrivateEndpointRule.of,
        "a private endpoint rule",
        hints={"sub_resource_type": "write `sub_resource_target`", "subresource_target": "write `sub_resource_target`"},
    ),
    SERVICE_TAG_RULE: Table(
        (
            *_OF_EVERY_RULE,
            Field("service_tag", "service_tag", required=True),
            Field("protocol", "protocol", required=True),
            Field("port_ranges", "port_ranges", _TEXT, required=True),
        ),
        ServiceTagRule.of,
        "a service tag rule",
        hints={
            "address_prefixes": "azurerm cannot set them; use azapi",
            "action": "azurerm cannot set it; use azapi",
        },
    ),
}


def place_destination(route: Route, reading: Reading) -> None:
    """The destination of a rule that has none of its own stands where its target does."""
    for attribute in ("service_tag", "service_resource_id"):
        place = reading.spans.get((*route, attribute))
        if place is not None:
            reading.spans.setdefault((*route, "destination"), place)


def read_rule(kind: str, body: Node, route: Route, reading: Reading) -> OutboundRule:
    """The outbound rule of an azurerm resource of type `kind`."""
    assert isinstance(body.value, Mapping)
    rule: OutboundRule = RULE_TABLES[kind].read(body, route, reading)
    place_destination(route, reading)
    return rule
