"""Conditions: known, answered by the world, or open."""

from __future__ import annotations

import json
from dataclasses import fields

from mvnetgen.languages.hcl.conversion import BOOL, convert
from mvnetgen.languages.hcl.scope import Scope
from mvnetgen.languages.hcl.syntax import (
    Attribute,
    Binary,
    Conditional,
    Expression,
    Index,
    Literal,
    Parentheses,
    Splat,
    Template,
    Unary,
    Variable,
)
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.languages.hcl.world import Question
from mvnetgen.text.document import Node, Unknown
from mvnetgen.text.source import spell

LONGEST_QUESTION = 2000
"""Characters. A longer condition is nobody's repetition of another one."""


def decided(expression: Expression, scope: Scope, node: Node | None = None) -> bool | Node:
    """
    Whether a condition holds, in the scope's world; a node with an unknown value when that is open.

    `node` is the value of the expression, when it is evaluated already. Parts of ``a && b`` and ``!a`` are asked one by one, so that they have the same answer elsewhere. Raises `Refused`
    for what is no condition.
    """
    refusals = scope.world.refusals
    node = node or scope.value(expression)
    if not isinstance(node.value, Unknown):
        return _truth(node, scope)
    if scope.world.refusals != refusals:
        return node
    answer = _ask(expression, scope)
    return node if answer is None else answer


def _truth(node: Node, scope: Scope) -> bool:
    value = convert(node, BOOL, scope.world.work).value
    if value is None:
        raise Refused("a condition is null")
    assert isinstance(value, bool)
    return value


def _answer(expression: Expression, scope: Scope) -> bool | None:
    answer = decided(expression, scope)
    return None if isinstance(answer, Node) else answer


def _ask(expression: Expression, scope: Scope) -> bool | None:
    """The world's answer to a condition that is not known."""
    match expression:
        case Parentheses():
            return _ask(expression.inner, scope)
        case Template(parts=(inner,)):
            return _ask(inner, scope)
        case Unary(operator="!"):
            return _negated(_answer(expression.operand, scope))
        case Binary(operator="&&" | "||" as operator):
            left = _answer(expression.left, scope)
            if left is None or left == (operator == "||"):
                return left
            return _answer(expression.right, scope)
        case Binary(operator="!="):
            return _negated(_ask_equal(expression, scope))
        case Binary(operator="=="):
            return _ask_equal(expression, scope)
        case Conditional():
            condition = _answer(expression.condition, scope)
            if condition is None:
                return None
            return _answer(expression.then if condition else expression.otherwise, scope)
        case Attribute(of=Variable(name="local")) if scope.resolver and "local" not in scope.names:
            written = scope.resolver.local_expression(expression.name)
            if written is not None:
                return _ask(written, Scope(scope.world, None, scope.resolver, scope.folder))
    return scope.world.ask(Question(canonical(expression, scope)))


def _negated(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def _ask_equal(expression: Binary, scope: Scope) -> bool | None:
    for one, other in ((expression.left, expression.right), (expression.right, expression.left)):
        known = scope.value(other)
        constant = known.value
        if known.sensitive:
            continue  # nobody may read the question
        if isinstance(constant, bool):
            answer = _answer(one, scope)
            return answer if constant else _negated(answer)
        if constant is None or isinstance(constant, str | int | float):
            subject = canonical(one, scope)
            return scope.world.ask(Question(f"{subject} == {json.dumps(constant)}", subject))
    sides = sorted([canonical(expression.left, scope), canonical(expression.right, scope)])
    return scope.world.ask(Question(" == ".join(sides)))


def canonical(expression: Expression, scope: Scope) -> str:
    """A text that is the same for the same condition: what is known is written out, what refers is written in full."""
    refusals, asked = scope.world.refusals, len(scope.world.asked)
    text = _spell(expression, scope)
    scope.world.refusals = refusals
    del scope.world.asked[asked:]
    return text


def _spell(expression: Expression, scope: Scope) -> str:
    match expression:
        case Literal():
            return json.dumps(expression.value)
        case Parentheses():
            return _spell(expression.inner, scope)
        case Variable() | Attribute() | Index() | Splat():
            return _spell_traversal(expression, scope)
        case Binary():
            return f"({_spell(expression.left, scope)} {expression.operator} {_spell(expression.right, scope)})"
    return _spell_parts(expression, scope)


def _spell_traversal(expression: Expression, scope: Scope) -> str:
    node = scope.value(expression)
    value = node.value
    if node.sensitive and not isinstance(value, Unknown):
        return _spell_parts(expression, scope)
    if value is None or isinstance(value, str | int | float):
        return json.dumps(value)
    if isinstance(value, Unknown) and value.reference:
        return spell((value.reference.address, *value.reference.attribute))
    if isinstance(expression, Variable):
        return f"{expression.name}@{expression.span.path}:{expression.span.line}:{expression.span.column}"
    return _spell_parts(expression, scope)


def _spell_parts(expression: object, scope: Scope) -> str:
    """The expression's kind and what it consists of."""
    scope.world.work.charge()
    parts: list[str] = []
    for field in fields(expression):  # type: ignore[arg-type]  # every expression is a dataclass
        content = getattr(expression, field.name)
        if field.name == "span":
            continue
        for part in content if isinstance(content, tuple) else (content,):
            if isinstance(part, Expression):
                parts.append(_spell(part, scope))
            elif hasattr(part, "__dataclass_fields__"):
                parts.append(_spell_parts(part, scope))
            else:
                parts.append(json.dumps(part))
    text = f"{type(expression).__name__.lower()}({', '.join(parts)})"
    if len(text) > LONGEST_QUESTION:
        raise Refused("the condition is too long")
    return text
