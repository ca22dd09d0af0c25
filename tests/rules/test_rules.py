"""Each folder below golden/rules is a test: what a rule prints for an input."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mvnetgen.cli import main
from mvnetgen.rules.index import RULES
from tests import GOLDEN

CASES = sorted(path.parent for path in (GOLDEN / "rules").glob("*/*/input.*"))
CHANGES = sorted(path.parent for path in (GOLDEN / "rules").glob("*/*/new"))
"""Cases of two versions: in `old` and `new`."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: "/".join(case.parts[-2:]))
def test_case(
    case: Path,
    golden: Callable[[Path, str], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`mvnetgen lint --select <rule>` on the case prints exactly what is stored."""
    monkeypatch.chdir(case)
    (input_file,) = Path().glob("input.*")

    code = main(
        [
            "lint",
            "--no-cache",
            "--select",
            case.parent.name,
            "--fail-on",
            "info",
            "--format",
            "concise",
            str(input_file),
        ]
    )

    expected = 1 if case.name.startswith("bad") else 0
    assert code == (2 if case.parent.name == "syntax-error" and expected else expected)
    golden(case / "output.txt", capsys.readouterr().out)


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: "/".join(case.parts[-2:]))
def test_change(
    case: Path,
    golden: Callable[[Path, str], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`mvnetgen diff --select <rule> old new` prints exactly what is stored."""
    monkeypatch.chdir(case)
    rule = case.parent.name
    code = main(["diff", "--select", rule, "--fail-on", "info", "--format", "concise", "old", "new"])
    assert code == (1 if case.name.startswith("bad") else 0)
    golden(case / "output.txt", capsys.readouterr().out)


def test_every_case_belongs_to_a_rule() -> None:
    """No folder of cases is left over from a rule that is gone or renamed, and rules of a change have two versions."""
    assert {case.parent.name for case in CASES} <= {rule.name for rule in RULES if rule.judges != "change"}
    assert {case.parent.name for case in CHANGES} == {rule.name for rule in RULES if rule.judges == "change"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_is_documented_and_shown(rule) -> None:
    """A rule has a one-sentence summary, `## Why`, `## Fix`, and at least one bad and one good case."""
    assert rule.summary
    assert rule.section("Why")
    assert rule.section("Fix")
    names = {case.name.split("_")[0] for case in [*CASES, *CHANGES] if case.parent.name == rule.name}
    assert names >= {"bad", "good"}


NOT_IN_TERRAFORM = {
    "failed-outbound-rule": "code does not say what became of a rule",
    "misplaced-rule-body": "only YAML tells a rule from its network by columns",
}
"""Rules that nothing written in Terraform can break."""
WITHOUT_UNKNOWN = {
    "duplicate-key": "the keys of one mapping are written out",
    "expired-ignore": "comments are written out",
    "syntax-error": "text is parsed or not",
    "unknown-rule-in-ignore": "comments are written out",
    "unresolved-value": "it is about unknown values",
}
"""Rules that no unknown value can decide."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_is_shown_on_terraform(rule) -> None:
    """A rule is found in Terraform, stays silent on what is right, and on what cannot be known; exceptions say why."""
    names = {case.name for case in CASES if case.parent.name == rule.name and (case / "input.tf").exists()}
    names |= {case.name for case in CHANGES if case.parent.name == rule.name and (case / "new" / "main.tf").exists()}
    if rule.name in NOT_IN_TERRAFORM:
        assert not names
        return
    assert {name.split("_")[0] for name in names} == {"bad", "good"}
    assert rule.name in WITHOUT_UNKNOWN or any(name.startswith("good_unknown") for name in names)
