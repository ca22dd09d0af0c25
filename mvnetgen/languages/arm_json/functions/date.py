"""Functions of dates."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from mvnetgen.languages.arm_json.functions.date_format import Moment, write
from mvnetgen.languages.arm_json.functions.signature import plainly
from mvnetgen.languages.hcl.work import NotKnown, Refused

_DATE = re.compile(
    r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{4})(\d{2})(\d{2})|(\d{1,2})/(\d{1,2})/(\d{4}))"
    r"(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:\.(\d{1,9}))?)?)? ?(Z|[+-]\d{2}:?\d{2})?",
    re.ASCII | re.IGNORECASE,
)
_DURATION = re.compile(
    r"(-?)P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,9}))?S)?)?", re.ASCII
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read_moment(text: str) -> Moment:
    """The moment that a text names. Raises `Refused` for none, `NotKnown` for a form that is not read here."""
    found = _DATE.fullmatch(text.strip())
    if not found:
        if re.search(r"\d{4}", text) and re.search(r"[A-Za-z]{3}|\d[/.-]\d", text) and not text.startswith("31/"):
            raise NotKnown("a date in a form that is not read")
        raise Refused("the text is no date")
    groups = found.groups()
    year, month, day = next(groups[at : at + 3] for at in (0, 3, 6) if groups[at])
    if groups[6]:
        month, day, year = year, month, day
    hour, minute, second, fraction, zone = groups[9:]
    offset = timedelta()
    if zone and zone.upper() != "Z":
        minutes = int(zone[1:3]) * 60 + int(zone[-2:])
        offset = timedelta(minutes=-minutes if zone[0] == "-" else minutes)
    ticks = int((fraction or "0")[:7].ljust(7, "0"))
    try:
        local = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=timezone(offset)
        )
    except (ValueError, OverflowError) as error:
        raise Refused("the text is no date") from error
    return Moment(local, ticks)


def _added(moment: Moment, duration: str) -> Moment:
    found = _DURATION.fullmatch(duration)
    if not found:
        raise Refused("the text is no duration")
    sign, *numbers, fraction = found.groups()
    if any(len(number or "") > 7 for number in numbers):
        raise Refused("the duration is too long")
    years, months, days, hours, minutes, seconds = (int(number or 0) for number in numbers)
    change = timedelta(days=365 * years + 30 * months + days, hours=hours, minutes=minutes, seconds=seconds)
    ticks = int((fraction or "0")[:7].ljust(7, "0"))
    change, ticks = (-change, moment.ticks - ticks) if sign else (change, moment.ticks + ticks)
    try:
        return Moment(moment.local + change + timedelta(seconds=ticks // 10_000_000), ticks % 10_000_000)
    except OverflowError as error:
        raise Refused("the date is out of range") from error


@plainly("dateTimeAdd", "string", "string", "string", optional=1)
def date_time_add(base: str, duration: str, form: str | None = None) -> str:
    """A date so much later, as it is usual or in a format."""
    moment = _added(read_moment(base), duration)
    return moment.local.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0") if form is None else write(moment, form)


@plainly("dateTimeToEpoch", "string")
def date_time_to_epoch(text: str) -> int:
    """The seconds since 1970."""
    return (read_moment(text).local - _EPOCH) // timedelta(seconds=1)


@plainly("dateTimeFromEpoch", "int")
def date_time_from_epoch(seconds: int) -> str:
    """The date so many seconds after 1970."""
    try:
        return (_EPOCH + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
    except OverflowError as error:
        raise Refused("the number of seconds is out of range") from error
