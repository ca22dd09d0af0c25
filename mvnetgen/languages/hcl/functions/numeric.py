"""Numeric functions."""

from __future__ import annotations

import math

from mvnetgen.languages.hcl.functions.signature import plainly
from mvnetgen.languages.hcl.number import Number, exactly, number_of
from mvnetgen.languages.hcl.work import Refused, Work

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


@plainly("abs", "number")
def abs_(number: Number) -> Number:
    """Without its sign."""
    return number_of(abs(exactly(number)))


@plainly("ceil", "number")
def ceil(number: Number) -> int:
    """The next whole number."""
    return math.ceil(exactly(number))


@plainly("floor", "number")
def floor(number: Number) -> int:
    """The previous whole number."""
    return math.floor(exactly(number))


@plainly("max", "number", rest="number")
def max_(*numbers: Number) -> Number:
    """The largest number."""
    return number_of(max(map(exactly, numbers)))


@plainly("min", "number", rest="number")
def min_(*numbers: Number) -> Number:
    """The smallest number."""
    return number_of(min(map(exactly, numbers)))


@plainly("signum", "number")
def signum(number: Number) -> int:
    """-1, 0 or 1."""
    if not isinstance(number, int):
        raise Refused("a whole number is required")
    return (number > 0) - (number < 0)


def _of_float(value: float) -> Number:
    if not math.isfinite(value):
        raise Refused("the result is no finite number")
    return int(value) if value.is_integer() else value


@plainly("log", "number", "number")
def log(number: Number, base: Number) -> Number:
    """The logarithm to a base, as a float of 64 bits."""
    try:
        return _of_float(math.log(float(number)) / math.log(float(base)))
    except (ValueError, ZeroDivisionError, OverflowError) as error:
        raise Refused("there is no such logarithm") from error


@plainly("pow", "number", "number")
def pow_(number: Number, power: Number) -> Number:
    """A power, as a float of 64 bits."""
    try:
        return _of_float(math.pow(float(number), float(power)))
    except (ValueError, OverflowError) as error:
        raise Refused("there is no such power") from error


@plainly("parseint", "text", "number")
def parseint(text: str, base: Number, work: Work) -> int:
    """The whole number that a text spells in a base from 2 to 62. Up to 36, capital letters mean the same."""
    if not isinstance(base, int) or not 2 <= base <= 62:
        raise Refused("the base is a whole number from 2 to 62")
    digits = text[1:] if text[:1] in {"+", "-"} else text
    if base <= 36:
        digits = digits.lower()
    if not digits or len(digits) > 1000 or any(character not in DIGITS[:base] for character in digits):
        raise Refused(f"the text is no whole number in base {base}")
    work.charge(len(digits))
    number = 0
    for character in digits:
        number = number * base + DIGITS.index(character)
    return -number if text.startswith("-") else number
