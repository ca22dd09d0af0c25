"""
Resources beside the workspace, from azurerm's arguments and from ARM's bodies, as the settings that rules ask about.

The settings and their meaning are the contract of `mvnetgen.model.neighbours`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mvnetgen.azure.private_link import arm_type_of_terraform
from mvnetgen.formats import neighbours_arm as arm
from mvnetgen.formats import neighbours_azurerm as azurerm
from mvnetgen.formats.resource import Resource
from mvnetgen.formats.setting_source import Source, at, path
from mvnetgen.model import neighbours as contract
from mvnetgen.model.estate import Form
from mvnetgen.text.document import Node

Settings = dict[str, Node]


@dataclass(frozen=True)
class Found:
    """A neighbour without its place in the estate."""

    arm_type: str
    settings: Settings
    part: str = ""
    """Of something that makes several neighbours, which one this is."""


def azurerm_types() -> Iterable[str]:
    """The azurerm types that are neighbours by a table of their own, and those that write a neighbour's settings."""
    return (*azurerm.AZURERM, *azurerm.OWNED)


def neighbours_of(resource: Resource) -> list[Found]:
    """The neighbours that a resource is or makes; empty when no rule asks about its type."""
    if resource.form is Form.AVM:
        return _made_by_module(resource)
    if resource.has_arm_type:
        return [from_arm(resource.type, resource.arguments)]
    found = from_azurerm(resource.type, resource.arguments)
    return [found] if found is not None else []


def _made_by_module(call: Resource) -> list[Found]:
    """The lock and the private endpoints that the AVM module makes for its workspace."""
    own = Node(call.reference, call.header)
    made: list[Found] = []
    level = at(call.arguments, "lock", "kind")
    if level is not None and level.value is not None:
        settings = {"scope": replace(own, span=level.span), "level": level}
        made.append(Found(contract.LOCK, settings, "lock"))
    endpoints = call.arguments.get("private_endpoints")
    if endpoints is not None and endpoints.value:
        settings = {"target": own, "subresources": Node((Node("amlworkspace", endpoints.span),), endpoints.span)}
        made.append(Found(contract.PRIVATE_ENDPOINT, settings, "private_endpoint"))
    return made


def from_azurerm(kind: str, body: Node) -> Found | None:
    """The neighbour of an azurerm resource; None when no rule asks about its type."""
    if kind in azurerm.AZURERM:
        arm_type, sources = azurerm.AZURERM[kind]
        settings = _settings(body, sources)
        if kind in azurerm.COMPUTE_TYPES:
            settings["compute_type"] = Node(azurerm.COMPUTE_TYPES[kind], body.span)
        for name, other in azurerm.ELSEWHERE.get(kind, {}).items():
            if name not in settings:
                settings |= _settings(body, {name: other})
        return Found(arm_type, settings)
    known = arm_type_of_terraform(kind)
    if known is None:
        return None
    plain = _settings(body, {"public_network_access": path("public_network_access")})
    return Found(known.lower(), {**plain, **_settings(body, azurerm.OTHER)})


def from_arm(arm_type: str, resource: Node) -> Found:
    """The neighbour of a resource with an ARM body: its arguments, as `Resource` has them."""
    arm_type = arm_type.lower()
    settings = _settings(resource, arm.ARM.get(arm_type, arm.OTHER))
    parent = resource.get("parent_id")
    if parent is not None and "resource_group" in contract.SETTINGS.get(arm_type, contract.OTHER):
        settings["resource_group"] = _group(parent)
    return Found(arm_type, settings)


def _group(parent: Node) -> Node:
    """The name of the resource group that an id ends with, or the reference to it."""
    if isinstance(parent.value, str):
        return replace(parent, value=parent.value.rstrip("/").rpartition("/")[2])
    return parent


def owned_settings(kind: str, body: Node) -> tuple[Node | None, Settings]:
    """What a resource of `azurerm.OWNED` writes, and the value that names the owner."""
    argument, sources = azurerm.OWNED[kind]
    return body.get(argument), _settings(body, sources)


def _settings(body: Node, sources: Mapping[str, Source]) -> Settings:
    settings = {}
    for name, (steps, change) in sources.items():
        node = at(body, *steps)
        if node is not None and node.value is not None:
            settings[name] = change(node)
    return settings
