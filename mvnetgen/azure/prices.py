"""What a managed network costs, as estimates with their date."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from mvnetgen.azure.facts import Confidence, load


class Price(NamedTuple):
    """An estimate; prices differ by region and date."""

    item: str
    title: str
    hourly: float
    monthly: float
    """For 730 hours."""
    per_gb: float
    currency: str
    date: date
    confidence: Confidence

    @property
    def amount(self) -> str:
        """What a month costs, without the date of the estimate."""
        amount = f"{self.monthly:,.0f}" if self.monthly >= 100 else f"{self.monthly:.2f}"
        return f"about {amount} {self.currency} a month"

    def __str__(self) -> str:
        return f"{self.amount} (estimate, {self.date:%Y-%m})"


@cache
def prices() -> dict[str, Price]:
    """Every price by its item: the firewall SKUs and ``private_endpoint``."""
    table = load("prices")
    return {
        row["item"]: Price(
            row["item"],
            row["title"],
            float(row["hourly"]),
            float(row["monthly"]),
            float(row["per_gb"]),
            row["currency"],
            table.date,
            table.sure(row),
        )
        for row in table.rows
    }


def monthly(item: str) -> Price:
    """The price of a firewall SKU (``standard``, ``basic``) or of a ``private_endpoint``. Raises `KeyError` for others."""
    return prices()[item.lower()]
