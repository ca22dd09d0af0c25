"""`mvnetgen rules`: the catalogue, and the dates of the facts behind it."""

import datetime as dt
import json

import pytest

from mvnetgen.azure import facts
from mvnetgen.cli import main
from mvnetgen.rules.index import RULES


def test_text(capsys: pytest.CaptureFixture[str]) -> None:
    """Every rule has a line below its group."""
    assert main(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == [rule.name for rule in RULES]


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    """The same for machines."""
    assert main(["rules", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)["rules"]
    assert [each["name"] for each in listed] == [rule.name for rule in RULES]
    assert set(listed[0]) == {"name", "severity", "group", "since", "applies_to", "finds"}


def test_facts(capsys: pytest.CaptureFixture[str]) -> None:
    """Every table has a line with the date on which it was true."""
    assert main(["rules", "--facts"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [[each.name, each.date.isoformat()] for each in facts.tables()]

    assert main(["rules", "--facts", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)["tables"]
    assert [each["rows"] for each in listed] == [len(each.rows) for each in facts.tables()]


def test_stale_facts(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A table older than a year says so."""
    fresh = facts.load("roles")
    old = facts.Table("old", "Old", "x", dt.date(2020, 1, 1), fresh.confidence, fresh.rows)
    new = facts.Table("new", "New", "x", dt.datetime.now(dt.UTC).date(), fresh.confidence, fresh.rows)
    monkeypatch.setattr(facts, "tables", lambda: [old, new])

    assert main(["rules", "--facts"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith("(stale: older than 365 days)")
    assert second.endswith("New")
