"""Good workspaces, from the smallest to the fullest: where nothing is wrong, nothing above info is said."""

import json
from pathlib import Path

import pytest

from mvnetgen.cli import main
from tests import GOLDEN

CASES = sorted(path for path in (GOLDEN / "clean").iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_above_info(case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """All rules together find nothing above info in a good workspace, and its file is read to the end."""
    monkeypatch.chdir(case)
    judged = "workspace.yml" if Path("workspace.yml").exists() else "."

    code = main(["lint", "--no-cache", "--fail-on", "warning", "--format", "json", judged])

    result = json.loads(capsys.readouterr().out)
    assert [finding for finding in result["findings"] if finding["severity"] != "info"] == []
    assert result["unreadable"] == []
    assert result["summary"]["workspaces"] >= 1
    assert code == 0


def test_there_are_enough() -> None:
    """The set is large enough to mean something, in YAML and in Terraform."""
    assert len(CASES) >= 36
    assert sum((case / "main.tf").exists() for case in CASES) >= 12
