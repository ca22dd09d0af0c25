"""Functions of dates that do not ask what time it is."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from mvnetgen.languages.hcl.functions.signature import plainly
from mvnetgen.languages.hcl.work import Refused

TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)", re.ASCII)
DURATION = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)")
SECONDS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
FORMAT = re.compile(r"'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+|'")


def moment(text: str) -> datetime:
    """The moment of an RFC 3339 text. Raises `Refused` when it is none."""
    if not TIMESTAMP.fullmatch(text):
        raise Refused(f"`{text}` is no timestamp")
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"`{text}` is no timestamp") from error


def _zone(when: datetime, colon: str = ":") -> str:
    minutes = int((when.utcoffset() or timedelta()).total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{colon}{abs(minutes) % 60:02d}"


def spelled(when: datetime) -> str:
    """A moment as RFC 3339."""
    return when.strftime("%Y-%m-%dT%H:%M:%S").rjust(19, "0") + ("Z" if not when.utcoffset() else _zone(when))


@plainly("timeadd", "text", "text")
def timeadd(timestamp: str, duration: str) -> str:
    """A moment later, or earlier."""
    when = moment(timestamp)
    digits = duration.lstrip("+-") if duration[:1] in {"+", "-"} else duration
    taken = "".join(found[0] for found in DURATION.finditer(digits))
    if not digits or (digits not in {"0", taken}):
        raise Refused(f"`{duration}` is no duration")
    seconds = sum(float(found[1]) * SECONDS[found[2]] for found in DURATION.finditer(digits))
    try:
        return spelled(when + timedelta(seconds=-seconds if duration.startswith("-") else seconds))
    except OverflowError as error:
        raise Refused("the moment is out of range") from error


@plainly("timecmp", "text", "text")
def timecmp(one: str, other: str) -> int:
    """-1, 0 or 1: whether a moment is before, at or after another."""
    first, second = moment(one).astimezone(UTC), moment(other).astimezone(UTC)
    return (first > second) - (first < second)


@plainly("formatdate", "text", "text")
def formatdate(pattern: str, timestamp: str) -> str:
    """A moment in a pattern such as ``DD MMM YYYY hh:mm ZZZ``."""
    when = moment(timestamp)
    parts: list[str] = []
    for found in FORMAT.finditer(pattern):
        text = found[0]
        if text == "'":
            raise Refused("a quote of the pattern is not closed")
        if text.startswith("'"):
            parts.append(text[1:-1].replace("''", "'"))
        elif found[1]:
            parts.append(_field(text, when))
        else:
            parts.append(text)
    return "".join(parts)


def _field(text: str, when: datetime) -> str:
    hour12 = when.hour % 12 or 12
    utc = not when.utcoffset()
    fields = {
        "YYYY": f"{when.year:04d}",
        "YY": f"{when.year % 100:02d}",
        "MMMM": MONTHS[when.month - 1],
        "MMM": MONTHS[when.month - 1][:3],
        "MM": f"{when.month:02d}",
        "M": str(when.month),
        "DD": f"{when.day:02d}",
        "D": str(when.day),
        "EEEE": DAYS[when.weekday()],
        "EEE": DAYS[when.weekday()][:3],
        "hh": f"{when.hour:02d}",
        "h": str(when.hour),
        "HH": f"{hour12:02d}",
        "H": str(hour12),
        "AA": "AM" if when.hour < 12 else "PM",
        "aa": "am" if when.hour < 12 else "pm",
        "mm": f"{when.minute:02d}",
        "m": str(when.minute),
        "ss": f"{when.second:02d}",
        "s": str(when.second),
        "ZZZZZ": _zone(when),
        "ZZZZ": _zone(when, ""),
        "ZZZ": "UTC" if utc else _zone(when, ""),
        "Z": "Z" if utc else _zone(when),
    }
    if text not in fields:
        raise Refused(f"a date has no field `{text}`")
    return fields[text]
