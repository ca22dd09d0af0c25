"""`unreachable-workspace` says "may" unless the whole repository was looked at and has no other root."""

import json
from pathlib import Path

import pytest

from mvnetgen.cli import main

WORKSPACE = """resource "azurerm_machine_learning_workspace" "team" {
  name                          = "team"
  public_network_access_enabled = false
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
"""


@pytest.mark.parametrize(
    ("repository", "other", "judged", "severity"),
    [
        (True, "", ".", "warning"),
        (True, "", "..", "warning"),
        (False, "", ".", "info"),
        (True, 'resource "azurerm_private_endpoint" "team" {}\n', ".", "info"),
        (True, 'module "team" {\n  source = "../ml"\n}\n', ".", "warning"),
        (True, "", "ml", "info"),
    ],
)
def test_severity(  # noqa: PLR0917
    tmp_path: Path,
    repository: bool,
    other: str,
    judged: str,
    severity: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another root of the repository may have the private endpoint; a module that calls the workspace's is the one root."""
    top = tmp_path / "repository"
    (top / "ml").mkdir(parents=True)
    (top / "ml" / "main.tf").write_text(WORKSPACE, encoding="utf-8")
    if repository:
        (top / ".git").mkdir()
    if other:
        (top / "network").mkdir()
        (top / "network" / "main.tf").write_text(other, encoding="utf-8")
    monkeypatch.chdir(top)

    main(["lint", "--no-cache", "--select", "unreachable-workspace", "--format", "json", judged])

    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert finding["severity"] == severity


def test_workspace_file_that_cannot_be_parsed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file called workspace.yml is told when it cannot be parsed, though it names no network; other files are not ours."""
    for name in ("workspace.yml", "other.yml"):
        (tmp_path / name).write_text("name: abc\ntags: {a: &x one, b: &x two}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert main(["lint", "--no-cache", "--format", "json", "."]) == 2

    assert [each["path"] for each in json.loads(capsys.readouterr().out)["unreadable"]] == ["workspace.yml"]
