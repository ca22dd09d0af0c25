"""All turns of one resource or module: what its name means, and ``name[0]``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mvnetgen.languages.arm_json.functions.lazy import decided
from mvnetgen.languages.arm_json.value import marked
from mvnetgen.languages.bicep.evaluate import MOST_TURNS, evaluate, turn_names
from mvnetgen.languages.bicep.handle import Target, handle
from mvnetgen.languages.bicep.scope import Scope, because
from mvnetgen.languages.bicep.syntax import Expression, For, Group, If, Literal, Module, ObjectLiteral, Resource
from mvnetgen.languages.deployment import Condition, Decorator, Loop
from mvnetgen.languages.hcl.work import NotKnown, Refused
from mvnetgen.languages.symbolic import opaque
from mvnetgen.text.document import Cause, Node, Reference, Unknown
from mvnetgen.text.source import Span

if TYPE_CHECKING:
    from mvnetgen.languages.bicep.instance import Instance
    from mvnetgen.languages.bicep.resource import ResourceInstance
    from mvnetgen.languages.bicep.template import Template


class Family:
    """A resource or module statement, and what it stands for."""

    def __init__(
        self, template: Template, statement: Resource | Module, scope: Scope, parent: ResourceInstance | None = None
    ) -> None:
        self.template = template
        self.statement = statement
        self.scope = scope
        """Where it stands: nested resources see what the loop around them binds."""
        self.parent = parent
        """The resource in whose body it is declared."""
        name = statement.name.name
        if parent is not None:
            self.address = f"{parent.address}::{name}"
        else:
            self.address = template.prefix + (f"module.{name}" if isinstance(statement, Module) else name)
        value = statement.value
        self.loop = value if isinstance(value, For) else None
        value = self.loop.body if self.loop else value
        self.guard = value if isinstance(value, If) else None
        value = self.guard.body if self.guard else value
        self.body = value if isinstance(value, ObjectLiteral) else ObjectLiteral(value.start, value.end, ())
        self.expanded: tuple[Instance, ...] | None = None
        self.because: Unknown | None = None
        """Why there may be other turns than those that are known."""
        self.expanding = False
        self.others: dict[int | None, Instance] = {}

    # what the name means

    def handle(self, span: Span) -> Node:
        """The name as a value."""
        reason = f"`{self.address}` is a loop" if self.loop else f"`{self.address}` is known when it is deployed"
        return handle(self, Reference(self.address), reason, span)

    def resolved(self) -> Target:
        """Without a loop, the one resource or module."""
        return self.instances()[0] if self.loop is None else self

    def attribute(self, name: str, _span: Span, *, safe: bool) -> Node:
        """Only turns have attributes."""
        del safe
        raise Refused(f"`{self.address}` is a loop, and only one turn of it has `{name}`")

    def turn(self, key: Node, span: Span) -> Node:
        """``name[key]``."""
        number = key.value
        if isinstance(number, bool) or not isinstance(number, int | Unknown):
            raise Refused("the turns of a loop have numbers")
        instances = self.instances()
        if isinstance(number, int):
            for instance in instances:
                if instance.index == number:
                    return instance.handle(span)
            return self.other(number).handle(span)
        return self.other(None).handle(span)

    def child(self, name: str, _span: Span) -> Node:
        """Only turns have resources inside of them."""
        raise Refused(f"`{self.address}` is a loop, and only one turn of it has `{name}` inside")

    # turns

    def instances(self) -> tuple[Instance, ...]:
        """The turns, among them one that stands for all that there may be when nobody knows."""
        if self.expanded is None:
            if self.expanding:
                raise Refused(f"`{self.address}` refers to itself")
            self.expanding = True
            try:
                self.expanded = self._expand()
            finally:
                self.expanding = False
        return self.expanded

    def _expand(self) -> tuple[Instance, ...]:
        if self.loop is None:
            return (self._make(self.scope, None, None),)
        loop = self.loop
        node = evaluate(loop.collection, self.scope)
        value = node.value
        span = self.scope.span(loop.collection)
        if isinstance(value, tuple) and len(value) <= MOST_TURNS:
            found = []
            for index, item in enumerate(value):
                names = turn_names(loop, marked(item) if node.sensitive else item, index, span)
                found.append(self._make(self.scope.binding(names), index, item))
            return tuple(found)
        if isinstance(value, Unknown):
            self.because = value
        else:
            reason = "the loop does not run over an array of at most 800 items"
            self.because = Unknown(reason, span, kind=Cause.WRONG)
        return (self.other(None),)

    def other(self, index: int | None) -> Instance:
        """A turn that may exist; without a number, one that stands for all of them."""
        found = self.others.get(index)
        if found is None:
            assert self.loop is not None
            span = self.scope.span(self.loop.collection)
            why = self.because or Unknown("the number of the turn is not known", span, kind=Cause.CONDITION)
            shown = "?" if index is None else index
            item = Node(opaque(f"{self.address}[{shown}]#item", why.reason, why.span, kind=why.kind), span)
            names = turn_names(self.loop, item, index, span)
            found = self.others[index] = self._make(self.scope.binding(names), index, item, sure=False)
        return found

    def _make(self, scope: Scope, index: int | None, item: Node | None, *, sure: bool = True) -> Instance:
        from mvnetgen.languages.bicep.module import ModuleInstance  # noqa: PLC0415 - instances know their families
        from mvnetgen.languages.bicep.resource import ResourceInstance  # noqa: PLC0415

        kind = ModuleInstance if isinstance(self.statement, Module) else ResourceInstance
        return kind(self, scope, index, item, sure=sure)

    # what is said of all turns

    @property
    def batch(self) -> int | None:
        """How many turns run at once: only a literal number counts, as for the compiler."""
        for decorator in self.statement.decorators:
            if decorator.name == "batchSize" and len(decorator.arguments) == 1:
                size = _without_groups(decorator.arguments[0])
                if isinstance(size, Literal) and type(size.value) is int:
                    return size.value
        return None

    def loop_of(self, index: int | None, item: Node | None) -> Loop | None:
        """The loop as one turn of it sees it."""
        if self.loop is None:
            return None
        return Loop(self.scope.span(self.loop), index, item, self.batch)

    def decorators(self) -> tuple[Decorator, ...]:
        """The decorators with the values of their arguments."""
        return tuple(
            Decorator(
                decorator.name,
                tuple([evaluate(argument, self.scope) for argument in decorator.arguments]),
                self.scope.span(decorator),
            )
            for decorator in self.statement.decorators
        )

    def condition_in(self, scope: Scope) -> Condition | bool:
        """Whether a turn exists: True, False, or the condition that nobody knows. True with a condition stays told."""
        if self.guard is None:
            return True
        expression = self.guard.condition
        inner = _without_groups(expression)
        span = scope.span(inner)
        node = evaluate(expression, scope)
        text = self.template.file.written(inner)
        try:
            answer = decided(node, scope.context("if", span))
        except (Refused, NotKnown) as mistake:
            reason, kind = because(mistake)
            answer = Unknown(reason, span, kind=kind)
        if isinstance(answer, bool):
            return Condition(text, span) if answer else False
        return Condition(text, span, answer)


def _without_groups(expression: Expression) -> Expression:
    while isinstance(expression, Group):
        expression = expression.inner
    return expression
