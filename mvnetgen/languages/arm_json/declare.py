"""The resources that a template declares: each turn of each loop with its name, id and conditions, before its body is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mvnetgen.languages.arm_json.body import unknown_index, value_of
from mvnetgen.languages.arm_json.check import check_resource
from mvnetgen.languages.arm_json.evaluate import Scope
from mvnetgen.languages.arm_json.functions.context import Context, Site
from mvnetgen.languages.arm_json.functions.join import joined
from mvnetgen.languages.arm_json.functions.lazy import decided
from mvnetgen.languages.arm_json.functions.resource import scope_parts
from mvnetgen.languages.arm_json.identifier import Identity, identity_of
from mvnetgen.languages.arm_json.json_text import Json, Members
from mvnetgen.languages.arm_json.loops import Loop as Count
from mvnetgen.languages.arm_json.loops import batch_of, loop_of
from mvnetgen.languages.arm_json.names import asks_a_deployment
from mvnetgen.languages.arm_json.reading import Reading, child, entry, is_true, items, members
from mvnetgen.languages.arm_json.value import named
from mvnetgen.languages.deployment import Condition, Loop
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.languages.symbolic import symbol_of
from mvnetgen.text.document import HOLE, Cause, Node, Unknown

DEPLOYMENTS = "microsoft.resources/deployments"


@dataclass
class Draft:
    """One resource, or one turn of a loop over it."""

    json: Json
    scope: Scope
    """What its expressions mean."""
    site: Site
    """Where it lies."""
    symbol: str
    """Its symbolic name; empty in a list of resources."""
    kind: Node
    name: Node
    identity: Identity
    conditions: tuple[Condition, ...] = ()
    loop: Loop | None = None
    loop_name: str = ""
    off: bool = False
    """Whether it certainly does not exist."""
    existing: bool = False
    parent: Draft | None = None
    address: str = ""
    waits: list[str] = field(default_factory=list)

    @property
    def is_deployment(self) -> bool:
        """Whether it is a deployment within this one."""
        return self.identity.type.lower() == DEPLOYMENTS and not self.existing


@dataclass
class Declaring:
    """One template whose resources are declared."""

    reading: Reading
    profiled: bool
    """Whether api-versions come from a profile."""

    def all(self, value: Json | None, scope: Scope, parent: Draft | None = None) -> Iterator[Draft]:
        """Every resource of a list or of an object of resources, with those inside them."""
        if value is None:
            return
        if isinstance(value.value, Members):
            for key, item in members(value):
                yield from self.each(item, scope, str(key.value), parent)
            return
        if not isinstance(value.value, list):
            scope.world.mistake("resources are a list or an object", self.reading.span(value))
        for item in items(value):
            yield from self.each(item, scope, "", parent)

    def each(self, resource: Json, scope: Scope, symbol: str, parent: Draft | None) -> Iterator[Draft]:
        """The turns of one resource, each with what stands inside it."""
        if not check_resource(resource, self.reading, scope.world, profiled=self.profiled, nested=parent is not None):
            return
        copy = child(resource, "copy")
        if copy is None or parent is not None:
            yield from self.one(resource, scope, symbol, parent)
            return
        given = child(copy, "count")
        span = self.reading.span(copy)
        count = value_of(given, self.reading, scope) if given is not None else Node(None, span)
        found = loop_of(copy, count, self.reading, scope)
        name_node = child(copy, "name")
        written = value_of(name_node, self.reading, scope).value if name_node is not None else None
        name = symbol or (written if isinstance(written, str) else "copy")
        turn_name = written if isinstance(written, str) else name
        batch = batch_of(copy)
        if not isinstance(found, Count):
            inner = scope.turning(turn_name, unknown_index(turn_name, self.reading, copy))
            yield from self.one(resource, inner, symbol, None, loop=Loop(span, None, None, batch), loop_name=name)
            return
        for index in range(found.count):
            scope.world.work.charge(10)
            inner = scope.turning(turn_name, Node(index, span))
            yield from self.one(resource, inner, symbol, None, loop=Loop(span, index, None, batch), loop_name=name)

    def one(
        self,
        resource: Json,
        scope: Scope,
        symbol: str,
        parent: Draft | None,
        *,
        loop: Loop | None = None,
        loop_name: str = "",
    ) -> Iterator[Draft]:
        """One resource, and what stands inside it."""
        condition = self.condition(resource, scope)
        before = len(scope.world.mistakes)
        kind = self.kind(resource, scope, parent)
        name = self.name(resource, scope, kind, parent)
        site = self.site(resource, scope)
        given = self.extended(resource, scope, kind)
        context = Context("", name.span, scope.world, site)
        if isinstance(kind.value, str):
            identity = identity_of(kind.value, name, given, context)
        else:
            identity = Identity("", (), Node(Unknown("its type is not known"), name.span), given)
        if not identity.fits and isinstance(name.value, str):
            expected = identity.type.count("/")
            message = (
                f"a name of this type has {expected} part{'' if expected == 1 else 's'}, with slashes between them"
            )
            scope.world.mistake(message, name.span)
        existing = is_true(child(resource, "existing"))
        off = condition is False
        if off:  # the engine asks for nothing else of it
            del scope.world.mistakes[before:]
        conditions = (condition,) if isinstance(condition, Condition) else ()
        draft = Draft(
            *(resource, scope, site, symbol, kind, name, identity),
            *(conditions, loop, loop_name, off, existing, parent),
        )
        yield draft
        yield from self.all(child(resource, "resources"), scope, draft)

    def condition(self, resource: Json, scope: Scope) -> Condition | bool:
        """Whether the resource exists: yes, no, or the condition that nobody knows, or that holds."""
        written = child(resource, "condition")
        if written is None:
            return True
        node = value_of(written, self.reading, scope)
        span = self.reading.span(written)
        try:
            answer = decided(node, Context("condition", span, scope.world, scope.site))
        except Refused as refusal:
            scope.world.mistake(f"a condition is a boolean: {refusal.message}", span)
            answer = Unknown(refusal.message, span, kind=Cause.WRONG)
        if answer is False:
            return False
        text = written.value if isinstance(written.value, str) else "true"
        return Condition(text, span, None if answer is True else answer)

    def kind(self, resource: Json, scope: Scope, parent: Draft | None) -> Node:
        """The full type: that of a resource inside another is often written without what the parent has."""
        written = child(resource, "type")
        assert written is not None
        node = text_or_unknown(value_of(written, self.reading, scope), scope, "a type")
        if isinstance(node.value, str):
            bare = node.value.partition("@")[0]
            if parent is not None and isinstance(parent.kind.value, str) and not _is_full(bare, parent.kind.value):
                bare = f"{parent.kind.value}/{bare}"
            return Node(bare, node.span, None, node.origin)
        return node

    def name(self, resource: Json, scope: Scope, kind: Node, parent: Draft | None) -> Node:
        """The full name, with those of the parents."""
        written = child(resource, "name")
        if written is None:
            span = self.reading.place(resource.start, resource.start + 1)
            return Node(Unknown("it has no name", span, kind=Cause.WRONG), span)
        if isinstance(written.value, str) and (function := asks_a_deployment(written.value)):
            scope.world.mistake(f"`{function}` cannot stand in a name", self.reading.span(written))
        node = text_or_unknown(value_of(written, self.reading, scope), scope, "a name")
        if parent is None or not isinstance(kind.value, str):
            return node
        symbol, above = symbol_of(node), symbol_of(parent.name)
        full = child(resource, "type")
        assert full is not None
        is_full = isinstance(full.value, str) and _is_full(full.value, str(parent.kind.value))
        if symbol is not None and is_full and symbol.count("/") >= kind.value.count("/") - 1:
            return node
        if symbol is None or above is None:
            return Node(Unknown("a part of its name is not known", node.span), node.span)
        made = joined([parent.name, "/", node], Context("", node.span, scope.world, scope.site))
        return Node(made.value, node.span, None, node.origin, made.sensitive)

    def site(self, resource: Json, scope: Scope) -> Site:
        """Where an existing resource lies that says its group or subscription."""
        changes = {}
        for key, name in (("resourcegroup", "group"), ("subscriptionid", "subscription")):
            written = child(resource, key)
            if written is not None:
                value = value_of(written, self.reading, scope).value
                changes[name] = value if isinstance(value, str | Unknown) else Unknown("it is no text")
        if not changes:
            return scope.site
        if "group" in changes:
            return scope.site.elsewhere(level="resourceGroup", **changes)
        return scope.site.elsewhere(**changes)

    def extended(self, resource: Json, scope: Scope, kind: Node) -> Node | None:
        """The id of what ``scope`` names; None for a deployment, whose scope is where it goes."""
        written = entry(resource, "scope")
        if written is None or (isinstance(kind.value, str) and kind.value.lower() == DEPLOYMENTS):
            return None
        return scope_id(value_of(written[1], self.reading, scope), scope)


def scope_id(node: Node, scope: Scope) -> Node:
    """The id that a scope is: written in full, or from the type on."""
    node = text_or_unknown(node, scope, "a scope")
    symbol = symbol_of(node)
    if symbol is None or symbol.startswith(("/", HOLE)):
        return Node("", node.span) if symbol == "/" else node
    context = Context("", node.span, scope.world, scope.site)
    tenant_level = symbol.lower().startswith("microsoft.management/managementgroups/")
    above = [] if tenant_level else scope_parts(context)
    made = joined([*above, "/providers/", node], context)
    return Node(made.value, node.span, None, node.origin, made.sensitive)


def text_or_unknown(node: Node, scope: Scope, what: str) -> Node:
    """A value that must be a text; unknown, and a mistake, when it is none."""
    if isinstance(node.value, str | Unknown):
        return node
    message = f"{what} is a string, and this is {named(node.value)}"
    scope.world.mistake(message, node.span)
    return Node(Unknown(message, node.span, kind=Cause.WRONG), node.span, None, node.origin, node.sensitive)


def _is_full(kind: str, parent: str) -> bool:
    """Whether the type of a resource inside another is written in full."""
    return kind.lower().startswith(f"{parent.lower()}/") or "." in kind.partition("/")[0]
