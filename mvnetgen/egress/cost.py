"""What a network costs a month: from the certain to the most, by the dated prices or those that a user gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mvnetgen.azure.prices import prices
from mvnetgen.model.workspace import FirewallSku


@dataclass(frozen=True, slots=True)
class Rate:
    """A price by the month and by the GB."""

    monthly: float
    per_gb: float = 0.0


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices in force."""

    rates: Mapping[str, Rate]
    """By ``standard``, ``basic`` and ``private_endpoint``."""
    currency: str
    as_of: str
    """``2026-08``."""


@dataclass(frozen=True, slots=True)
class Volume:
    """GB a month that leave, in and out together."""

    endpoints: float = 0.0
    firewall: float = 0.0


def usual_prices() -> Prices:
    """The prices of the table."""
    known = prices()
    first = next(iter(known.values()))
    rates = {item: Rate(each.monthly, each.per_gb) for item, each in known.items()}
    return Prices(rates, first.currency, f"{first.date:%Y-%m}")


@dataclass(frozen=True, slots=True)
class Cost:
    """What the network of one workspace costs a month."""

    currency: str
    as_of: str
    sku: str | None
    """``Standard``, ``Basic``; None without a firewall, ``Standard or Basic`` when that is not known."""
    firewall: float
    firewall_at_most: float
    endpoints: int
    endpoints_at_most: int
    endpoints_month: float
    endpoints_month_at_most: float
    traffic: bool
    """Whether traffic is in it."""
    alternatives: tuple[str, ...] = ()

    @property
    def month(self) -> float:
        """What it certainly costs."""
        return round(self.firewall + self.endpoints_month, 2)

    @property
    def month_at_most(self) -> float:
        """What it costs when everything that may be there is."""
        return round(self.firewall_at_most + self.endpoints_month_at_most, 2)


@dataclass(frozen=True, slots=True)
class Counting:
    """What there is to pay for."""

    endpoints: int = 0
    endpoints_at_most: int = 0
    firewall: bool | None = False
    """None when there may be one."""
    skus: tuple[FirewallSku, ...] = (FirewallSku.STANDARD,)
    """Those that it may have."""
    alternatives: tuple[str, ...] = field(default=())


def cost_of(counting: Counting, given: Prices, volume: Volume) -> Cost:
    """The cost of what was counted."""
    endpoint = given.rates["private_endpoint"]
    options = [_firewall(given.rates[sku.value], volume) for sku in counting.skus]
    least = min(options) if counting.firewall else 0.0
    most = max(options) if counting.firewall is not False else 0.0
    names = " or ".join(sku.value.capitalize() for sku in counting.skus)
    return Cost(
        given.currency,
        given.as_of,
        None if counting.firewall is False else names,
        round(least, 2),
        round(most, 2),
        counting.endpoints,
        counting.endpoints_at_most,
        _endpoints(counting.endpoints, endpoint, volume),
        _endpoints(counting.endpoints_at_most, endpoint, volume),
        traffic=bool(volume.endpoints or volume.firewall),
        alternatives=counting.alternatives,
    )


def _firewall(rate: Rate, volume: Volume) -> float:
    return rate.monthly + rate.per_gb * volume.firewall


def _endpoints(count: int, rate: Rate, volume: Volume) -> float:
    return round(count * rate.monthly + (rate.per_gb * volume.endpoints if count else 0.0), 2)
