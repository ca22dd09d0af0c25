"""A repository of three teams, linted whole: what each format says about it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mvnetgen.cli import main

HERE = Path(__file__).parent
STORED = HERE / "golden" / "monorepo"
SUFFIXES = {"text": "txt", "json": "json"}
"""The formats that are stored whole; `tests/report` has all of them on a small case."""


@pytest.fixture
def monorepo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample as a repository of its own."""
    folder = tmp_path / "monorepo"
    shutil.copytree(HERE / "monorepo", folder)
    (folder / ".git").mkdir()
    monkeypatch.chdir(folder)
    for name in ("GITHUB_STEP_SUMMARY", "TF_BUILD"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.mark.parametrize("format_", SUFFIXES)
def test_format(
    monorepo: Path, format_: str, golden: Callable[[Path, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole repository in each format, byte for byte; the platform's folder and what is excluded are not in it."""
    assert main(["lint", "--no-cache", "--format", format_]) == 1

    out, err = capsys.readouterr()
    golden(STORED / f"{format_}.{SUFFIXES[format_]}", out)
    assert "platform/" not in out
    assert "scratch" not in out
    assert "in 11 files: 7 workspaces" in err


def test_every_team_is_judged(monorepo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each way to write a workspace has findings of its own, and a module is judged at its calls."""
    main(["lint", "--no-cache", "--format", "concise"])
    out = capsys.readouterr().out
    for path in ("research/workspaces/speech.yaml:", "vision/modules/workspace/main.tf:", "forecast/main.tf:"):
        assert path in out
    assert "forecast/hub/main.tf:" in out
    assert "research/workspaces/papers.yml:12:20: info" in out
    assert "(may be so: when `var.open` is true)" in out


def test_as_the_hook_sees_it(monorepo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Given every file by name, as pre-commit does, the same is found as in the folder."""
    main(["lint", "--no-cache", "--format", "json"])
    whole = capsys.readouterr().out
    files = [path for path in Path().rglob("*") if path.suffix in {".yml", ".yaml", ".tf", ".tfvars"}]

    main(["lint", "--no-cache", "--only-workspaces", "--format", "json", *sorted(map(str, files))])
    assert capsys.readouterr().out == whole


def test_generate(monorepo: Path) -> None:
    """What the configuration lists is generated, and the YAML-first team has no error."""
    assert main(["generate", "--fail-on-change"]) == 1
    assert main(["generate", "--check"]) == 0
    assert Path("research/infra/papers/bicep/main.bicep").exists()
