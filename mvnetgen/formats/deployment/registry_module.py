"""
The Azure Verified Module of the workspace in a registry of Bicep, read by its documented inputs and never downloaded.

Source: Azure/bicep-registry-modules, `avm/res/machine-learning-services/workspace/main.bicep` at 0.14.0 (2026-11): the
inputs have the shape of the ARM body, under names of their own. Before 0.5.0 it had no managed network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from mvnetgen.formats.azapi import WORKSPACES
from mvnetgen.formats.resource import Resource
from mvnetgen.languages.deployment import Call
from mvnetgen.languages.symbolic import key_in_part
from mvnetgen.model.estate import Form
from mvnetgen.text.document import Cause, Node, Reference, Unknown
from mvnetgen.text.source import Span

_SOURCE = re.compile(r"br:[^/]+/(?:[^/]+/)*?avm/res/machine-learning-services/workspace:(\d+)\.(\d+)\.(\d+)")
_FIRST = (0, 5, 0)
"""The first version with `managedNetworkSettings`."""

_PROPERTIES = {
    "associatedApplicationInsightsResourceId": "applicationInsights",
    "associatedContainerRegistryResourceId": "containerRegistry",
    "associatedKeyVaultResourceId": "keyVault",
    "associatedStorageAccountResourceId": "storageAccount",
    "description": "description",
    "friendlyName": "friendlyName",
    "hbiWorkspace": "hbiWorkspace",
    "hubResourceId": "hubResourceId",
    "imageBuildCompute": "imageBuildCompute",
    "ipAllowlist": "ipAllowlist",
    "managedNetworkSettings": "managedNetwork",
    "primaryUserAssignedIdentity": "primaryUserAssignedIdentity",
    "provisionNetworkNow": "provisionNetworkNow",
    "publicNetworkAccess": "publicNetworkAccess",
    "serverlessComputeSettings": "serverlessComputeSettings",
    "systemDatastoresAuthMode": "systemDatastoresAuthMode",
}
"""Inputs that become a property of that name as they are."""


def is_workspace(call: Call) -> bool:
    """Whether a call that could not be read is one of the module."""
    found = _SOURCE.fullmatch(call.reference)
    return call.unread is not None and found is not None and tuple(map(int, found.groups())) >= _FIRST


def body_of(call: Call) -> Node:
    """The ARM body that the module makes of its inputs."""
    given = call.parameters.value
    if isinstance(given, Unknown):
        return Node(given, call.header)
    assert isinstance(given, Mapping)
    header = call.header
    properties: dict[str, Node] = {"publicNetworkAccess": Node("Disabled", header)}
    properties |= {to: given[name] for name, to in _PROPERTIES.items() if name in given}
    body = {name: given[name] for name in ("name", "location", "kind", "tags") if name in given}
    body["identity"] = _identity(given.get("managedIdentities"), header)
    body["properties"] = Node(properties, header)
    if "location" not in body:
        body["location"] = Node(Unknown("the module takes that of the group", header, kind=Cause.ELSEWHERE), header)
    return Node(body, call.span)


def _identity(given: Node | None, header: Span) -> Node:
    """The identity block of `managedIdentities`; a system-assigned one when nothing is said."""
    if given is None or given.value is None:
        return Node({"type": Node("SystemAssigned", header)}, header)
    if isinstance(given.value, Unknown):
        return given
    system, listed = given.get("systemAssigned"), given.get("userAssignedResourceIds")
    ids = listed.value if listed is not None else ()
    own = system.value if system is not None else False
    if isinstance(own, Unknown) or isinstance(ids, Unknown):
        return replace(given, value=own if isinstance(own, Unknown) else ids)
    users = ids if isinstance(ids, tuple) else ()
    words = [*(["SystemAssigned"] if own else []), *(["UserAssigned"] if users else [])]
    block = {"type": Node(",".join(words) or "None", given.span)}
    if users:
        block["userAssignedIdentities"] = Node(_map_of(users), given.span)
    return replace(given, value=block)


def _map_of(ids: tuple[Node, ...]) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for each in ids:
        key = key_in_part(each.value, found) if isinstance(each.value, Unknown) else str(each.value)
        found[key] = Node({}, each.span, each.span, each.origin)
    return found


def _private_endpoint(call: Call) -> bool | Unknown:
    """Whether the module makes a private endpoint that leads to its workspace."""
    given = call.parameters.get("privateEndpoints")
    value = given.value if given is not None else None
    return value if isinstance(value, Unknown) else bool(value)


def resources_of(call: Call, form: Form, parent: Node, after: frozenset[str]) -> Iterator[Resource]:
    """The workspace that the module makes below the id of a group, and the private endpoint to it."""
    header = call.header
    name = call.parameters.get("name")
    arguments = {"parent_id": parent, "body": body_of(call)} | ({"name": name} if name is not None else {})
    uncounted = call.loop is not None and call.loop.index is None
    certain = not uncounted and not any(condition.because for condition in call.conditions)
    workspace = Node(arguments, call.span)
    yield Resource(
        call.address,
        form,
        WORKSPACES,
        workspace,
        header,
        kind="module",
        certain=certain,
        uncounted=uncounted,
        after=after,
    )
    door = _private_endpoint(call)
    if door is not False:
        arguments = {"parent_id": parent, "body": _endpoint_to(call)}
        address, kind = f"{call.address}.privateEndpoints", "microsoft.network/privateendpoints"
        yield Resource(
            address, form, kind, Node(arguments, header), header, certain=certain and door is True, after=after
        )


def _endpoint_to(call: Call) -> Node:
    """The body of a private endpoint to the workspace of the module."""

    def node(value: Any) -> Node:
        return Node(value, call.header)

    own = Unknown("the module makes it", reference=Reference(call.address, ("id",)), kind=Cause.RESOURCE)
    connection = node({"privateLinkServiceId": node(own), "groupIds": node((node("amlworkspace"),))})
    connections = node((node({"properties": connection}),))
    return node({"properties": node({"privateLinkServiceConnections": connections})})
