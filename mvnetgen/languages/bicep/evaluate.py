"""
The value of an expression: known, known in part, or unknown with the reason.

A value that comes from elsewhere has its use as the span and the place where it was written as the origin.
"""

from __future__ import annotations

from collections.abc import Sequence

import mvnetgen.languages.bicep.calls  # noqa: F401 - registers how calls are evaluated
from mvnetgen.languages.arm_json import access
from mvnetgen.languages.arm_json.functions.call import call, call_lazily, finished
from mvnetgen.languages.arm_json.functions.signature import not_known
from mvnetgen.languages.arm_json.functions.text_format import interpolate
from mvnetgen.languages.arm_json.value import keyed, marked, named, used
from mvnetgen.languages.bicep.handle import target_of
from mvnetgen.languages.bicep.scope import Scope, because, evaluates, undeclared, unknown
from mvnetgen.languages.bicep.syntax import (
    ArrayLiteral,
    Binary,
    Broken,
    Child,
    Conditional,
    Expression,
    For,
    Group,
    If,
    Item,
    Lambda,
    Literal,
    Member,
    Name,
    ObjectLiteral,
    Property,
    Spread,
    Sure,
    Text,
    Unary,
)
from mvnetgen.languages.hcl.work import NotKnown, Refused, TooMuchWork
from mvnetgen.languages.recursion import make_room
from mvnetgen.languages.symbolic import key_in_part, opaque
from mvnetgen.text.document import Cause, Node, Unknown
from mvnetgen.text.source import Span

MOST_TURNS = 800
"""The engine refuses longer loops."""

_OPERATORS = {
    "+": "add", "-": "sub", "*": "mul", "/": "div", "%": "mod",
    "<": "less", "<=": "lessOrEquals", ">": "greater", ">=": "greaterOrEquals", "==": "equals",
}  # fmt: skip
_LAZY = {"&&": "and", "||": "or", "??": "coalesce"}


def evaluate(expression: Expression, scope: Scope) -> Node:
    """The value of an expression. Never raises: what is too deep or too much work is unknown."""
    make_room()
    try:
        return scope.value(expression)
    except (TooMuchWork, RecursionError) as limit:
        reason, kind = because(limit)
    return unknown(reason, scope.span(expression), kind)


@evaluates(Literal)
def literal(expression: Literal, scope: Scope) -> Node:
    """A literal stands where it is written."""
    return Node(expression.value, scope.span(expression))


@evaluates(Text)
def text(expression: Text, scope: Scope) -> Node:
    """``'a${b}'``."""
    span = scope.span(expression)
    context = scope.context("format", span)
    parts = [part if isinstance(part, str) else scope.value(part) for part in expression.parts]
    return finished(interpolate(parts, context), [part for part in parts if isinstance(part, Node)], context)


@evaluates(Name)
def name(expression: Name, scope: Scope) -> Node:
    """What is bound or declared under a name."""
    span = scope.span(expression)
    bound = scope.bound.get(expression.name)
    if bound is not None:
        return used(bound, span)
    found = scope.names.symbol(expression.name, span)
    if found is None:
        raise undeclared(f"`{expression.name}` is not declared", span, scope)
    return found


@evaluates(Group)
def group(expression: Group, scope: Scope) -> Node:
    """What is inside."""
    return scope.value(expression.inner)


@evaluates(Unary)
def unary(expression: Unary, scope: Scope) -> Node:
    """``-a``, ``!a``."""
    operand, span = expression.operand, scope.span(expression)
    if isinstance(operand, Literal) and expression.operator == "-" and type(operand.value) is int:
        return Node(-operand.value, span)
    assert isinstance(operand, Expression)
    node = scope.value(operand)
    if expression.operator == "!":
        return call("not", [node], scope.context("not", span))
    return call("sub", [Node(0, span), node], scope.context("sub", span))


@evaluates(Binary)
def binary(expression: Binary, scope: Scope) -> Node:
    """Arithmetic, comparison, and logic that stops at the operand which decides."""
    span, operator = scope.span(expression), expression.operator
    lazy = _LAZY.get(operator)
    if lazy:
        thunks = [lambda: scope.value(expression.left), lambda: scope.value(expression.right)]
        return call_lazily(lazy, thunks, scope.context(lazy, span))
    left, right = scope.value(expression.left), scope.value(expression.right)
    function = _OPERATORS.get(operator)
    if function:
        return call(function, [left, right], scope.context(function, span))
    context = scope.context("equals", span)
    if operator in {"=~", "!~"}:
        lower = scope.context("toLower", span)
        left, right = call("toLower", [left], lower), call("toLower", [right], lower)
    same = call("equals", [left, right], context)
    return same if operator == "=~" else call("not", [same], scope.context("not", span))


@evaluates(Conditional)
def conditional(expression: Conditional, scope: Scope) -> Node:
    """The arm that the condition selects."""
    arms = (expression.condition, expression.then, expression.otherwise)
    thunks = [lambda arm=arm: scope.value(arm) for arm in arms]
    return call_lazily("if", thunks, scope.context("if", scope.span(expression)))


# arrays and objects


@evaluates(ArrayLiteral)
def array(expression: ArrayLiteral, scope: Scope) -> Node:
    """``[a, ...b]``."""
    span = scope.span(expression)
    items: list[Node] = []
    for item in expression.items:
        if not isinstance(item, Spread):
            items.append(scope.value(item))
            continue
        inner = scope.value(item.value)
        if isinstance(inner.value, Unknown):
            return not_known([*items, inner], scope.context("createArray", span))
        if not isinstance(inner.value, tuple):
            raise Refused(f"an array is required after `...`, and this is {named(inner.value)}")
        items += [marked(each) for each in inner.value] if inner.sensitive else inner.value
    return Node(tuple(items), span)


@evaluates(ObjectLiteral)
def object_literal(expression: ObjectLiteral, scope: Scope) -> Node:
    """``{a: b, ...c}``."""
    entries = [entry for entry in expression.entries if isinstance(entry, Property | Spread)]
    return object_of(entries, scope, scope.span(expression))


def object_of(entries: Sequence[Property | Spread], scope: Scope, span: Span) -> Node:
    """The object that some properties make; what is spread is merged in its place."""
    if not any(isinstance(entry, Spread) for entry in entries):
        return _plain_object([entry for entry in entries if isinstance(entry, Property)], scope, span)
    groups: list[Node] = []
    run: list[Property] = []
    for entry in entries:
        if isinstance(entry, Property):
            run.append(entry)
            continue
        if run:
            groups.append(_plain_object(run, scope, span))
            run = []
        groups.append(scope.value(entry.value))
    if run:
        groups.append(_plain_object(run, scope, span))
    context = scope.context("shallowMerge", span)
    return call("shallowMerge", [Node(tuple(groups), span)], context)


def _plain_object(entries: Sequence[Property], scope: Scope, span: Span) -> Node:
    result: dict[str, Node] = {}
    secret = False
    for entry in entries:
        if isinstance(entry.key, Broken):
            continue
        key = scope.value(entry.key)
        value = key.value
        if isinstance(value, Unknown):
            value = key_in_part(value, result)
        elif not isinstance(value, str):
            raise Refused(f"a key is a text, and this is {named(value)}")
        elif value in result and not all(isinstance(each.key, Literal) for each in entries):
            raise Refused(f"the key `{value[:60]}` is there twice")
        secret = secret or key.sensitive
        result[value] = keyed(scope.value(entry.value), scope.span(entry.key))
    return Node(result, span, sensitive=secret)


# members


@evaluates(Member, Item, Child, Sure)
def chain(expression: Member | Item | Child | Sure, scope: Scope) -> Node:
    """``a.b[c]!.?d``: when a safe step leads to null, the steps behind it are not taken."""
    steps: list[Member | Item | Child | Sure] = []
    at: Expression = expression
    while isinstance(at, Member | Item | Child | Sure):
        steps.append(at)
        at = at.of
    if isinstance(at, Name) and at.name not in scope.bound and isinstance(steps[-1], Member):
        namespace = scope.names.namespace(at.name)
        if namespace is not None:
            member = steps.pop()
            assert isinstance(member, Member)
            found = namespace.symbol(member.name.name, scope.span(member))
            if found is None:
                raise undeclared(f"`{at.name}` has no `{member.name.name}`", scope.span(member), scope)
            node = found
        else:
            node = scope.value(at)
    else:
        node = scope.value(at)
    guarded = False
    for step in reversed(steps):
        if isinstance(step, Sure):
            continue
        if guarded and node.value is None:
            return Node(None, scope.span(expression), sensitive=node.sensitive)
        node = _step(node, step, scope)
        guarded = guarded or (not isinstance(step, Child) and step.safe)
    return node


def _step(of: Node, step: Member | Item | Child, scope: Scope) -> Node:
    span = scope.span(step)
    context = scope.context("", span)
    target = target_of(of)
    if isinstance(step, Child):
        if target is None:
            raise Refused(f"`::{step.name.name}` is asked of something that is no resource")
        return target.child(step.name.name, span)
    if isinstance(step, Member):
        if target is not None:
            return target.attribute(step.name.name, span, safe=step.safe)
        if step.safe:
            return access.try_get(of, [Node(step.name.name, span)], context)
        return access.property_of(of, step.name.name, context)
    key = scope.value(step.key)
    if target is not None:
        if isinstance(key.value, str):
            return target.attribute(key.value, span, safe=step.safe)
        return target.turn(key, span)
    if step.from_end:
        return (access.try_from_end if step.safe else access.from_end)(of, key, context)
    if step.safe:
        return access.try_get(of, [key], context)
    return access.element(of, key, context)


# loops


@evaluates(For)
def loop(expression: For, scope: Scope) -> Node:
    """``[for x in xs: …]`` as a value."""
    collection = scope.value(expression.collection)
    span = scope.span(expression)
    value = collection.value
    if isinstance(value, Unknown):
        return not_known([collection], scope.context("for", span), value)
    if not isinstance(value, tuple):
        raise Refused(f"a loop runs over an array, and this is {named(value)}")
    if len(value) > MOST_TURNS:
        raise Refused(f"a loop has at most {MOST_TURNS} turns")
    scope.names.world.work.elements(len(value))
    items = []
    for index, item in enumerate(value):
        inner = scope.binding(turn_names(expression, marked(item) if collection.sensitive else item, index, span))
        items.append(inner.value(expression.body))
    return Node(tuple(items), span, sensitive=collection.sensitive)


def turn_names(expression: For, item: Node, index: int | None, span: Span) -> dict[str, Node]:
    """What a turn of a loop binds; without an index, in a turn that stands for all that there may be."""
    names = {expression.item.name: item}
    if expression.index:
        number: int | Unknown = (
            opaque("index", "the number of the turn is not known", span, kind=Cause.CONDITION)
            if index is None
            else index
        )
        names[expression.index.name] = Node(number, span)
    return names


@evaluates(If)
def condition(_expression: If, _scope: Scope) -> Node:
    """A condition has no value of its own."""
    raise NotKnown("a condition stands where a value is required")


@evaluates(Lambda)
def function(_expression: Lambda, _scope: Scope) -> Node:
    """A lambda is handed to functions only."""
    raise Refused("a lambda stands where a value is required")
