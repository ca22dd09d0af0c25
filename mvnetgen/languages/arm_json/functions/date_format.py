"""Dates in the formats of .NET, in the culture that belongs to no country."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from mvnetgen.languages.hcl.work import NotKnown, Refused


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment with the offset in which it was written, and what of a second it has in steps of 100 nanoseconds."""

    local: datetime
    ticks: int = 0


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_PATTERNS = {
    "d": "MM/dd/yyyy",
    "D": "dddd, dd MMMM yyyy",
    "f": "dddd, dd MMMM yyyy HH:mm",
    "F": "dddd, dd MMMM yyyy HH:mm:ss",
    "g": "MM/dd/yyyy HH:mm",
    "G": "MM/dd/yyyy HH:mm:ss",
    "m": "MMMM dd",
    "M": "MMMM dd",
    "o": "yyyy-MM-ddTHH:mm:ss.fffffffzzz",
    "O": "yyyy-MM-ddTHH:mm:ss.fffffffzzz",
    "s": "yyyy-MM-ddTHH:mm:ss",
    "t": "HH:mm",
    "T": "HH:mm:ss",
    "y": "yyyy MMMM",
    "Y": "yyyy MMMM",
    "": "MM/dd/yyyy HH:mm:ss zzz",
}
_IN_UTC = {"u": "yyyy-MM-dd HH:mm:ssZ", "r": "ddd, dd MMM yyyy HH:mm:ss 'GMT'", "R": "ddd, dd MMM yyyy HH:mm:ss 'GMT'"}
_TOKEN = re.compile(r"d+|M+|y+|H+|h+|m+|s+|f+|F+|t+|z+|K|'[^']*'|\"[^\"]*\"|\\.|%.|.", re.DOTALL)


def write(moment: Moment, form: str) -> str:
    """A moment in a format. Raises `Refused` for a wrong one."""
    if form in _IN_UTC:
        return write(Moment(moment.local.astimezone(UTC), moment.ticks), _IN_UTC[form])
    if len(form) == 1 and form not in _PATTERNS:
        raise Refused("there is no such format of dates")
    return "".join([_token(moment, found[0]) for found in _TOKEN.finditer(_PATTERNS.get(form, form))])


def _offset(moment: Moment, length: int) -> str:
    offset = moment.local.utcoffset() or timedelta()
    sign, minutes = "-" if offset < timedelta() else "+", abs(offset) // timedelta(minutes=1)
    hours = f"{minutes // 60:02d}" if length > 1 else str(minutes // 60)
    return f"{sign}{hours}:{minutes % 60:02d}" if length > 2 else f"{sign}{hours}"


def _token(moment: Moment, token: str) -> str:
    at, length = moment.local, len(token)
    letter = token[0]
    half = at.hour % 12 or 12
    numbers = {"H": at.hour, "h": half, "m": at.minute, "s": at.second, "M": at.month, "d": at.day}
    if letter == "d" and length > 2:
        return _DAYS[at.weekday()][: None if length > 3 else 3]
    if letter == "M" and length > 2:
        return _MONTHS[at.month - 1][: None if length > 3 else 3]
    if letter in numbers:
        return str(numbers[letter]).rjust(min(length, 2), "0")
    if letter == "y":
        return str(at.year % 100).rjust(length, "0") if length < 3 else str(at.year).rjust(length, "0")
    if letter in "fF":
        if length > 7:
            raise Refused("a second has no more than seven digits")
        digits = f"{moment.ticks:07d}"[:length]
        return digits if letter == "f" else digits.rstrip("0")
    if letter == "t":
        return ("AM" if at.hour < 12 else "PM")[: min(length, 2)]
    if letter == "z":
        return _offset(moment, length)
    if letter == "K":
        return _offset(moment, 3)
    if letter in "'\"" and length > 1:
        return token[1:-1]
    if letter == "\\" and length > 1:
        return token[1:]
    if letter in "%g":
        raise NotKnown("a date in this format")
    return token
