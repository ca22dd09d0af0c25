"""What the names of an expression mean, and how the expression is evaluated with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from mvnetgen.languages.hcl.syntax import Expression, Literal
from mvnetgen.languages.hcl.value import unknown
from mvnetgen.languages.hcl.work import NotKnown, Refused, TooMuchWork
from mvnetgen.languages.hcl.world import World
from mvnetgen.text.document import Cause, Node
from mvnetgen.text.source import Span
from mvnetgen.text.tree import Tree

E = TypeVar("E", bound=Expression)
Handler = Callable[[E, "Scope"], Node]

COMPUTED = "it is computed from a sensitive value"
"""The reason of what is unknown because of a sensitive value: any other may tell something of it."""

HANDLERS: dict[type[Expression], Callable[..., Node]] = {}
"""How each kind of expression is evaluated; filled by `evaluates`."""


def evaluates(kind: type[E]) -> Callable[[Handler[E]], Handler[E]]:
    """Register a function as the way to evaluate a kind of expression."""

    def register(function: Handler[E]) -> Handler[E]:
        HANDLERS[kind] = function
        return function

    return register


class Resolver(Protocol):
    """The module in which an expression stands."""

    def reference(self, root: str, name: str, span: Span) -> Node:
        """The value of ``root.name``, used at a span: ``var.x``, ``azurerm_storage_account.lake``, ``path.module``."""

    def data(self, kind: str, name: str, span: Span) -> Node:
        """The value of ``data.kind.name``, used at a span."""

    def local_expression(self, name: str) -> Expression | None:
        """The expression of ``local.name``."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Which files functions may read."""

    working: Path
    """The root module's directory: what relative paths start from."""
    tree: Tree
    """Where they lie: nothing outside is read."""


class Scope:
    """Bound names (``each``, ``count``, what ``for`` binds), the module around them, and the world."""

    __slots__ = ("folder", "names", "resolver", "world")

    def __init__(
        self,
        world: World | None = None,
        names: Mapping[str, Node] | None = None,
        resolver: Resolver | None = None,
        folder: Folder | None = None,
    ) -> None:
        self.world = world or World()
        self.names = names or {}
        self.resolver = resolver
        self.folder = folder

    def binding(self, names: Mapping[str, Node]) -> Scope:
        """The scope with more names."""
        self.world.work.charge(2)
        return Scope(self.world, {**self.names, **names}, self.resolver, self.folder)

    def confined(self, expression: Expression) -> Node:
        """
        The value of an expression that stands for itself, with a budget of its own: unknown when that is used up.

        In a loop there is none: what is repeated is paid for together.
        """
        world = self.world
        if world.looping or type(expression) is Literal:
            return self.value(expression)
        outer = world.work.begin()
        try:
            return self.value(expression)
        except TooMuchWork as limit:
            return world.exhaust(limit.message, expression.span)
        finally:
            world.work.end(outer)

    def value(self, expression: Expression) -> Node:
        """
        The value of an expression; unknown, with the reason, for what Terraform would refuse.

        Raises `TooMuchWork` when the budget is gone.
        """
        world = self.world
        world.work.charge()
        touched = world.touched
        try:
            node = HANDLERS[type(expression)](expression, self)
        except (Refused, NotKnown) as stop:
            world.refusals += isinstance(stop, Refused)
            if world.touched == touched:
                return unknown(stop.message, expression.span, Cause.WRONG if isinstance(stop, Refused) else stop.kind)
            world.touched += 1
            return unknown(COMPUTED, expression.span, Cause.SENSITIVE, sensitive=True)
        if node.sensitive:
            world.touch(node)
        return node
