"""Every command that the documentation shows is run, and prints what stands there."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from mvnetgen import __version__
from tests import ROOT
from tests.docs.console import blocks, commands, play

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in PAGES}

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_page(path: Path, tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    """Played from top to bottom the page prints what stands in it; `--update-golden` writes what it prints."""
    page = path.read_text(encoding="utf-8")
    if not any(block.language == "console" for block in blocks(page)):
        pytest.skip("shows no command")
    folder = tmp_path / "project"
    folder.mkdir()
    shown = [command for block in blocks(page) if block.language == "console" for command in commands(block.text)]
    if any("examples/" in command for command in shown):
        shutil.copytree(ROOT / "examples", folder / "examples")
    golden(path, play(page, folder))


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_is_only_claimed(name: str) -> None:
    """A command of ours with its options stands in a transcript that is run, or in a pipeline that a test reads."""
    for block in blocks(TEXTS[name]):
        if block.language in {"bash", "sh", "shell", "text", ""} and name not in {"cli.md", "README.md"}:
            assert not re.search(r"^mvnetgen [a-z]+ ", block.text, re.MULTILINE), f"{name}:{block.line}"
        if block.language == "console":
            assert commands(block.text), f"{name}:{block.line} has no command"


def pipelines(name: str) -> list[object]:
    """The YAML of a page, parsed."""
    return [
        document
        for block in blocks(TEXTS[name])
        if block.language == "yaml" and "mvnetgen/mvnetgen" in block.text
        for document in yaml.safe_load_all(block.text)
    ]


def steps(document: object) -> list[dict[str, object]]:
    """Whatever in a pipeline is a mapping."""
    if isinstance(document, dict):
        return [document, *(step for value in document.values() for step in steps(value))]
    return [step for value in document for step in steps(value)] if isinstance(document, list) else []


def test_pipelines_are_right() -> None:
    """The examples for pipelines name this version, inputs that exist, and hooks that are shipped."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    azure = yaml.safe_load((ROOT / "ci" / "azure-pipelines.yml").read_text(encoding="utf-8"))["parameters"]
    gitlab, _ = yaml.safe_load_all((ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8"))
    hooks = {each["id"] for each in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    seen = set()
    for name in ("ci.md", "pre-commit.md", "README.md"):
        for step in (step for document in pipelines(name) for step in steps(document)):
            if str(step.get("uses", "")).startswith("mvnetgen/"):
                seen.add("action")
                assert step["uses"] == f"mvnetgen/mvnetgen@v{__version__}"
                assert set(step.get("with", {})) <= set(action)
            if str(step.get("template", "")).endswith("@mvnetgen"):
                seen.add("azure")
                assert (ROOT / str(step["template"]).partition("@")[0]).exists()
                assert set(step.get("parameters", {})) <= {each["name"] for each in azure}
            if str(step.get("remote", "")).endswith("/ci/gitlab.yml"):
                seen.add("gitlab")
                assert f"/v{__version__}/" in str(step["remote"])
                assert set(step.get("inputs", {})) <= set(gitlab["spec"]["inputs"])
            if "hooks" in step and "mvnetgen" in str(step.get("repo")):
                seen.add("hooks")
                assert step["rev"] == f"v{__version__}"
                assert {hook["id"] for hook in step["hooks"]} <= hooks
    assert seen == {"action", "azure", "gitlab", "hooks"}
