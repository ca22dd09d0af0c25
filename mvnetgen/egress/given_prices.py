"""Prices that a user gives: a CSV file in the shape of our own table."""

from __future__ import annotations

import csv
import re

from mvnetgen.azure.prices import prices
from mvnetgen.egress.cost import Prices, Rate, usual_prices
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, Span

HOURS = 730


def read_prices(source: Source) -> Prices:
    """
    The usual prices with those of a file over them.

    Columns: ``item`` (standard, basic, private_endpoint), ``monthly`` or ``hourly``, ``per_gb``, ``currency``; a first line
    ``# date: 2026-11-01`` says when they were true. Raises `InputError` with the place of what is wrong.
    """
    usual = usual_prices()
    rates = dict(usual.rates)
    lines = [(number, line) for number, line in enumerate(source.lines, start=1) if line.strip()]
    dates = [match[1] for _, line in lines if (match := re.match(r"#\s*date:\s*([0-9]{4}-[0-9]{2})", line))]
    data = [(number, line) for number, line in lines if not line.startswith("#")]
    currency = usual.currency
    rows = csv.DictReader(line for _, line in data)
    if not {"item", "monthly"} <= set(rows.fieldnames or ()) and not {"item", "hourly"} <= set(rows.fieldnames or ()):
        raise InputError("has no columns `item` and `monthly` or `hourly`", Span.point(source.path))
    for (number, _), row in zip(data[1:], rows, strict=False):
        place = Span.point(source.path, number)
        item = (row["item"] or "").strip().lower()
        if item not in rates:
            raise InputError(f"`{item}` is none of {', '.join(f'`{each}`' for each in prices())}", place)
        monthly = _number(row.get("monthly"), place)
        hourly = _number(row.get("hourly"), place)
        if monthly is None and hourly is None:
            raise InputError(f"`{item}` has neither a monthly nor an hourly price", place)
        per_gb = _number(row.get("per_gb"), place)
        month = monthly if monthly is not None else round((hourly or 0.0) * HOURS, 2)
        rates[item] = Rate(month, rates[item].per_gb if per_gb is None else per_gb)
        currency = (row.get("currency") or "").strip() or currency
    return Prices(rates, currency, dates[0] if dates else f"{source.path}")


def _number(text: str | None, place: Span) -> float | None:
    if text is None or not text.strip():
        return None
    try:
        value = float(text)
    except ValueError as error:
        raise InputError(f"`{text}` is no price", place) from error
    if not 0 <= value < float("inf"):
        raise InputError(f"`{text}` is no price", place)
    return value
