"""The tables: complete, dated, and shaped as their readers expect."""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path

import pytest

from mvnetgen.azure import facts
from mvnetgen.azure.facts import NAMES, Confidence, closest, load, tables
from mvnetgen.text.errors import InstallationError

TABLES = Path(facts.__file__).parent / "tables"

KEYS = {
    "api_versions": ["version"],
    "account_api_versions": ["version"],
    "account_regions": ["region"],
    "account_required_hosts": ["host"],
    "account_required_private_endpoints": ["target", "subresource"],
    "account_required_service_tags": ["tag", "direction", "protocol"],
    "azurerm_private_endpoint_targets": ["provider", "subresource"],
    "azurerm_service_tags": ["tag"],
    "broad_suffixes": ["suffix"],
    "clouds": ["path"],
    "endpoint_hosts": ["arm_type", "subresource", "host"],
    "enums": ["field", "arm"],
    "limits": ["name"],
    "prices": ["item"],
    "private_link_services": ["arm_type"],
    "private_link_unsupported": ["arm_type"],
    "private_names": ["label"],
    "microsoft_hosts": ["host"],
    "host_attributes": ["terraform_type", "attribute"],
    "required_hosts": ["host"],
    "required_private_endpoints": ["target", "subresource"],
    "required_service_tags": ["tag", "direction", "protocol"],
    "resource_versions": ["type"],
    "roles": ["id"],
    "scenario_partners": ["host", "needs"],
    "scenario_rules": ["scenario", "rule"],
    "scenarios": ["name"],
    "service_hosts": ["suffix"],
    "service_tag_aliases": ["text"],
    "service_tag_dependencies": ["tag", "needs"],
    "service_tag_hosts": ["host", "tag", "cloud"],
    "service_tag_regions": ["location"],
    "service_tags": ["tag"],
    "storage_roots": ["suffix"],
    "terraform_types": ["terraform_type"],
    "user_content_hosts": ["host"],
}


def test_names_are_the_files_of_the_folder():
    """`NAMES`, the files and the keys tested here are the same list."""
    assert list(NAMES) == sorted(path.stem for path in TABLES.iterdir()) == sorted(KEYS)
    assert [table.name for table in tables()] == list(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_table_says_where_it_comes_from(name):
    """Title, public source, date and confidence stand at the top of every table, and it has rows."""
    table = load(name)

    assert table.title
    assert table.source.startswith("https://")
    assert dt.date(2020, 1, 1) < table.date < dt.date(2030, 1, 1)
    assert table.rows


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_whole_and_there_once(name):
    """Each row has every cell, the cells of its key are filled, and no key stands twice in any case."""
    table = load(name)
    seen = set()
    for row in table.rows:
        assert None not in row, row
        assert None not in row.values(), row
        assert all(value == value.strip() for value in row.values()), row
        key = tuple(row[column].lower() for column in KEYS[name])
        assert all(key), row
        assert key not in seen, key
        seen.add(key)
        assert table.sure(row) in Confidence


CLOSED = [
    ("service_tags", "direction", {"in", "out", "both", "unknown"}),
    ("service_tags", "regional", {"yes", "no"}),
    ("service_tags", "firewall", {"yes", "no", "unknown"}),
    ("service_tags", "platform", {"yes", "no"}),
    ("private_link_services", "approver_role", {"yes", "no", "unknown"}),
    ("private_link_services", "azurerm", {"yes", "no", "unknown"}),
    ("private_link_services", "spark", {"yes", "no", "samples"}),
    ("azurerm_private_endpoint_targets", "accepted", {"yes", "unknown"}),
    ("required_private_endpoints", "allow_internet_outbound", {"when_private"}),
    ("required_private_endpoints", "allow_only_approved_outbound", {"always"}),
    ("private_names", "where", {"any", "last"}),
    ("roles", "approves", {"yes", "no", "unknown"}),
    ("scenario_rules", "type", {"fqdn", "private_endpoint"}),
    ("scenario_rules", "spark_enabled", {"yes", "no"}),
    ("scenario_rules", "optional", {"yes", "no"}),
    ("endpoint_hosts", "cloud", {"public", "china", "government"}),
    ("service_tag_hosts", "cloud", {"public", "china", "government"}),
    ("service_hosts", "cloud", {"public", "china", "government", "germany"}),
]


@pytest.mark.parametrize(("name", "column", "values"), CLOSED)
def test_closed_columns_hold_nothing_else(name, column, values):
    """A column that is read as yes or no holds only what its reader knows."""
    assert {row[column] for row in load(name).rows} <= values


ARM_TYPE = re.compile(r"Microsoft\.[A-Za-z]+(?:/[A-Za-z0-9]+)+")


@pytest.mark.parametrize(
    ("name", "column"),
    [(name, "arm_type") for name in NAMES if "arm_type" in load(name).rows[0]] + [("service_tags", "private_endpoint")],
)
def test_arm_types_look_like_types(name, column):
    """Every ARM type is a provider and at least one type."""
    assert all(ARM_TYPE.fullmatch(row[column]) for row in load(name).rows if row[column])


def test_a_table_older_than_a_year_is_stale():
    """A table is stale on the day after a year, and its age counts days."""
    table = load("service_tags")

    assert table.age(table.date) == 0
    assert not table.stale(table.date + dt.timedelta(days=365))
    assert table.stale(table.date + dt.timedelta(days=366))
    assert table.age() > 300


def test_a_missing_table_is_a_broken_installation():
    """A table that is not there is no traceback of Python's."""
    with pytest.raises(InstallationError, match="no_such_table"):
        load("no_such_table")


@pytest.mark.parametrize(
    ("confidence", "certain"),
    [("verified", True), ("documented", True), ("reported", False), ("assumed", False), ("unknown", False)],
)
def test_only_checked_facts_are_certain(confidence, certain):
    """What users report and what is assumed is no certain fact."""
    assert Confidence(confidence).certain is certain


@pytest.mark.parametrize(
    ("text", "expected"),
    [("blobs", "blob"), ("BLOB", "blob"), ("data_bricks", None), ("", None), ("search-service", "searchService")],
)
def test_closest(text, expected):
    """A near miss finds its word; a far one finds none."""
    assert closest(text, ["blob", "queue", "searchService"]) == expected


def test_the_tags_of_the_download_are_all_there(shared):
    """Every tag and region of Microsoft's download is in our tables, with its own answer on regions."""
    ours = {row["tag"]: row["regional"] for row in load("service_tags").rows if row["downloaded"] == "yes"}
    with (shared / "data" / "service_tags_2025-07.csv").open(encoding="utf-8") as file:
        assert ours == {row["tag"]: row["regional"] for row in csv.DictReader(file)}
    rows = load("service_tag_regions").rows
    with (shared / "data" / "service_tag_regions_2025-07.csv").open(encoding="utf-8") as file:
        theirs = {row["suffix"] for row in csv.DictReader(file)}
    assert theirs == {row[column] for row in rows for column in ("suffix", "cloud_suffix") if row[column]}
