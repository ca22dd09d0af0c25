"""
Tables of facts: each with a title, its source, the date on which it was true, and how sure it is.

A table is a CSV file in ``tables/``; its first lines (``# title: …``) say where it comes from. It is read when somebody
asks for it, once.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from mvnetgen.text.errors import InstallationError

Row = Mapping[str, str]

NAMES = (
    "account_api_versions",
    "account_regions",
    "account_required_hosts",
    "account_required_private_endpoints",
    "account_required_service_tags",
    "api_versions",
    "azurerm_private_endpoint_targets",
    "azurerm_service_tags",
    "broad_suffixes",
    "clouds",
    "endpoint_hosts",
    "enums",
    "host_attributes",
    "limits",
    "microsoft_hosts",
    "prices",
    "private_link_services",
    "private_link_unsupported",
    "private_names",
    "required_hosts",
    "required_private_endpoints",
    "required_service_tags",
    "resource_versions",
    "roles",
    "scenario_partners",
    "scenario_rules",
    "scenarios",
    "service_hosts",
    "service_tag_aliases",
    "service_tag_dependencies",
    "service_tag_hosts",
    "service_tag_regions",
    "service_tags",
    "storage_roots",
    "terraform_types",
    "user_content_hosts",
)

STALE_AFTER = 365
"""Days after which a table says that it is old."""


class Confidence(StrEnum):
    """How sure a fact is. A rule that rests on one that is not `certain` says "may"."""

    VERIFIED = "verified"
    """Seen in code or schemas, or tried."""
    DOCUMENTED = "documented"
    """Stated by Microsoft."""
    REPORTED = "reported"
    """Told by users."""
    ASSUMED = "assumed"
    """General knowledge that nobody has checked here."""
    UNKNOWN = "unknown"
    """Contradictory, or not known."""

    @property
    def certain(self) -> bool:
        """Whether a message may state it as a fact."""
        return self in {Confidence.VERIFIED, Confidence.DOCUMENTED}


@dataclass(frozen=True)
class Table:
    """Rows of one kind, with where they come from."""

    name: str
    title: str
    source: str
    """Public addresses, separated by "and"."""
    date: dt.date
    """When it was true."""
    confidence: Confidence
    """Of each row that does not say otherwise."""
    rows: tuple[Row, ...]
    note: str = ""

    def sure(self, row: Row) -> Confidence:
        """How sure one row is."""
        return Confidence(row.get("confidence") or self.confidence)

    def age(self, today: dt.date | None = None) -> int:
        """Days since the table was true; today is the day in UTC when it is left out."""
        return ((today or dt.datetime.now(dt.UTC).date()) - self.date).days

    def stale(self, today: dt.date | None = None) -> bool:
        """Whether the table is older than a year."""
        return self.age(today) > STALE_AFTER


@cache
def load(name: str) -> Table:
    """A table by its name. Raises `InstallationError` when its file is missing or broken."""
    path = Path(__file__).parent / "tables" / f"{name}.csv"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        about = dict(line.removeprefix("# ").split(": ", 1) for line in lines if line.startswith("# "))
        return Table(
            name=name,
            title=about["title"],
            source=about["source"],
            date=dt.date.fromisoformat(about["date"]),
            confidence=Confidence(about["confidence"]),
            rows=tuple(csv.DictReader(line for line in lines if not line.startswith("# "))),
            note=about.get("note", ""),
        )
    except (OSError, KeyError, ValueError) as error:
        raise InstallationError(f"the table `{name}` of mvnetgen cannot be read; install mvnetgen again") from error


def tables() -> list[Table]:
    """Every table, by name."""
    return [load(name) for name in NAMES]


def closest(text: str, words: Iterable[str]) -> str | None:
    """The word that a misspelt one most likely means; None when none is close. Letters and digits count, case does not."""
    import difflib  # noqa: PLC0415 - needed for a mistake only, and every start would pay for it

    by_folded = {_folded(word): word for word in words}
    folded = _folded(text)
    if folded in by_folded:
        return by_folded[folded]
    close = difflib.get_close_matches(folded, by_folded, n=1, cutoff=0.75)
    return by_folded[close[0]] if close else None


def _folded(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())
