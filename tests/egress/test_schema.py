"""The published schemas of `egress` and `reach` take what the commands print, key by key."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from mvnetgen.egress.refusal import EXPLAINED
from mvnetgen.report.egress.schema import egress_schema, reach_schema
from tests import GOLDEN, ROOT
from tests.egress.workspaces import fqdn, run, workspace

CASES = sorted(path for path in (GOLDEN / "egress").iterdir() if path.is_dir())
QUESTIONS = (
    "pypi.org",
    "github.com:22",
    "github.com",
    "10.0.0.0/8",
    "203.0.113.0/24:5432",
    "graph.microsoft.com",
    "mirror.example.net",
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_printed(case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each stored input, and questions to it."""
    monkeypatch.chdir(case)
    Draft202012Validator.check_schema(egress_schema())
    Draft202012Validator.check_schema(reach_schema())
    run("egress", "--format", "json")
    Draft202012Validator(egress_schema()).validate(json.loads(capsys.readouterr().out))
    run("reach", *QUESTIONS, "--format", "json")
    Draft202012Validator(reach_schema()).validate(json.loads(capsys.readouterr().out))


def test_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The keys that scripts were promised are there, in their order."""
    file = tmp_path / "workspace.yml"
    file.write_text(workspace(fqdn("pypi", "pypi.org")), encoding="utf-8")
    run("egress", "--format", "json", file)
    (found,) = json.loads(capsys.readouterr().out)["workspaces"]
    promised = ["workspace", "path", "mode", "guarantee_lost", "rows", "cost"]
    assert [key for key in found if key in promised] == promised
    row = [
        "kind",
        "type",
        "rule",
        "destination",
        "subresource",
        "hosts",
        "ports",
        "protocol",
        "direction",
        "purpose",
        "path",
    ]
    row += ["line", "unknown"]
    assert [key for key in found["rows"][-1] if key in row] == row
    assert found["cost"]["firewall"]["sku"] == "Standard"
    run("reach", "pypi.org", "--format", "json", "--in", file)
    (answer,) = json.loads(capsys.readouterr().out)["answers"]
    words = [
        "asked",
        "host",
        "port",
        "protocol",
        "workspace",
        "answer",
        "by",
        "code",
        "path",
        "line",
        "message",
        "change",
    ]
    assert [key for key in answer if key in words] == words


@pytest.mark.parametrize("name", ["egress", "reach"])
def test_the_command_prints_it(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`mvnetgen schema egress` prints what is published."""
    assert run("schema", name) == 0
    assert json.loads(capsys.readouterr().out)["title"]
    assert run("schema", name, "--config") == 2


def test_the_page_explains_every_code() -> None:
    """The table of the page has each code with its sentence, in their order."""
    page = (ROOT / "docs" / "reach.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert rows == [f"| `{code}` | {words} |" for code, words in EXPLAINED.items()]
