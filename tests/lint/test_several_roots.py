"""What one root module lacks may stand in another that is judged beside it."""

from pathlib import Path

import pytest

from mvnetgen.cli import main

ROOT = """
resource "azapi_resource" "ws" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  body = {
    properties = {
      publicNetworkAccess = "Disabled"
      managedNetwork      = { isolationMode = "AllowOnlyApprovedOutbound" }
    }
  }
}
"""


@pytest.mark.parametrize(("other", "severity"), [("", "warning"), (ROOT, "info")])
def test_nobody_can_open_it(
    other: str, severity: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A workspace without a way in is certainly closed when its root is the only one, and may be otherwise."""
    monkeypatch.chdir(tmp_path)
    for folder, text in (("ml", ROOT), ("network", other)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "main.tf").write_text(text, encoding="utf-8")

    main(["lint", "--no-cache", "--select", "unreachable-workspace", "--format", "concise", "ml", "network"])

    found = [line for line in capsys.readouterr().out.splitlines() if line.startswith("ml/")]
    assert [f" {severity}[unreachable-workspace]" in line for line in found] == [True]
