"""The catalogue holds together: the plan beside the checkout, the rules, their files and their cases use the same names."""

import csv
import importlib
import json
import pkgutil
from pathlib import Path

import pytest

import mvnetgen.rules.index
from mvnetgen.cli import main
from mvnetgen.rules.index import GROUPS, RULES, RULES_BY_NAME
from mvnetgen.rules.rule import Rule
from tests import GOLDEN

CASES = GOLDEN / "rules"

NOT_YET = {
    "failed-outbound-rule",
    "network-injection-conflict",
    "network-injection-missing",
}
"""Rules of the plan that nobody has written yet; it only ever shrinks."""


@pytest.fixture
def plan(shared: Path) -> dict[str, dict[str, str]]:
    """The planned rules by name."""
    with (shared / "rules.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def rule_files() -> dict[str, str]:
    """The group of each file that holds a rule, by the name of the rule."""
    found = {}
    for group in pkgutil.iter_modules(mvnetgen.rules.__path__):
        package = importlib.import_module(f"mvnetgen.rules.{group.name}")
        for each in pkgutil.iter_modules(getattr(package, "__path__", ())):
            module = importlib.import_module(f"{package.__name__}.{each.name}")
            found |= {
                value.name: group.name
                for value in vars(module).values()
                if isinstance(value, Rule) and value.name.replace("-", "_") == each.name
            }
    return found


def test_names_are_unique() -> None:
    """No two rules share a name, and none has the name of a group."""
    assert len(RULES_BY_NAME) == len(RULES)
    assert not RULES_BY_NAME.keys() & set(GROUPS)


def test_every_file_is_listed() -> None:
    """A rule is the file, the group and the function of its own name; what lies in a group is listed in `RULES`."""
    assert rule_files() == {rule.name: rule.group for rule in RULES}


def test_the_plan_is_kept(plan: dict[str, dict[str, str]]) -> None:
    """Every rule is planned, with the severity and the group it has."""
    assert {rule.name: (rule.severity.value, rule.group) for rule in RULES} == {
        name: (plan[name]["severity"], plan[name]["group"]) if name in plan else "not planned" for name in RULES_BY_NAME
    }


def test_what_is_missing(plan: dict[str, dict[str, str]]) -> None:
    """What is planned is written, but for the rules that are listed above and those that need a change."""
    assert plan.keys() - RULES_BY_NAME.keys() <= NOT_YET
    needs_a_change = {name for name, row in plan.items() if row["needs"] == "change"}
    assert needs_a_change == {rule.name for rule in RULES if rule.judges == "change"}


def test_every_rule_has_cases() -> None:
    """Each rule has a folder of cases, and no folder is left over; a case is an input and what is said about it."""
    assert {folder.name for folder in CASES.iterdir()} == set(RULES_BY_NAME)
    for case in (each for folder in CASES.iterdir() for each in folder.iterdir()):
        names = {file.name for file in case.iterdir()}
        assert "output.txt" in names, case
        assert any(name.startswith("input.") for name in names) or {"old", "new"} <= names, case
        assert case.name.split("_")[0] in {"bad", "good"}, case


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_documentation(rule) -> None:
    """A summary of one line, then why and how to mend it, in this order and nothing else."""
    assert len(rule.summary) <= 130
    titles = [line for line in rule.documentation.splitlines() if line.startswith("#")]
    outside_of_examples = [line for line in titles if line.startswith("## ")]
    assert outside_of_examples == ["## Why", "## Fix"]
    assert rule.documentation.count("```") % 2 == 0
    assert rule.since.count(".") == 2


def test_the_list_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    """`rules --format json` carries the version of its shape."""
    assert main(["rules", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed["version"] == 1
    assert {each["name"]: each["group"] for each in listed["rules"]} == {rule.name: rule.group for rule in RULES}
