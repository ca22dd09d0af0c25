"""What a module tree declares that matters: workspaces, rules, what writes to them, and neighbours. One world at a time."""

from __future__ import annotations

from dataclasses import dataclass, field

from mvnetgen.azure.private_link import arm_type_of_terraform
from mvnetgen.formats import avm, azapi, azurerm
from mvnetgen.formats.terraform.neighbours import azurerm_types
from mvnetgen.formats.terraform.options import with_body
from mvnetgen.languages.hcl.dependencies import Dependencies
from mvnetgen.languages.hcl.module import Module
from mvnetgen.languages.hcl.module_call import Call
from mvnetgen.languages.hcl.resource import Instance
from mvnetgen.languages.hcl.tree import foreign_calls, modules, resources
from mvnetgen.languages.hcl.world import World
from mvnetgen.text.document import Node, without_keys

NETWORKS = "microsoft.machinelearningservices/workspaces/managednetworks"
HARMLESS_CALLS = ("naming/azurerm", "avm-utl-", "avm-ptn-telemetry")
"""Modules from elsewhere that declare no neighbour."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A resource with its arguments; for azapi the body is an object and `kind` its ARM type in lower case."""

    instance: Instance
    kind: str
    arguments: Node
    version: object = None

    @property
    def address(self) -> str:
        """Terraform's address."""
        return self.instance.address

    @property
    def module(self) -> str:
        """The address of its module with a dot behind it; empty in the root module."""
        return module_prefix(self.instance.module)


@dataclass
class Survey:
    """The pieces of one world, each kind in the order of the files."""

    workspaces: list[Piece] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    """Calls of the AVM module."""
    patches: list[Piece] = field(default_factory=list)
    """Resources that write to a workspace that another declares."""
    provisions: list[Piece] = field(default_factory=list)
    rules: list[Piece] = field(default_factory=list)
    neighbours: list[Piece] = field(default_factory=list)
    role_names: dict[str, Node] = field(default_factory=dict)
    """Addresses of role data sources, each with the name or id that it is looked up by."""
    complete: bool = True
    """Whether everything that is declared is seen."""
    hidden: list[Instance] = field(default_factory=list)
    """Calls of modules that are not here, and resources of unknown types: each may declare anything."""
    broken: bool = False
    """Whether a file could not be read."""


def module_prefix(module: Module) -> str:
    """The address of a module with a dot behind it; empty for the root module."""
    return ".".join(module.path) + "." if module.path else ""


def survey(module: Module, world: World) -> Survey:
    """Looks through a module and the local modules that it calls."""
    found = Survey()
    for instance in resources(module, world, _wanted):
        if instance.type in azapi.TYPES:
            _azapi(instance, found)
        elif instance.type in {azurerm.WORKSPACE, azurerm.AI_FOUNDRY, azurerm.PROJECT}:
            found.workspaces.append(Piece(instance, instance.type, instance.body))
        elif instance.type in azurerm.RULES:
            found.rules.append(Piece(instance, instance.type, instance.body))
        else:
            found.neighbours.append(Piece(instance, instance.type, instance.body))
    for call in foreign_calls(module, world):
        source = call.source.value if call.source else None
        if isinstance(source, str) and avm.SOURCE in source:
            found.calls.append(call)
        elif not isinstance(source, str) or not any(word in source for word in HARMLESS_CALLS):
            found.hidden.append(call)
    for instance in resources(module, world, lambda kind: kind == "azurerm_role_definition", kind="data"):
        name = instance.body.get("name") or instance.body.get("role_definition_id")
        if name is not None:
            found.role_names[instance.address] = name
    found.broken = not all(scope.module.complete for scope in modules(module, world))
    found.complete = not found.broken and not found.hidden
    return found


def _wanted(kind: str) -> bool:
    return (
        kind in azapi.TYPES
        or kind.startswith(("azurerm_machine_learning_", "azurerm_ai_foundry"))
        or kind in azurerm_types()
        or arm_type_of_terraform(kind) is not None
    )


def _azapi(instance: Instance, found: Survey) -> None:
    kind = azapi.arm_type(instance.body)
    if not kind.name:
        found.hidden.append(instance)
        return
    piece = Piece(instance, kind.name, with_body(instance), kind.version)
    writes = instance.type in {azapi.UPDATE, azapi.ACTION}
    if kind.name in azapi.OUTBOUND_RULES:
        if instance.type != azapi.ACTION:
            found.rules.append(piece)
    elif kind.name == NETWORKS or (kind.name == azapi.WORKSPACES and writes):
        if instance.type != azapi.ACTION or _method(instance) == "PATCH":
            found.patches.append(piece)
        elif _text(instance, "action").lower() == "provisionmanagednetwork":
            found.provisions.append(piece)
    elif kind.name == azapi.WORKSPACES:
        found.workspaces.append(piece)
    elif instance.type == azapi.RESOURCE:
        found.neighbours.append(piece)


def _method(instance: Instance) -> str:
    return (_text(instance, "method") or "POST").upper()


def _text(instance: Instance, name: str) -> str:
    node = instance.body.get(name)
    return node.value if node is not None and isinstance(node.value, str) else ""


def dependencies_of(module: Module, world: World) -> Dependencies:
    """What waits for what in the whole tree. Addresses have no instance keys."""
    graph = Dependencies()
    for scope in modules(module, world):
        files = scope.module.library.files.get(scope.module.directory, ())
        graph.add_module(without_keys(module_prefix(scope.module)), [file.body for file in files])
    return graph
