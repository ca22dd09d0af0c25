"""
The value of an expression: known, known in part, or unknown with the reason.

A value that comes from elsewhere (``var.x``) has its use as the span and the place where it was written as the origin.
"""

from __future__ import annotations

from typing import NamedTuple

import mvnetgen.languages.hcl.template  # noqa: F401 - registers how templates are evaluated
from mvnetgen.languages.hcl import access, operate
from mvnetgen.languages.hcl.compare import equal
from mvnetgen.languages.hcl.conversion import ANY, TEXT, Type, convert, shared_type, type_of
from mvnetgen.languages.hcl.decide import decided
from mvnetgen.languages.hcl.functions.call import call
from mvnetgen.languages.hcl.number import normal
from mvnetgen.languages.hcl.scope import Scope, evaluates
from mvnetgen.languages.hcl.syntax import (
    Attribute,
    Binary,
    Call,
    Conditional,
    Expression,
    For,
    Index,
    Literal,
    ObjectLiteral,
    Parentheses,
    Splat,
    TupleLiteral,
    Unary,
    Variable,
)
from mvnetgen.languages.hcl.value import (
    List,
    Set,
    any_sensitive,
    first_unknown,
    items_of,
    keyed,
    marked,
    spell_scalar,
    spread,
    used,
)
from mvnetgen.languages.hcl.work import Refused, TooMuchWork
from mvnetgen.languages.hcl.world import Question
from mvnetgen.languages.recursion import make_room
from mvnetgen.text.document import HOLE, Cause, Node, Unknown


def evaluate(expression: Expression, scope: Scope) -> Node:
    """
    The value of an expression, with a budget of its own.

    Never raises: what is too deep or too much work is unknown, and noted in the world.
    """
    make_room()
    world = scope.world
    looping, world.looping = world.looping, 0
    outer = world.work.begin()
    try:
        node = scope.value(expression)
        return spread(node, world.work) if world.secrets else node
    except TooMuchWork as limit:
        return world.exhaust(limit.message, expression.span)
    except RecursionError:
        return world.exhaust("it is nested too deeply", expression.span)
    finally:
        world.work.end(outer)
        world.looping = looping


def not_known(because: Node, expression: Expression) -> Node:
    """What depends on an unknown value."""
    assert isinstance(because.value, Unknown)
    return Node(because.value.other(), expression.span, sensitive=because.sensitive)


@evaluates(Literal)
def literal(expression: Literal, _scope: Scope) -> Node:
    """A literal stands where it is written."""
    value = expression.value
    return Node(normal(value) if type(value) is float else value, expression.span)


@evaluates(Parentheses)
def parentheses(expression: Parentheses, scope: Scope) -> Node:
    """What is inside."""
    return scope.value(expression.inner)


@evaluates(Variable)
def variable(expression: Variable, scope: Scope) -> Node:
    """A name that ``for``, a template or a splat binds."""
    name = expression.name
    bound = scope.names.get(name)
    if bound is None:
        if name in {"each", "count", "self"}:
            raise Refused(f"`{name}` means nothing here")
        raise Refused(f"`{name}` alone refers to nothing")
    return bound if name == "*" else used(bound, expression.span)


@evaluates(Attribute)
def attribute(expression: Attribute, scope: Scope) -> Node:
    """``var.x``, ``azapi_resource.x``, ``data.azurerm_x.y``, or an attribute of a value."""
    of, resolver = expression.of, scope.resolver
    if resolver is not None:
        if isinstance(of, Variable) and of.name not in scope.names and of.name not in {"each", "count", "self"}:
            if of.name == "data":
                raise Refused("a data source has a type and a name")
            return resolver.reference(of.name, expression.name, expression.span)
        if isinstance(of, Attribute) and of.of == Variable(of.of.span, "data") and "data" not in scope.names:
            return resolver.data(of.name, expression.name, expression.span)
    return access.attribute(scope.value(of), expression.name, expression.span, scope.world)


@evaluates(Index)
def index(expression: Index, scope: Scope) -> Node:
    """``xs[0]`` and ``xs["key"]``."""
    return access.index(scope.value(expression.of), scope.value(expression.key), expression.span, scope.world)


@evaluates(Splat)
def splat(expression: Splat, scope: Scope) -> Node:
    """``xs[*].a``: of each element, of the one value, or of nothing for null."""
    of = scope.value(expression.of)
    elements = access.splat_elements(of, scope.world)
    if elements is None:
        return not_known(of, expression)
    scope.world.work.elements(len(elements))
    scope.world.looping += 1
    try:
        results = [scope.binding({"*": element}).value(expression.each) for element in elements]
    finally:
        scope.world.looping -= 1
    values = List(results) if isinstance(of.value, List | Set) else tuple(results)
    return Node(values, expression.span, None, of.origin, of.sensitive)


@evaluates(Unary)
def unary(expression: Unary, scope: Scope) -> Node:
    """``-x``, ``!x``."""
    return operate.unary(expression.operator, scope.value(expression.operand), expression.span, scope.world.work)


@evaluates(Binary)
def binary(expression: Binary, scope: Scope) -> Node:
    """Arithmetic, comparison, and logic that stops at the operand which decides (as Terraform 1.12 does)."""
    left = scope.value(expression.left)
    if (expression.operator == "&&" and left.value is False) or (expression.operator == "||" and left.value is True):
        return Node(left.value, expression.span, None, left.origin, left.sensitive)
    right = scope.value(expression.right)
    result = operate.binary(expression.operator, left, right, expression.span, scope.world.work)
    if scope.world.secrets and any_sensitive([left, right], scope.world.work):
        return marked(result)
    return result


@evaluates(Conditional)
def conditional(expression: Conditional, scope: Scope) -> Node:
    """
    The arm that the condition selects, as the type that both arms share.

    When the condition is open, equal arms are the value; otherwise the world is asked.
    """
    world = scope.world
    start = len(world.asked)
    condition = scope.value(expression.condition)
    arms: dict[bool, Aside] = {}
    if isinstance(condition.value, Unknown):
        arms = {True: _aside(expression.then, scope), False: _aside(expression.otherwise, scope)}
        if _same(arms[True].node, arms[False].node, scope):
            del world.asked[start:]
            return marked(arms[True].node) if condition.sensitive else arms[True].node
    answer = decided(expression.condition, scope, condition)
    if isinstance(answer, Node):
        return not_known(answer, expression)
    if arms:
        world.asked.extend(arms[answer].asked)
        world.refusals += arms[answer].refusals
        selected = arms[answer].node
    else:
        selected = scope.value(expression.then if answer else expression.otherwise)
    if selected.value is not None and not isinstance(selected.value, Unknown):
        other = (arms[not answer] if arms else _aside(expression.otherwise if answer else expression.then, scope)).node
        kind = type_of(other, world.work)
        if kind is ANY:
            kind = type_made_by(expression.otherwise if answer else expression.then)
        if kind is not ANY:
            shared = shared_type([type_of(selected, world.work), kind])
            if shared is None:
                raise Refused("the arms of the condition have no type in common")
            selected = convert(selected, shared, world.work)
    return marked(selected) if condition.sensitive else selected


def type_made_by(expression: Expression) -> Type:
    """The type of an expression whose value is null or unknown, as far as a conversion function tells it."""
    match expression:
        case Parentheses():
            return type_made_by(expression.inner)
        case Call(name="toset" | "setunion" | "setintersection" | "setsubtract"):
            return Type("set", ANY)
        case Call(name="tolist"):
            return Type("list", ANY)
        case Call(name="tomap"):
            return Type("map", ANY)
    return ANY


class Aside(NamedTuple):
    """An arm that may not be selected: its value, and the questions and refusals that do not count until it is."""

    node: Node
    asked: list[Question]
    refusals: int


def _aside(expression: Expression, scope: Scope) -> Aside:
    world = scope.world
    refusals, asked = world.refusals, len(world.asked)
    node = scope.value(expression)
    aside = Aside(node, world.asked[asked:], world.refusals - refusals)
    world.refusals = refusals
    del world.asked[asked:]
    return aside


def _same(one: Node, other: Node, scope: Scope) -> bool:
    work = scope.world.work
    return first_unknown([one, other], work) is None and equal(one, other, work) is True


@evaluates(TupleLiteral)
def tuple_literal(expression: TupleLiteral, scope: Scope) -> Node:
    """``[a, b]``."""
    return Node(tuple([scope.confined(item) for item in expression.items]), expression.span)


@evaluates(ObjectLiteral)
def object_literal(expression: ObjectLiteral, scope: Scope) -> Node:
    """``{ a = b }``. A key that is known in part, or not at all, holds a `HOLE`."""
    result: dict[str, Node] = {}
    sensitive = False
    for item in expression.items:
        key = scope.value(item.key)
        sensitive = sensitive or key.sensitive
        result[_key_text(key, result, scope)] = keyed(scope.confined(item.value), item.key.span)
    return Node(result, expression.span, sensitive=sensitive)


def _key_text(key: Node, taken: dict[str, Node], scope: Scope) -> str:
    value = key.value
    if isinstance(value, Unknown):
        text = HOLE if value.text is None else value.text
        while text in taken:
            text = text.replace(HOLE, HOLE * 2, 1)
        return scope.world.work.text(text)
    if value is None:
        raise Refused("a key is null")
    return spell_scalar(convert(key, TEXT, scope.world.work).value)  # type: ignore[arg-type]  # a text by now


@evaluates(For)
def for_expression(expression: For, scope: Scope) -> Node:
    """``[for …]`` and ``{for …}``."""
    collection = scope.value(expression.collection)
    if isinstance(collection.value, Unknown):
        return not_known(collection, expression)
    if collection.value is None:
        raise Refused("null is iterated over")
    scope.world.looping += 1
    try:
        return _iterated(expression, collection, scope)
    finally:
        scope.world.looping -= 1


def _iterated(expression: For, collection: Node, scope: Scope) -> Node:
    steps: list[tuple[Node, Scope]] = []
    sensitive = collection.sensitive
    for key, value in items_of(collection, scope.world.work):
        names = {expression.value: marked(value) if collection.sensitive else value}
        if expression.key is not None:
            unclear = isinstance(key.value, str) and HOLE in key.value
            named = _unclear_key(key) if unclear else key
            names[expression.key] = marked(named) if collection.sensitive else named
        inner = scope.binding(names)
        if expression.condition is not None:
            touched = scope.world.touched
            answer = decided(expression.condition, inner)
            sensitive = sensitive or scope.world.touched != touched
            if isinstance(answer, Node):
                return not_known(answer, expression)
            if not answer:
                continue
        steps.append((value, inner))
    if expression.result_key is None:
        results = tuple([inner.value(expression.result) for _, inner in steps])
        return Node(results, expression.span, sensitive=sensitive)
    return _for_object(expression, expression.result_key, steps, sensitive=sensitive)


def _unclear_key(key: Node) -> Node:
    assert isinstance(key.value, str)
    return Node(Unknown("the key is not known", key.span, key.value, kind=Cause.CONDITION), key.span)


def _for_object(
    expression: For, key_expression: Expression, steps: list[tuple[Node, Scope]], *, sensitive: bool
) -> Node:
    result: dict[str, Node] = {}
    groups: dict[str, list[Node]] = {}
    for source, inner in steps:
        key = inner.value(key_expression)
        sensitive = sensitive or key.sensitive
        value = inner.value(expression.result)
        if expression.group:
            if isinstance(key.value, Unknown):
                return not_known(key, expression)
            groups.setdefault(_key_text(key, {}, inner), []).append(value)
            continue
        text = _key_text(key, result, inner)
        if text in result:
            raise Refused(f"the key `{text}` is produced twice")
        result[text] = keyed(value, key.origin or source.key or key.span)
    if expression.group:
        result = {text: Node(tuple(values), expression.span) for text, values in groups.items()}
    return Node(result, expression.span, sensitive=sensitive)


@evaluates(Call)
def function_call(expression: Call, scope: Scope) -> Node:
    """``f(a, b)``."""
    return call(expression, scope)
