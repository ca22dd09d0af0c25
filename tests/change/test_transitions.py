"""What is found about a transition is the same whatever the two versions are written in."""

import json
from functools import cache
from pathlib import Path

import pytest

from mvnetgen.cli import main
from mvnetgen.formats.az_ml import read_workspace_file
from mvnetgen.generate import Options, Target, render
from mvnetgen.text.source import Source
from tests.change.transitions import TRANSITIONS

FORMS = ("yaml", "terraform", "bicep")
PAIRS = [(old, new) for old in FORMS for new in FORMS]


@cache
def generated(text: str, form: str) -> dict[str, str]:
    """The files that are generated of a workspace."""
    (declaration,) = read_workspace_file(Source("workspace.yml", text)).declarations
    return render(declaration.workspace, Options(source="workspace.yml"), Target(form), None)


def write(folder: Path, text: str, form: str) -> None:
    folder.mkdir(parents=True)
    for name, content in ({"workspace.yml": text} if form == "yaml" else generated(text, form)).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")


@pytest.mark.parametrize("name", TRANSITIONS)
@pytest.mark.parametrize("pair", PAIRS, ids=">".join)
def test_transition(name, pair, tmp_path, monkeypatch, capsys):
    """The rules that are found, with their severities; what only some forms do stands beside the transition."""
    transition = TRANSITIONS[name]
    write(tmp_path / "old", transition.old, pair[0])
    write(tmp_path / "new", transition.new, pair[1])
    monkeypatch.chdir(tmp_path)
    main(["diff", "old", "new", "--format", "json", "--ignore", "approver-lost"])
    found = {f"{each['rule']}@{each['severity']}" for each in json.loads(capsys.readouterr().out)["findings"]}
    stays = pair[1] != "yaml" and pair[0] != "terraform"  # only az ml sends all rules, and Terraform destroys its own
    assert found == (transition.left if stays and transition.left is not None else transition.found)
