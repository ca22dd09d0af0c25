"""
Foundry accounts, as owners of a managed network: from ARM bodies and from azurerm's arguments.

Of an account's many keys only those are read that its network depends on; the network itself is a resource of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.formats import azapi
from mvnetgen.formats.arm.kinds import Anything
from mvnetgen.formats.arm.workspace import NetworkBody
from mvnetgen.formats.azurerm import IDENTITY
from mvnetgen.formats.resource import Resource
from mvnetgen.formats.shape import Field, Flag, ListOf, Reading, Table, Text
from mvnetgen.model.workspace import NetworkInjection, Workspace
from mvnetgen.text.document import Cause, Node, Unknown
from mvnetgen.text.source import Route

AZURERM = frozenset({"azurerm_cognitive_account", "azurerm_ai_services"})
"""The types of azurerm that are accounts."""
_NOT_SAID = Unknown("azurerm has no word for the managed network of an account", kind=Cause.OTHER)
_INJECTION = Table(
    (
        Field("scenario", "scenario"),
        Field("subnetArmId", "subnet_id"),
        Field("useMicrosoftManagedNetwork", "managed", Flag()),
    ),
    NetworkInjection.of,
    "a network injection",
    any_case=True,
)
_PROPERTIES = Table(
    (Field("networkInjections", "network_injections", ListOf(_INJECTION)),),
    dict,
    "the account's `properties`",
    unknown_keys="",
)
_MOVE = "move it into `managedNetwork`"
_NETWORK_PROPERTIES = Table(
    (
        Field("managedNetwork", "managed_network", NetworkBody(patch=True)),
        Field("provisioningState", kind=Anything(), read_only=True),
    ),
    dict,
    "the network's `properties`",
    hints={"isolationMode": _MOVE, "firewallSku": _MOVE, "outboundRules": _MOVE, "managedNetworkKind": _MOVE},
    any_case=True,
)
_KEYS = {"networkinjections": "networkInjections"}


def read_account(resource: Resource, route: Route, reading: Reading) -> Workspace:
    """The account of a resource, with what only a workspace has left out."""
    if not resource.has_arm_type:
        return _of_azurerm(resource, route, reading)
    values = azapi.beside_network(resource.arguments, route, reading)
    body = resource.arguments.get("body")
    if body is not None:
        values |= read_patch(body, route, reading)
    return Workspace.of(owner=NetworkOwner.ACCOUNT, **values)


def read_patch(body: Node, route: Route, reading: Reading) -> dict[str, Any]:
    """What a write of an account says of its network, by attribute of the model."""
    if isinstance(body.value, Unknown):
        return {"network_injections": body.value}
    properties = body.get("properties")
    if properties is None or properties.value is None:
        return {}
    if isinstance(properties.value, Unknown):
        return {"network_injections": properties.value}
    if not isinstance(properties.value, Mapping):
        return {}
    named = {_KEYS.get(key.lower(), key): node for key, node in properties.value.items()}
    return _PROPERTIES.values(Node(named, properties.span), route, reading)


def read_network(properties: Node, route: Route, reading: Reading) -> dict[str, Any]:
    """The values of the account that its ``managedNetworks/default`` says."""
    if not isinstance(properties.value, Mapping):
        return {}
    return _NETWORK_PROPERTIES.values(properties, route, reading)


def fields_in_use(body: Node | None, route: Route) -> dict[str, Route]:
    """The fields of the version matrix that an account's body uses, each with its route."""
    properties = body.get("properties") if body is not None else None
    if properties is None or not isinstance(properties.value, Mapping):
        return {}
    written = {key.lower() for key, node in properties.value.items() if node.value is not None}
    used = {"networkInjections": "network_injections", "allowProjectManagement": "allow_project_management"}
    return {field: (*route, attribute) for field, attribute in used.items() if field.lower() in written}


def _of_azurerm(resource: Resource, route: Route, reading: Reading) -> Workspace:
    values: dict[str, Any] = {"network_injections": _NOT_SAID}
    for key, attribute in (("name", "name"), ("location", "location"), ("resource_group_name", "resource_group")):
        node = resource.arguments.get(key)
        if node is not None and node.value is not None:
            reading.place((*route, attribute), node)
            values[attribute] = Text().read(node, (*route, attribute), Reading())
    identity = resource.arguments.get("identity")
    if identity is not None and identity.value is not None:
        reading.place((*route, "identity"), identity)
        values["identity"] = IDENTITY.read(identity, (*route, "identity"), reading)
    return Workspace.of(owner=NetworkOwner.ACCOUNT, **values)
