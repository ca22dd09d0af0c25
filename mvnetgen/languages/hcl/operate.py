"""Operators on values that are evaluated already."""

from __future__ import annotations

import operator as op
from collections.abc import Callable
from fractions import Fraction
from math import trunc

from mvnetgen.languages.hcl.compare import equal
from mvnetgen.languages.hcl.conversion import BOOL, NUMBER, convert
from mvnetgen.languages.hcl.number import exactly, number_of
from mvnetgen.languages.hcl.value import first_unknown, only_origin
from mvnetgen.languages.hcl.work import NotKnown, Refused, Work
from mvnetgen.text.document import Cause, Node, Unknown
from mvnetgen.text.source import Span


def unary(operator: str, operand: Node, span: Span, work: Work) -> Node:
    """``-x`` or ``!x``. Raises `Refused` for a value of the wrong type."""
    value = _operand(operand, BOOL if operator == "!" else NUMBER, work)
    if isinstance(value, Unknown):
        return _not_known(value, span, operand)
    result = not value if operator == "!" else number_of(-exactly(value))
    return _result(result, span, operand)


def binary(operator: str, left: Node, right: Node, span: Span, work: Work) -> Node:
    """``a + b``. Raises `Refused` for values of the wrong type."""
    if operator in {"==", "!="}:
        same = equal(left, right, work)
        if same is None:
            return _not_known(_an_unknown(left, right, work), span, left, right)
        return _result(same == (operator == "=="), span, left, right)
    if operator in {"&&", "||"}:
        return _logic(operator == "||", left, right, span, work)
    one, other = _operand(left, NUMBER, work), _operand(right, NUMBER, work)
    for value in (one, other):
        if isinstance(value, Unknown):
            return _not_known(value, span, left, right)
    assert not isinstance(one, Unknown)
    assert not isinstance(other, Unknown)
    if (
        isinstance(one, int)
        and isinstance(other, int)
        and operator in WHOLE
        and abs(one) < SMALL
        and abs(other) < SMALL
    ):
        return _result(WHOLE[operator](one, other), span, left, right)
    return _result(ARITHMETIC[operator](exactly(one), exactly(other)), span, left, right)


def _logic(absorbing: bool, left: Node, right: Node, span: Span, work: Work) -> Node:
    """``&&`` (absorbing is False) or ``||`` (absorbing is True): one absorbing operand decides."""
    values = [_operand(each, BOOL, work) for each in (left, right)]
    if absorbing in [value for value in values if isinstance(value, bool)]:
        return _result(absorbing, span, left, right)
    for value in values:
        if isinstance(value, Unknown):
            return _not_known(value, span, left, right)
    return _result(not absorbing, span, left, right)


def _operand(node: Node, to: object, work: Work) -> bool | int | float | Unknown:
    value = convert(node, BOOL if to is BOOL else NUMBER, work).value
    if value is None:
        raise Refused("an operand is null")
    assert isinstance(value, bool | int | float | Unknown)
    return value


def _an_unknown(left: Node, right: Node, work: Work) -> Unknown:
    return first_unknown([left, right], work) or Unknown("a part of it is not known", kind=Cause.CONDITION)


def _result(value: bool | float, span: Span, *operands: Node) -> Node:
    return Node(value, span, None, only_origin(operands), any(each.sensitive for each in operands))


def _not_known(value: Unknown, span: Span, *operands: Node) -> Node:
    return Node(value.other(), span, sensitive=any(each.sensitive for each in operands))


def _divide(one: Fraction, other: Fraction) -> int | float:
    if other == 0:
        raise NotKnown("a division by zero", Cause.WRONG)
    return number_of(one / other)


def _modulo(one: Fraction, other: Fraction) -> int | float:
    """The rest has the sign of the dividend."""
    if other == 0:
        raise NotKnown("a division by zero", Cause.WRONG)
    return number_of(one - other * trunc(one / other))


SMALL = 1 << 200
"""Whole numbers below need no rounding."""

WHOLE: dict[str, Callable[[int, int], bool | int]] = {
    "+": op.add,
    "-": op.sub,
    "*": op.mul,
    "<": op.lt,
    ">": op.gt,
    "<=": op.le,
    ">=": op.ge,
}

ARITHMETIC: dict[str, Callable[[Fraction, Fraction], bool | int | float]] = {
    "+": lambda one, other: number_of(one + other),
    "-": lambda one, other: number_of(one - other),
    "*": lambda one, other: number_of(one * other),
    "/": _divide,
    "%": _modulo,
    "<": lambda one, other: one < other,
    ">": lambda one, other: one > other,
    "<=": lambda one, other: one <= other,
    ">=": lambda one, other: one >= other,
}
