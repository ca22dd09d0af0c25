"""Functions of numbers: whole ones of 64 bits."""

from __future__ import annotations

from typing import Any

from mvnetgen.languages.arm_json.functions.signature import is_kind, plainly
from mvnetgen.languages.arm_json.value import named, whole
from mvnetgen.languages.hcl.work import Refused


@plainly("add", "int", "int")
def add(one: int, other: int) -> int:
    """The sum."""
    return whole(one + other)


@plainly("sub", "int", "int")
def sub(one: int, other: int) -> int:
    """The difference."""
    return whole(one - other)


@plainly("mul", "int", "int")
def mul(one: int, other: int) -> int:
    """The product."""
    return whole(one * other)


@plainly("div", "int", "int")
def div(one: int, other: int) -> int:
    """The quotient, cut towards zero."""
    if other == 0:
        raise Refused("a division by zero")
    quotient = abs(one) // abs(other)
    return whole(quotient if (one < 0) == (other < 0) else -quotient)


@plainly("mod", "int", "int")
def mod(one: int, other: int) -> int:
    """The rest, with the sign of the dividend."""
    if other == 0:
        raise Refused("a division by zero")
    rest = abs(one) % abs(other)
    return -rest if one < 0 else rest


@plainly("min", "any", rest="any")
def smallest(*values: Any) -> int:
    """The smallest of numbers, or of a list of them."""
    return min(_numbers(values))


@plainly("max", "any", rest="any")
def largest(*values: Any) -> int:
    """The largest of numbers, or of a list of them."""
    return max(_numbers(values))


def _numbers(values: tuple[Any, ...]) -> list[int]:
    given = values[0] if len(values) == 1 and isinstance(values[0], list) else list(values)
    if not given:
        raise Refused("it needs at least one number")
    for value in given:
        if not is_kind(value, "int"):
            raise Refused(f"whole numbers are required, and this is {named(value)}")
    return list(given)
