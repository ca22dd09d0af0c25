"""What a module tree declares that matters, as resources of no particular language. One world at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mvnetgen.azure.network_owner import OUTBOUND_RULES, OWNERS
from mvnetgen.azure.private_link import arm_type_of_terraform
from mvnetgen.formats import avm, azapi, azurerm
from mvnetgen.formats.neighbours import azurerm_types
from mvnetgen.formats.resource import Hidden, Meant, Resource, Writes
from mvnetgen.formats.survey import Survey
from mvnetgen.formats.terraform.identity import GROUP, group_name, with_id
from mvnetgen.formats.terraform.options import options_of, with_body
from mvnetgen.languages.hcl.body import read_body
from mvnetgen.languages.hcl.dependencies import Dependencies, references
from mvnetgen.languages.hcl.module import Module, is_missing
from mvnetgen.languages.hcl.module_call import Call
from mvnetgen.languages.hcl.module_scope import scope_of
from mvnetgen.languages.hcl.provider import providers, settings
from mvnetgen.languages.hcl.resource import Instance
from mvnetgen.languages.hcl.syntax import Block, File
from mvnetgen.languages.hcl.tree import foreign_calls, modules, resources
from mvnetgen.languages.hcl.world import World
from mvnetgen.model.estate import Form
from mvnetgen.model.neighbours import PROVIDER
from mvnetgen.text.document import Node, Unknown, without_keys

HARMLESS_CALLS = ("naming/azurerm", "avm-utl-", "avm-ptn-telemetry")
"""Modules from elsewhere that declare no neighbour."""
ONE_SERVICE = "avm-res-"
"""In the source of a verified module of one resource of another service, which makes no outbound rules."""

LOOKED_UP = frozenset({"azurerm_role_definition", "azurerm_resource_group", "azurerm_subscription"})
"""Data sources that stand for something known."""

_FORMS = {azurerm.AI_FOUNDRY: Form.AI_FOUNDRY, azurerm.PROJECT: Form.AI_FOUNDRY}


def module_prefix(module: Module) -> str:
    """The address of a module with a dot behind it; empty for the root module."""
    return ".".join(module.path) + "." if module.path else ""


class Surveyor:
    """Turns the instances of one world into resources."""

    def __init__(self, module: Module, world: World, lock: File | None = None) -> None:
        self.module = module
        self.world = world
        self.order = dependencies_of(module, world)
        files = [
            file for each in module.library.files.values() for file in each
        ]  # every module has been entered by now
        self.requirements = {name: Node(each.constraint, each.span) for name, each in providers(files, lock).items()}
        no_op = [each for each in settings(files, "azapi", "ignore_no_op_changes") if each.value is not True]
        self.provider_options = {"provider.ignore_no_op_changes": no_op[0]} if no_op else {}
        self.found = Survey()

    def survey(self) -> Survey:
        """Looks through the module and the local modules that it calls."""
        found = self.found
        instances = list(resources(self.module, self.world, _wanted))
        for instance in instances:
            if _is_judged(instance.type):
                _ = instance.body  # evaluated first: what all may cost together is not for neighbours to use up
        self._look_up()
        declared = []
        for instance in instances:
            self._note_unseen(instance)
            resource = self._azapi(instance) if instance.type in azapi.TYPES else self._azurerm(instance)
            if resource is not None:
                declared.append(resource)
                name = group_name(resource)
                if name is not None:
                    found.groups[resource.address] = name
        for resource in declared:
            if resource.type != GROUP:
                found.add(with_id(resource, found.groups))
        for file in self.module.library.files.get(self.module.directory, ()):
            for block in file.body.blocks_of("provider"):
                found.add(self._provider(block))
        for call in foreign_calls(self.module, self.world):
            self._note_unseen(call)
            self._call(call)
        found.broken = not all(scope.module.complete for scope in modules(self.module, self.world))
        return found

    def _look_up(self) -> None:
        """What data sources stand for: roles, groups, the subscription."""
        found = self.found
        for instance in resources(self.module, self.world, LOOKED_UP.__contains__, kind="data"):
            name = instance.body.get("name")
            match instance.type:
                case "azurerm_role_definition":
                    name = name or instance.body.get("role_definition_id")
                    if name is not None:
                        found.role_names[instance.address] = name
                case "azurerm_resource_group":
                    if name is not None:
                        found.groups[instance.address] = name
                case "azurerm_subscription":
                    if _given(instance, "subscription_id") is None:
                        found.subscriptions.add(instance.address)

    def _azapi(self, instance: Instance) -> Resource | None:
        kind = azapi.arm_type(instance.body)
        if not kind.name:
            self._hide(instance)
            self._note(instance.body.get("type"))
            return None
        writes = _writes(instance)
        if kind.name in OUTBOUND_RULES:
            meant = _meant(instance, "parent_id", "resource_id")
        else:
            meant = _meant(instance, "resource_id", "parent_id")
            by_name = _given(instance, "name") if writes is not Writes.WHOLE else None
            if kind.name in OWNERS and by_name and _given(instance, "resource_id") is None:
                meant = Meant(by_name, _mentions(instance, "name"), by_name=True)
        return Resource(
            instance.address,
            Form.AZAPI,
            kind.name,
            with_body(instance),
            instance.block.header,
            meant,
            None,
            kind.version,
            writes,
            instance.type,
            _text(instance, "action").lower(),
            instance.certain,
            instance.because is not None,
            self._after(instance),
            options_of(instance) | self.provider_options,
            instance.body.get("locks"),
            requirement=self.requirements.get("azapi"),
        )

    def _azurerm(self, instance: Instance) -> Resource:
        return Resource(
            instance.address,
            _FORMS.get(instance.type, Form.AZURERM),
            instance.type,
            instance.body,
            instance.block.header,
            _meant(instance, "workspace_id") if instance.type in azurerm.RULES else Meant(),
            certain=instance.certain,
            uncounted=instance.because is not None,
            after=self._after(instance),
            options=options_of(instance),
            locks=instance.body.get("locks"),
            requirement=self.requirements.get("azurerm"),
        )

    def _provider(self, block: Block) -> Resource:
        """A provider block of the root module."""
        scope = scope_of(self.module, self.world).scope
        body = read_body(block.body, scope, block.span)
        assert isinstance(body.value, Mapping)
        name = block.labels[0] if block.labels else ""
        arguments = replace(body, value={**body.value, "name": Node(name, block.header)})
        return Resource(f"provider.{name}", Form.AZURERM, PROVIDER, arguments, block.header)

    def _call(self, call: Call) -> None:
        source = call.source.value if call.source else None
        if isinstance(source, str) and avm.SOURCE in source:
            self.found.add(
                Resource(
                    call.address,
                    Form.AVM,
                    avm.SOURCE,
                    call.body,
                    call.block.header,
                    certain=call.certain,
                    uncounted=call.because is not None,
                    after=self._after(call),
                    options=options_of(call),
                )
            )
        elif not isinstance(source, str) or not any(word in source for word in HARMLESS_CALLS):
            harmless = isinstance(source, str) and ONE_SERVICE in source
            self._hide(call, harmless=harmless, missing=isinstance(source, str) and is_missing(call.module, source))

    def _hide(self, instance: Instance, *, harmless: bool = False, missing: bool = False) -> None:
        self.found.hidden.append(
            Hidden(
                instance.address,
                instance.block.header,
                lambda: self._after(instance),
                harmless,
                instance.body,
                missing,
                instance.kind == "module",
            )
        )

    def _note_unseen(self, instance: Instance) -> None:
        """How many of a judged resource there are may be what costs too much: then some are not seen."""
        if instance.kind == "module" or _is_judged(instance.type):
            self._note(Node(instance.because, instance.block.header))

    def _note(self, node: Node | None) -> None:
        if node is not None and isinstance(node.value, Unknown) and node.value.span in self.world.exhausted:
            self.world.unseen.add(node.value.span)

    def _after(self, instance: Instance) -> frozenset[str]:
        return self.order.after(without_keys(instance.address))


def _wanted(kind: str) -> bool:
    return _is_judged(kind) or kind == GROUP or kind in azurerm_types() or arm_type_of_terraform(kind) is not None


def _is_judged(kind: str) -> bool:
    return kind in azapi.TYPES or kind.startswith(("azurerm_machine_learning_", "azurerm_ai_foundry"))


def _writes(instance: Instance) -> Writes:
    if instance.type == azapi.ACTION:
        return Writes.PART if _text(instance, "method").upper() == "PATCH" else Writes.CALL
    return Writes.PART if instance.type == azapi.UPDATE else Writes.WHOLE


def _given(instance: Instance, name: str) -> Node | None:
    """An argument that is given, be it unknown; null is not."""
    node = instance.body.get(name)
    return node if node is not None and node.value is not None else None


def _meant(instance: Instance, *names: str) -> Meant:
    """What the first of some arguments that is given says."""
    for name in names:
        value = _given(instance, name)
        if value is not None:
            return Meant(value, _mentions(instance, name))
    return Meant()


def _mentions(instance: Instance, name: str) -> frozenset[str]:
    """What the expression of an argument mentions; asked only where its value is not known."""
    node, attribute = instance.body.get(name), instance.block.body.attribute(name)
    if attribute is None or node is None or not isinstance(node.value, Unknown):
        return frozenset()
    prefix = module_prefix(instance.module)
    return frozenset(f"{prefix}{each}" for each in references(attribute.value))


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
