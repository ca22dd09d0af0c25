"""`mvnetgen explain`: one rule, for people."""

import pytest
from click.shell_completion import ShellComplete

from mvnetgen.cli import main, mvnetgen
from mvnetgen.rules.index import RULES


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule(rule, capsys: pytest.CaptureFixture[str]) -> None:
    """A rule is shown with severity, group, summary, why, fix and the address of its page; no mark-up is left."""
    assert main(["explain", rule.name]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{rule.name} ({rule.severity.value}, group {rule.group}, since {rule.since})"
    assert lines[1] == f"Applies to: {', '.join(rule.owners)}"
    assert lines[3]
    assert lines.index("Why") < lines.index("Fix")
    assert lines[-1] == f"More: https://mvnetgen.github.io/mvnetgen/rules/{rule.name}/"
    assert not [line for line in lines if line.startswith(("#", "```"))]


def test_examples_are_set_off(capsys: pytest.CaptureFixture[str]) -> None:
    """The fragments of the documentation are there, indented."""
    assert main(["explain", "invalid-isolation-mode"]) == 0
    printed = capsys.readouterr().out
    assert "    managed_network:\n      isolation_mode: allow_only_approved_outbound\n" in printed
    assert "    managedNetwork = {\n" in printed


def test_colours(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where colours are wanted, the severity has its own."""
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert main(["explain", "unknown-key"]) == 0
    assert "\x1b[1;31merror\x1b[0m" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("unknown-keys", "`unknown-keys` is no rule; did you mean `unknown-key`?"),
        ("unknown_key", "`unknown_key` is no rule; did you mean `unknown-key`?"),
        ("firewall", "it is a group, and its rules are `ignored-firewall-sku`, `invalid-firewall-sku`"),
        ("something-else-entirely", "is no rule; `mvnetgen rules` lists them"),
        ("a\x1b[31mb", r"`a\u001b[31mb` is no rule"),
    ],
)
def test_a_word_that_is_no_rule(word: str, answer: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest rule is proposed; a group is recognized."""
    assert main(["explain", word]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert answer in captured.err


def test_completion() -> None:
    """A shell can complete the names of rules."""
    completed = ShellComplete(mvnetgen, {}, "mvnetgen", "_MVNETGEN_COMPLETE").get_completions(
        ["explain"], "invalid-firewall"
    )
    assert [each.value for each in completed] == ["invalid-firewall-sku"]
