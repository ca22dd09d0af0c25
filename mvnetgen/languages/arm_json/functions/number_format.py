"""Numbers in the formats of .NET, in the culture that belongs to no country."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal

from mvnetgen.languages.arm_json.functions.spelling import in_text
from mvnetgen.languages.hcl.work import NotKnown, Refused

_STANDARD = re.compile(r"([A-Za-z])(\d{0,3})", re.ASCII)
MOST_DIGITS = 999


def formatted(number: float, form: str) -> str:
    """A number in a format: ``D4``, ``X``, ``N0``, ``000``. Raises `Refused` for a wrong format."""
    found = _STANDARD.fullmatch(form)
    if found:
        letter, digits = found[1].upper(), int(found[2]) if found[2] else None
        if letter in {"D", "X", "B"} and not isinstance(number, int):
            raise Refused("the format is for whole numbers")
        if letter not in FORMATS:
            raise Refused("there is no such format of numbers")
        text = FORMATS[letter](number, digits)
        return text.lower() if found[1].islower() and letter in {"X", "E"} else text
    return _custom(number, form)


def _decimal(number: float) -> Decimal:
    return Decimal(number) if isinstance(number, int) else Decimal(repr(number))


def _digits(number: int, least: int | None) -> str:
    text = str(abs(number)).rjust(least or 1, "0")
    return f"-{text}" if number < 0 else text


def _based(number: int, letter: str, least: int | None) -> str:
    return format(number & 0xFFFFFFFFFFFFFFFF if number < 0 else number, letter).rjust(least or 1, "0")


def _fixed(number: float, digits: int | None, *, grouped: bool = False) -> str:
    places = 2 if digits is None else digits
    value = Decimal(number)
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN) if places < 20 else value
    return format(rounded, f"{',' if grouped else ''}.{places}f")


def _percent(number: float, digits: int | None) -> str:
    return f"{format((_decimal(number) * 100).quantize(Decimal(1).scaleb(-(2 if digits is None else digits))), ',f')} %"


def _currency(number: float, digits: int | None) -> str:
    text = _fixed(abs(number), digits, grouped=True)
    return f"(\N{CURRENCY SIGN}{text})" if number < 0 else f"\N{CURRENCY SIGN}{text}"


def _exponential(number: float, digits: int | None) -> str:
    text = format(_decimal(number), f".{6 if digits is None else digits}E")
    mantissa, _, exponent = text.partition("E")
    return f"{mantissa}E{exponent[0]}{exponent[1:].rjust(3, '0')}"


def _general(number: float, digits: int | None) -> str:
    if digits:
        raise NotKnown("a number in a general format with digits")
    return in_text(number)


FORMATS: dict[str, Callable[..., str]] = {
    "D": _digits,
    "X": lambda number, least: _based(number, "X", least),
    "B": lambda number, least: _based(number, "b", least),
    "F": _fixed,
    "N": lambda number, digits: _fixed(number, digits, grouped=True),
    "P": _percent,
    "C": _currency,
    "E": _exponential,
    "G": _general,
    "R": lambda number, _digits: in_text(number),
}

_RICH = re.compile(r"[\\'\",]|[eE][+-]?0")
_SECTION = re.compile(r"([^0#.,%]*)([0#]*)(?:\.([0#]*))?(%?)([^0#.,%]*)")


def _custom(number: float, form: str) -> str:
    """``000``, ``0.0%``, ``+0;-0;zero``. Raises `NotKnown` for what is richer."""
    sections = form.split(";")
    if len(sections) > 3 or _RICH.search(form):
        raise NotKnown("a number in a custom format")
    chosen, sign = sections[0], "-" if number < 0 else ""
    if len(sections) > 2 and number == 0:
        chosen = sections[2]
    elif len(sections) > 1 and number < 0 and sections[1]:
        chosen, sign = sections[1], ""
    found = _SECTION.fullmatch(chosen)
    if not found:
        raise NotKnown("a number in a custom format")
    before, whole, fraction, percent, after = (part or "" for part in found.groups())
    value = abs(_decimal(number)) * (100 if percent else 1)
    if not whole and not fraction:
        return f"{before}{percent}{after}"
    rounded = value.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_EVEN)
    left, _, right = format(rounded, "f").partition(".")
    least = len(whole) - whole.find("0") if "0" in whole else 0
    left = left.lstrip("0").rjust(least, "0")
    while right and fraction[len(right) - 1] == "#" and right.endswith("0"):
        right = right[:-1]
    return f"{sign}{before}{left}{'.' if right else ''}{right}{percent}{after}"
