"""The workspace that a resource or module call declares, by the form that it is written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mvnetgen.formats import account, avm, azapi, azurerm
from mvnetgen.formats.resource import Resource
from mvnetgen.formats.setting_source import at
from mvnetgen.formats.shape import Reading
from mvnetgen.model.estate import Form
from mvnetgen.model.workspace import Workspace
from mvnetgen.text.document import Node, Unknown
from mvnetgen.text.source import Route


@dataclass(frozen=True, slots=True)
class Read:
    """A workspace, and how its declaration is written."""

    workspace: Workspace
    writes_network: bool
    inline_rules: bool | Unknown
    fields: Mapping[str, Route] = field(default_factory=dict)
    """The fields of the version matrix that are in use, each with its route below the workspace."""


def written(node: Node | None) -> bool:
    """Whether an argument is given, be it unknown; null is not."""
    return node is not None and node.value is not None


def read_workspace(resource: Resource, route: Route, reading: Reading) -> Read:
    """The workspace of a resource; its places go below a route."""
    if resource.form is Form.AVM:
        return Read(avm.read_call(resource.arguments, route, reading), True, True)
    if resource.has_arm_type:
        return _of_arm(resource, route, reading)
    workspace = azurerm.read_workspace(resource.type, resource.arguments, route, reading)
    return Read(workspace, workspace.managed_network is not None, False)


def read_account(resource: Resource, route: Route, reading: Reading) -> Read:
    """The account of a resource; its places go below a route. Its network is a resource of its own."""
    used = account.fields_in_use(resource.arguments.get("body"), ()) if resource.has_arm_type else {}
    return Read(account.read_account(resource, route, reading), False, False, used)


def _of_arm(resource: Resource, route: Route, reading: Reading) -> Read:
    workspace = azapi.read_workspace(resource.arguments, route, reading)
    body = resource.arguments.get("body")
    rules = at(body, "properties", "managedNetwork", "outboundRules")
    unknown = rules.value if rules is not None and isinstance(rules.value, Unknown) else None
    used = azapi.fields_in_use(body, route) if body is not None else ()
    return Read(
        workspace,
        written(at(body, "properties", "managedNetwork")),
        unknown or written(rules),
        {name: where[2:] for name, where in used},
    )
