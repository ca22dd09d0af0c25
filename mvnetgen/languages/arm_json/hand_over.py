"""
Values as they are handed over: ids link to the resource they are the id of, and what is not known refers to something.

Everything that was computed is compared by its symbol, however it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mvnetgen.languages.deployment import Call, Resource
from mvnetgen.languages.hcl.work import TooMuchWork, Work
from mvnetgen.languages.symbolic import Symbolic, name_in, symbol_of
from mvnetgen.text.document import HOLE, Cause, Node, Reference, Unknown

MOST_VALUES = 200_000
"""Values in one resource: one that holds another many times would have more than anybody could read."""


class Linker:
    """Knows the ids of all declared resources."""

    def __init__(self, resources: list[Resource]) -> None:
        self._work = Work()
        self.addresses: dict[str, str] = {}
        self.named: dict[str, str] = {}
        for resource in resources:
            symbol = symbol_of(resource.id)
            if symbol is not None:
                before = self.addresses.setdefault(symbol.lower(), resource.address)
                self.named.setdefault(name_in(symbol).lower(), before)

    def resource(self, resource: Resource) -> Resource:
        """A resource with all of its values linked."""
        self._work = Work(MOST_VALUES)
        return replace(
            resource,
            id=self.node(resource.id),
            version=self.node(resource.version),
            names=tuple([self.node(name) for name in resource.names]),
            body=self.node(resource.body),
            extends=self.node(resource.extends) if resource.extends else None,
            parent=self.addresses.get(resource.parent.lower()) if resource.parent else None,
            scope=replace(
                resource.scope,
                subscription=self._optional(resource.scope.subscription),
                resource_group=self._optional(resource.scope.resource_group),
                management_group=self._optional(resource.scope.management_group),
            ),
        )

    def call(self, call: Call) -> Call:
        """A call with its values linked."""
        return replace(
            call,
            source=self.node(call.source),
            parameters=self.node(call.parameters),
            name=self._optional(call.name),
        )

    def _optional(self, node: Node | None) -> Node | None:
        return None if node is None else self.node(node)

    def node(self, node: Node) -> Node:
        """A value, linked; the same node when nothing in it needs a link."""
        value = node.value
        self._work.steps -= 1
        if self._work.steps < 0 and isinstance(value, Mapping | tuple):
            return Node(
                Unknown(TooMuchWork.message, node.span, kind=Cause.BUDGET),
                node.span,
                node.key,
                node.origin,
                node.sensitive,
            )
        if isinstance(value, Symbolic):
            return Node(self.unknown(value), node.span, node.key, node.origin, node.sensitive)
        if isinstance(value, Mapping):
            made = {key: self.node(item) for key, item in value.items()}
            if all(made[key] is item for key, item in value.items()):
                return node
            return Node(made, node.span, node.key, node.origin, node.sensitive)
        if isinstance(value, tuple):
            listed = tuple([self.node(item) for item in value])
            if all(one is other for one, other in zip(listed, value, strict=True)):
                return node
            return Node(listed, node.span, node.key, node.origin, node.sensitive)
        return node

    def unknown(self, value: Symbolic) -> Unknown:
        """What is not known, with a reference to what it is the id or a part of."""
        symbol = value.symbol or ""
        reference = value.reference
        if reference is not None:
            address = self.named.get(reference.address.lower(), reference.address)
            reference = Reference(address, reference.attribute)
        elif (declared := self.addresses.get(symbol.lower())) is not None:
            reference = Reference(declared, ("id",))
        elif symbol.startswith("/"):
            reference = Reference(name_in(symbol), ("id",))
        elif symbol.startswith(HOLE) and symbol.count(HOLE) == 2 and symbol.endswith(HOLE):
            reference = Reference(symbol.strip(HOLE))
        return replace(value.other(value.text, reference), symbol=symbol)
