"""
Terraform's numbers: binary floating point with 512 bits, so that 0.1 + 0.2 is 0.3.

Whole numbers are `int`. A number with a fraction is a `float`; when a float cannot hold it, it is a `Real`, which is
the nearest float and remembers the number itself.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from math import isfinite

from mvnetgen.languages.hcl.work import Refused

PRECISION = 512
LARGEST_EXPONENT = 13_000
"""Bits. Python prints whole numbers up to 4,300 digits."""

DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,5})?", re.ASCII)

Number = int | float


class Real(float):
    """A number with a fraction that no float holds exactly enough: 1/3."""

    __slots__ = ("exact",)
    exact: Fraction

    def __reduce__(self) -> tuple[object, ...]:
        return real, (self.exact,)


def real(exact: Fraction) -> Real:
    """The `Real` of a fraction."""
    number = Real(exact)
    number.exact = exact
    return number


def exactly(number: Number) -> Fraction:
    """The number that Terraform computes with. Raises `Refused` for infinities."""
    if isinstance(number, int):
        return rounded(Fraction(number))
    if isinstance(number, Real):
        return number.exact
    if not isfinite(number):
        raise Refused("the number is too large")
    return rounded(Fraction(repr(float(number))))


def rounded(value: Fraction) -> Fraction:
    """The nearest number with 512 bits, ties to even."""
    top, bottom = abs(value.numerator), value.denominator
    if bottom & (bottom - 1) == 0 and top.bit_length() <= PRECISION:
        return value
    shift = PRECISION - (top.bit_length() - bottom.bit_length())
    mantissa = _divide(top, bottom, shift)
    if mantissa.bit_length() > PRECISION:
        shift -= 1
        mantissa = _divide(top, bottom, shift)
    result = Fraction(mantissa, 1 << shift) if shift >= 0 else Fraction(mantissa << -shift)
    return -result if value < 0 else result


def _divide(top: int, bottom: int, shift: int) -> int:
    """``top * 2**shift / bottom``, rounded half to even."""
    if shift >= 0:
        top <<= shift
    else:
        bottom <<= -shift
    quotient, rest = divmod(top, bottom)
    if rest * 2 > bottom or (rest * 2 == bottom and quotient & 1):
        quotient += 1
    return quotient


def number_of(value: Fraction) -> Number:
    """A number from the result of a computation. Raises `Refused` when it is too large to be written."""
    value = rounded(value)
    if abs(value.numerator).bit_length() > LARGEST_EXPONENT or value.denominator.bit_length() > LARGEST_EXPONENT:
        raise Refused("the number is too large or too small")
    if value.denominator == 1:
        return value.numerator
    try:
        near = float(value)
    except OverflowError:
        return real(value)
    if near and rounded(Fraction(repr(near))) == value:
        return near
    return real(value)


def normal(number: Number) -> Number:
    """A number as a reader of literals hands it over: 1e3 becomes 1000."""
    if isinstance(number, int | Real) or not isfinite(number):
        return number
    if number.is_integer():
        return int(Decimal(repr(number)))
    return number


def read_number(text: str) -> Number:
    """The number that a text spells. Raises `Refused` when it spells none."""
    if not DECIMAL.fullmatch(text):
        raise Refused("a number is required")
    if text.isdecimal() and len(text) <= 150:
        return int(text)
    exponent = re.search(r"[eE]([+-]?\d+)$", text)
    if len(text) > 4000 or (exponent and abs(int(exponent[1])) > 3900):
        raise Refused("the number is too large or too small")
    return number_of(Fraction(text))


def spell_number(number: Number) -> str:
    """A number as Terraform writes it: no exponent, the fewest digits that tell it from its neighbours."""
    if isinstance(number, int):
        if number.bit_length() <= PRECISION:
            return str(number)
    elif not isinstance(number, Real) and isfinite(number):
        return format(Decimal(repr(number)), "f").removesuffix(".0")
    return _shortest(exactly(number))


def _shortest(value: Fraction) -> str:
    top, bottom = abs(value.numerator), value.denominator
    mantissa_bits = top.bit_length()
    half = Fraction(1 << max(mantissa_bits - PRECISION, 0), bottom) / 2
    if mantissa_bits < PRECISION:
        half /= 1 << (PRECISION - mantissa_bits)
    low, high = 1, 160
    while low < high:
        digits = (low + high) // 2
        if abs(Fraction(_digits(top, bottom, digits)) - abs(value)) <= half:
            high = digits
        else:
            low = digits + 1
    text = format(_digits(top, bottom, low), "f")
    if "." in text:
        text = text.rstrip("0").removesuffix(".")
    return "-" + text if value < 0 else text


def _digits(top: int, bottom: int, digits: int) -> Decimal:
    context = Context(prec=digits, rounding=ROUND_HALF_EVEN, Emax=999_999, Emin=-999_999)
    return context.divide(Decimal(top), Decimal(bottom))
