"""What the names of an expression mean, and how the expression is evaluated with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from mvnetgen.languages.arm_json.functions.context import Context, Site
from mvnetgen.languages.bicep.syntax import Broken, Expression, File, Part
from mvnetgen.languages.hcl.work import NotKnown, Refused, TooMuchWork
from mvnetgen.languages.hcl.world import World
from mvnetgen.text.document import Cause, Node, Unknown
from mvnetgen.text.source import Span

F = TypeVar("F", bound=Callable[..., Node])

HANDLERS: dict[type[Expression], Callable[..., Node]] = {}
"""How each kind of expression is evaluated; filled by `evaluates`."""


def evaluates(*kinds: type[Expression]) -> Callable[[F], F]:
    """Register a function as the way to evaluate some kinds of expressions."""

    def register(function: F) -> F:
        HANDLERS.update(dict.fromkeys(kinds, function))
        return function

    return register


def unknown(reason: str, span: Span, kind: Cause) -> Node:
    """A node that cannot be known, for a reason that stands where it is used."""
    return Node(Unknown(reason, span, kind=kind), span)


def because(mistake: Refused | NotKnown | TooMuchWork | RecursionError) -> tuple[str, Cause]:
    """Why something could not be evaluated."""
    match mistake:
        case Refused():
            return mistake.message, Cause.WRONG
        case NotKnown():
            return mistake.message, mistake.kind
        case TooMuchWork():
            return mistake.message, Cause.BUDGET
    return "it is nested too deeply", Cause.BUDGET


class Names(Protocol):
    """The file in which an expression stands, as one call of it sees it."""

    @property
    def file(self) -> File:
        """Where the text is."""

    @property
    def world(self) -> World:
        """The answers to open questions, and the budget."""

    @property
    def site(self) -> Site:
        """Where it is deployed to."""

    def symbol(self, name: str, span: Span) -> Node | None:
        """The value of what is declared under a name, used at a span; None when nothing is."""

    def function(self, name: str) -> Callable[[list[Node], Span], Node] | None:
        """What applies a function that is declared or imported; None when it is neither."""

    def namespace(self, name: str) -> Names | None:
        """What a name stands for in ``name.f()``: a file that is imported as a whole."""

    def alias(self, name: str) -> str:
        """The namespace of functions that a name is another name of; the name itself for any other."""

    def content(self, path: str) -> bytes | None:
        """The bytes of a file beside this one; None when it is not there."""

    def note_duplicates(self, path: str, found: list[tuple[str, Span, Span]]) -> None:
        """Notes the keys that stand twice in an object of a file that is loaded."""

    def names_in(self, path: str) -> tuple[str, ...]:
        """The names of the files in a folder beside this file."""


class Scope:
    """Bound names (what loops, lambdas and functions bind), the file around them, and where it is deployed to."""

    __slots__ = ("bound", "names")

    def __init__(self, names: Names, bound: Mapping[str, Node] | None = None) -> None:
        self.names = names
        self.bound = bound or {}

    def binding(self, bound: Mapping[str, Node]) -> Scope:
        """The scope with more names."""
        self.names.world.work.charge(2)
        return Scope(self.names, {**self.bound, **bound})

    def span(self, part: Part) -> Span:
        """Where a part stands."""
        return self.names.file.places.span(part.start, part.end)

    def context(self, name: str, span: Span) -> Context:
        """What a function knows besides its arguments."""
        return Context(name, span, self.names.world, self.names.site)

    def value(self, expression: Expression) -> Node:
        """
        The value of an expression; unknown, with the reason, for what a deployment would refuse.

        Raises `TooMuchWork` when the budget is gone.
        """
        self.names.world.work.charge()
        try:
            return HANDLERS[type(expression)](expression, self)
        except (Refused, NotKnown) as mistake:
            reason, kind = because(mistake)
            return unknown(reason, self.span(expression), kind)


def undeclared(message: str, span: Span, scope: Scope) -> NotKnown:
    """What to raise for a name that nothing declares: the compiler refuses the file."""
    scope.names.world.mistake(message, span)
    return NotKnown(message, Cause.UNDECLARED)


@evaluates(Broken)
def broken(_expression: Broken, _scope: Scope) -> Node:
    """What could not be read has no value that anybody knows."""
    raise NotKnown("what is written here cannot be read", Cause.WRONG)
