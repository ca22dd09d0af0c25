"""The value of an expression: known, known in part, or unknown with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from mvnetgen.languages.arm_json import access
from mvnetgen.languages.arm_json.expression import Call, Element, Expression, Literal, Property
from mvnetgen.languages.arm_json.functions.call import LAZY, call, call_lazily, finished, knows
from mvnetgen.languages.arm_json.functions.context import Argument, Context, Lambda, Site
from mvnetgen.languages.arm_json.value import used
from mvnetgen.languages.hcl.work import NotKnown, Refused, TooMuchWork
from mvnetgen.languages.hcl.world import World
from mvnetgen.languages.recursion import make_room
from mvnetgen.text.document import Cause, Node, Unknown
from mvnetgen.text.source import Span

Places = Callable[[int, int], Span]
"""From offsets in an expression to places in its file."""


class Names(Protocol):
    """The template in which an expression stands: what it declares."""

    def parameter(self, name: str, span: Span) -> Node:
        """The value of a parameter, used at a span. Raises `Refused` when there is none."""

    def variable(self, name: str, span: Span) -> Node:
        """The value of a variable, used at a span. Raises `Refused` when there is none."""

    def apply(self, name: str, arguments: Sequence[Node], context: Context) -> Node | None:
        """The result of a function that the template declares; None when it declares no such."""

    def identifier(self, name: str) -> Node | None:
        """The id of a resource of the template by its symbolic name, or by its name."""

    def information(self, name: str, context: Context) -> Node | None:
        """What ``resourceInfo`` says about a resource."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a ``copy``."""

    name: str
    index: Node
    named: bool = False
    """Whether ``copyIndex`` must say its name: of a loop over properties."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What the names of an expression mean."""

    names: Names
    world: World
    site: Site
    turns: tuple[Turn, ...] = ()
    """The loops around the expression, the innermost last."""
    bound: Mapping[str, Node] = field(default_factory=dict)
    """What lambdas bind, by names in lower case."""
    contents: Callable[[Node, Context], Node | None] | None = None
    """What is known of the resource of an id before it is deployed."""

    def turning(self, name: str, index: Node, *, named: bool = False) -> Scope:
        """The scope inside of one more loop."""
        return replace(self, turns=(*self.turns, Turn(name.lower(), index, named)))


def evaluate(expression: Expression, scope: Scope, places: Places) -> Node:
    """The value of an expression. Never raises: what is too deep or too much work is unknown."""
    make_room()
    try:
        return _Evaluation(scope, places).value(expression)
    except TooMuchWork as limit:
        span = places(expression.start, expression.end)
        return Node(Unknown(limit.message, span, kind=Cause.BUDGET), span)
    except RecursionError:
        span = places(expression.start, expression.end)
        return Node(Unknown("it is nested too deeply", span, kind=Cause.BUDGET), span)


class _Evaluation:
    __slots__ = ("places", "scope")

    def __init__(self, scope: Scope, places: Places) -> None:
        self.scope = scope
        self.places = places

    def value(self, expression: Expression) -> Node:
        """The value of an expression; unknown, with the reason, for what a deployment would refuse."""
        self.scope.world.work.charge()
        span = self.places(expression.start, expression.end)
        if type(expression) is Literal:
            return Node(expression.value, span)
        secrets: list[Node] = []
        try:
            if type(expression) is Call:
                return self.call(expression, span, secrets)
            if type(expression) is Property:
                of = self.value(expression.of)
                secrets.append(of)
                return access.property_of(of, expression.name, self.context("", span))
            assert type(expression) is Element
            of, key = self.value(expression.of), self.value(expression.key)
            secrets += [of, key]
            return access.element(of, key, self.context("", span))
        except Refused as refusal:
            self.scope.world.refusals += 1
            self.scope.world.mistake(refusal.message, span)
            value = Unknown(refusal.message, span, kind=Cause.WRONG)
            return Node(value, span, sensitive=any(each.sensitive for each in secrets))
        except NotKnown as reason:
            value = Unknown(reason.message, span, kind=Cause.FUNCTION)
            return Node(value, span, sensitive=any(each.sensitive for each in secrets))

    def context(self, name: str, span: Span) -> Context:
        scope = self.scope
        return Context(name, span, scope.world, scope.site, scope.names.identifier, scope.contents)

    def call(self, expression: Call, span: Span, secrets: list[Node]) -> Node:
        name = expression.name.lower()
        context = self.context(expression.name, span)
        if name in LAZY:
            thunks = [lambda each=each: self.value(each) for each in expression.arguments]
            return call_lazily(expression.name, thunks, context)
        special = _SPECIAL.get(name)
        if special is None and "." not in name and not knows(name):
            raise Refused(f"there is no function `{expression.name[:60]}`")
        arguments: list[Argument] = []
        for argument in expression.arguments:
            if type(argument) is Call and argument.name.lower() == "lambda":
                arguments.append(self.function(argument, secrets))
            else:
                node = self.value(argument)
                secrets.append(node)
                arguments.append(node)
        if special is not None:
            return special(self, arguments, context)
        if "." in name:
            return self.user_function(expression.name, arguments, context)
        return call(expression.name, arguments, context)

    def user_function(self, name: str, arguments: Sequence[Argument], context: Context) -> Node:
        nodes = [argument for argument in arguments if isinstance(argument, Node)]
        if len(nodes) < len(arguments):
            raise Refused("a lambda stands where a value is required")
        result = self.scope.names.apply(name, nodes, context)
        if result is None:
            raise Refused(f"the template has no function `{name[:60]}`")
        return finished(used(result, context.span), nodes, context)

    def function(self, expression: Call, secrets: list[Node]) -> Lambda:
        """``lambda('x', 'y', body)``."""
        *given, body = expression.arguments or (Literal(expression.start, expression.end, ""),)
        names = [each.value.lower() for each in given if isinstance(each, Literal) and isinstance(each.value, str)]
        if len(names) < len(given) or not names:
            raise Refused("a lambda has names of arguments, as texts, and what it gives")

        def apply(arguments: Sequence[Node]) -> Node:
            bound = {**self.scope.bound, **dict(zip(names, arguments, strict=False))}
            self.scope.world.work.charge(2)
            result = _Evaluation(replace(self.scope, bound=bound), self.places).value(body)
            if result.sensitive:
                secrets.append(result)
            return result

        return Lambda(len(names), apply)

    def parameters(self, arguments: Sequence[Argument], context: Context) -> Node:
        return self.scope.names.parameter(_name(arguments), context.span)

    def variables(self, arguments: Sequence[Argument], context: Context) -> Node:
        return self.scope.names.variable(_name(arguments), context.span)

    def lambda_variables(self, arguments: Sequence[Argument], context: Context) -> Node:
        found = self.scope.bound.get(_name(arguments).lower())
        if found is None:
            raise Refused("no lambda around this has such a variable")
        return used(found, context.span)

    def copy_index(self, arguments: Sequence[Argument], context: Context) -> Node:
        """``copyIndex()``, ``copyIndex(1)``, ``copyIndex('loop')``, ``copyIndex('loop', 1)``."""
        given = [argument for argument in arguments if isinstance(argument, Node)]
        if len(given) > 2 or len(given) < len(arguments):
            raise Refused("`copyIndex`: it takes the name of a loop and an offset")
        turns = self.scope.turns
        if not turns:
            raise Refused("`copyIndex`: there is no loop around this")
        turn: Turn | None = next((each for each in reversed(turns) if not each.named), turns[-1])
        if given and isinstance(given[0].value, str):
            wanted = given.pop(0).value
            turn = next((each for each in reversed(turns) if each.name == str(wanted).lower()), None)
            if turn is None:
                raise Refused("`copyIndex`: no loop around this has that name")
        assert turn is not None
        index = Node(turn.index.value, context.span)
        return call("add", [index, *given], replace(context, name="add")) if given else index

    def resource_info(self, arguments: Sequence[Argument], context: Context) -> Node:
        found = self.scope.names.information(_name(arguments), context)
        if found is None:
            raise Refused("the template has no resource of that name")
        return found


def _name(arguments: Sequence[Argument]) -> str:
    """The name that is the one argument. Raises `Refused`, and `NotKnown` for a name that is not known."""
    if len(arguments) != 1 or not isinstance(arguments[0], Node):
        raise Refused("it takes one name")
    value = arguments[0].value
    if isinstance(value, Unknown):
        raise NotKnown(value.reason)
    if not isinstance(value, str):
        raise Refused("a name is a text")
    return value


_SPECIAL = {
    "parameters": _Evaluation.parameters,
    "variables": _Evaluation.variables,
    "lambdavariables": _Evaluation.lambda_variables,
    "copyindex": _Evaluation.copy_index,
    "resourceinfo": _Evaluation.resource_info,
}
