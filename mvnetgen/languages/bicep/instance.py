"""One resource or module call, or one turn of a loop over it: what both have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from mvnetgen.languages.bicep.evaluate import evaluate, object_of
from mvnetgen.languages.bicep.handle import handle
from mvnetgen.languages.bicep.scope import Scope, unknown
from mvnetgen.languages.bicep.syntax import Expression, Literal, Property, Spread
from mvnetgen.languages.deployment import Condition
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.text.document import Cause, Node, Reference
from mvnetgen.text.source import Span

if TYPE_CHECKING:
    from mvnetgen.languages.bicep.family import Family
    from mvnetgen.languages.bicep.template import Template


FOR_THE_DEPLOYMENT = frozenset({"scope", "parent", "dependsOn"})
"""What is written in a body and says how it is deployed: it is no part of the resource."""


class Instance:
    """What is written in its body, and whether it exists."""

    def __init__(self, family: Family, scope: Scope, index: int | None, item: Node | None, *, sure: bool) -> None:
        self.family = family
        self.scope = scope
        self.index = index
        self.item = item
        self.sure = sure
        """Whether the loop has this turn for certain."""
        shown = "" if family.loop is None else f"[{'?' if index is None else index}]"
        self.address: str = family.address + shown
        self._condition: Condition | bool | None = None

    @property
    def template(self) -> Template:
        """The file that declares it."""
        return self.family.template

    @property
    def span(self) -> Span:
        """The whole declaration."""
        return self.scope.span(self.family.statement)

    def handle(self, span: Span) -> Node:
        """The instance as a value."""
        reason = f"`{self.address}` is known when it is deployed"
        return handle(self, Reference(self.address), reason, span)

    def attribute(self, name: str, span: Span, *, safe: bool) -> Node:
        """``instance.name``: each kind of instance has attributes of its own."""
        del span, safe
        raise Refused(f"`{self.address}` has no `{name}`")

    def turn(self, key: Node, _span: Span) -> Node:
        """Only loops have turns."""
        del key
        raise Refused(f"`{self.address}` is no loop")

    def child(self, name: str, _span: Span) -> Node:
        """``instance::name``."""
        raise Refused(f"`{self.address}` has no resource `{name}` inside")

    def resolved(self) -> Self:
        """It stands for itself."""
        return self

    # the body

    @property
    def entries(self) -> list[Property | Spread]:
        """What is written in the body, without the resources that are declared in it."""
        return [entry for entry in self.family.body.entries if isinstance(entry, Property | Spread)]

    def written(self, name: str) -> Expression | None:
        """The expression of a property of the body."""
        for entry in reversed(self.family.body.entries):
            if isinstance(entry, Property) and isinstance(entry.key, Literal) and entry.key.value == name:
                return entry.value
        return None

    def entry(self, name: str) -> Node | None:
        """The value of a property of the body; None when it is not written there."""
        expression = self.written(name)
        if expression is None:
            spread = any(isinstance(entry, Spread) for entry in self.family.body.entries)
            return self.body.get(name) if spread else None
        key = (self.address, name)
        return self.template.remember(key, f"{self.address}.{name}", lambda: evaluate(expression, self.scope))

    @property
    def body(self) -> Node:
        """What is written in the body about the thing itself."""
        return self.template.remember((self.address, "*"), self.address, self._body)

    def _body(self) -> Node:
        span = self.scope.span(self.family.body)
        if any(isinstance(entry, Spread) or not isinstance(entry.key, Literal) for entry in self.entries):
            return object_of(self.entries, self.scope, span)
        found: dict[str, Node] = {}
        for entry in self.entries:
            assert isinstance(entry, Property)
            assert isinstance(entry.key, Literal)
            name = str(entry.key.value)
            if name in FOR_THE_DEPLOYMENT:
                continue
            try:
                node = self.entry(name)
            except Refused as refusal:
                where = self.scope.span(entry.value)
                node = unknown(refusal.message, where, Cause.WRONG)
            assert node is not None
            found[name] = Node(node.value, node.span, self.scope.span(entry.key), node.origin, node.sensitive)
        return Node(found, span)

    # whether it exists

    @property
    def condition(self) -> Condition | bool:
        """Its own condition: True without one, False when it does not hold."""
        if self._condition is None:
            self._condition = True
            self._condition = self.family.condition_in(self.scope)
        return self._condition

    @property
    def conditions(self) -> tuple[Condition, ...] | None:
        """All conditions that it depends on in its file; None when it certainly does not exist."""
        own = self.condition
        if own is False:
            return None
        before: tuple[Condition, ...] | None = ()
        if self.family.parent is not None:
            before = self.family.parent.conditions
        if before is None:
            return None
        return before if own is True else (*before, own)
