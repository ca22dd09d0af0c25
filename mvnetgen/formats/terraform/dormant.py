"""What a module tree declares and does not make, because the default of a variable switches it off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mvnetgen.formats import azapi
from mvnetgen.formats.terraform.survey import dependencies_of
from mvnetgen.languages.hcl.dependencies import references
from mvnetgen.languages.hcl.family import Family
from mvnetgen.languages.hcl.module import Module
from mvnetgen.languages.hcl.module_scope import ModuleScope
from mvnetgen.languages.hcl.syntax import Literal, Template
from mvnetgen.languages.hcl.tree import modules
from mvnetgen.languages.hcl.work import TooMuchWork
from mvnetgen.languages.hcl.world import World
from mvnetgen.text.document import without_keys

_JUDGED = ("azurerm_machine_learning_", "azurerm_ai_foundry")
_SERVICES = ("machinelearningservices", "cognitiveservices/accounts/managednetworks")


def switched_off(module: Module, judged: Iterable[World]) -> tuple[frozenset[str], frozenset[str]]:
    """
    The blocks of which no world has an instance, and the variables that decide so, by their addresses without keys.

    Only workspaces, their rules and computes, what writes to them, and calls of local modules count.
    """
    first, *others = judged
    empty = _empty_blocks(module, first)
    for world in others:
        empty = {address: found for address, found in empty.items() if address in _empty_blocks(module, world)}
    if not empty:
        return frozenset(), frozenset()
    order = dependencies_of(module, first)
    variables: dict[str, frozenset[str]] = {}
    for address, named in empty.items():
        reached = named.union(*(order.after(each) for each in named))
        variables[address] = frozenset(each for each in reached if each.rpartition(".")[0].split(".")[-1] == "var")
    blocks = frozenset(address for address, deciding in variables.items() if deciding)
    return blocks, frozenset[str]().union(*variables.values())


def _empty_blocks(module: Module, world: World) -> dict[str, frozenset[str]]:
    """The addresses of blocks without an instance, each with what its ``count`` or ``for_each`` refers to."""
    found: dict[str, frozenset[str]] = {}
    try:
        for scope in modules(module, world):
            prefix = without_keys(scope.module.address(""))
            for family in _empty(scope):
                attribute = family.block.body.attribute("count") or family.block.body.attribute("for_each")
                named = references(attribute.value) if attribute else ()
                found[without_keys(family.address)] = frozenset(f"{prefix}{each}" for each in named)
    except TooMuchWork:
        return {}
    return found


def _empty(scope: ModuleScope) -> Iterator[Family]:
    """The families that certainly have no instance."""
    for kind in ("resource", "module"):
        for labels in scope.module.declarations.of(kind):
            if kind == "resource" and not _is_judged(scope, labels):
                continue
            family = scope.family(kind, labels)
            if family is not None and family.repetition.kind and not family.repetition.open and not family.certain:
                yield family


def _is_judged(scope: ModuleScope, labels: tuple[str, ...]) -> bool:
    if labels[0] not in azapi.TYPES:
        return labels[0].startswith(_JUDGED)
    block = scope.module.declarations.of("resource").get(labels)
    written = block.body.attribute("type") if block else None
    match written.value if written else None:
        case Literal(value=str() as text):
            return _names_service(text)
        case Template(parts=parts):
            texts = [part.value for part in parts if isinstance(part, Literal) and isinstance(part.value, str)]
            return any(_names_service(text) for text in texts)
    return False


def _names_service(text: str) -> bool:
    return any(service in text.lower() for service in _SERVICES)
