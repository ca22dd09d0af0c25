"""Numbers and closed lists of values that Azure publishes."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from mvnetgen.azure.facts import Confidence, load


class Limit(NamedTuple):
    """One limit or duration."""

    name: str
    value: str
    """Empty when Azure publishes none."""
    unit: str
    what: str
    confidence: Confidence


@cache
def limits() -> dict[str, Limit]:
    """Every limit by its name."""
    table = load("limits")
    return {
        row["name"]: Limit(row["name"], row["value"], row["unit"], row["what"], table.sure(row)) for row in table.rows
    }


def limit(name: str) -> int:
    """The number of a limit. Raises `KeyError` for a limit that is not in the table and `ValueError` for one without a number."""
    return int(limits()[name].value)


@cache
def arm_values(field: str) -> tuple[str, ...]:
    """The values of a closed field as ARM spells them. Raises `KeyError` for a field that is not in the table."""
    found = tuple(row["arm"] for row in load("enums").rows if row["field"] == field)
    if not found:
        raise KeyError(field)
    return found


def is_category(text: str) -> bool:
    """Whether a rule can have a category, in any case and as `az ml` or as ARM writes it."""
    return _folded(text) in {each.lower() for each in arm_values("rule_category")}


def is_category_of_users(text: str) -> bool:
    """Whether a category is that of the rules that people write."""
    return _folded(text) == "userdefined"


def _folded(text: str) -> str:
    return text.strip().replace("_", "").lower()
