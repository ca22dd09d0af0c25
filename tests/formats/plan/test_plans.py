"""
Recorded plans and states, and what is printed about each.

Terraform 1.11.4 made them of azapi and azurerm resources; `incomplete` got its marks by hand afterwards.
"""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from mvnetgen.cli import main
from mvnetgen.formats.plan.document import read_document
from mvnetgen.formats.plan.references import Configuration, references_in, where_of
from tests import GOLDEN

CASES = sorted((GOLDEN / "plans").iterdir())
RECORDED = ("plan.json", "state.json", "terraform.tfstate")


def recorded(case: Path) -> str:
    return next(name for name in RECORDED if (case / name).exists())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(
    case: Path,
    golden: Callable[[Path, str], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`lint` on the recorded file prints what is stored, with the last lines of the run and the exit code."""
    monkeypatch.chdir(case)

    code = main(["lint", "--format", "concise", recorded(case)])

    printed = capsys.readouterr()
    golden(case / "output.txt", f"{printed.out}{printed.err}exit code {code}\n")


def test_a_plan_is_its_source(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """With the code beside it a plan is found to be what the code is, place by place."""
    monkeypatch.chdir(GOLDEN / "plans" / "locals_beside")

    main(["lint", "-q", "--format", "concise", "plan.json"])
    of_plan = capsys.readouterr().out
    main(["lint", "-q", "--format", "concise", "main.tf"])

    assert of_plan == capsys.readouterr().out
    assert "missing-approver-role" in of_plan


@pytest.mark.parametrize("form", ["concise", "text", "json", "sarif", "markdown", "github", "junit", "gitlab", "azure"])
@pytest.mark.parametrize("name", ["secret/plan.json", "state/state.json", "state_file/terraform.tfstate"])
def test_secrets_are_never_shown(
    name: str, form: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sensitive host is judged, and stands in no format."""
    monkeypatch.chdir(GOLDEN / "plans")

    assert main(["lint", "-v", "--format", form, name]) == 1

    printed = capsys.readouterr()
    assert "fqdn-needs-approved-outbound" in printed.out
    assert "4f2a" not in printed.out + printed.err


@pytest.mark.parametrize("name", ["secret/plan.json", "refresh_only/plan.json", "state_file/terraform.tfstate"])
def test_a_secret_is_not_imported(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule to a sensitive host is left out, and that is said."""
    monkeypatch.chdir(GOLDEN / "plans")

    assert main(["import", name]) == 0

    printed = capsys.readouterr()
    assert "name: open" in printed.out
    assert "marked as sensitive" in printed.out
    assert "marked as sensitive" in printed.err
    assert "4f2a" not in printed.out + printed.err


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_powershell(encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What PowerShell writes is read, whatever its name and ending."""
    text = (GOLDEN / "plans" / "modules_for_each" / "plan.json").read_text(encoding="utf-8")
    path = tmp_path / "plan.txt"
    path.write_text(text, encoding=encoding, newline="\r\n")

    assert main(["lint", "--format", "concise", str(path)]) == 1
    assert "fqdn-needs-approved-outbound" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"format_version":"2.0","resource_changes":[],"terraform_version":"3"}', "is of format 2.0"),
        (
            '{"@level":"info","@message":"Terraform 1.11.4","type":"version"}\n{"@level":"info"}\n',
            "terraform show -json",
        ),
        (
            '{"format_version":"1.2","resource_changes":[{"address":"azapi_resource.machine_learning"',
            "is no whole JSON",
        ),
        ('{"format_version":"1.2","terraform_version":"1","resource_changes":[]} x', "is no whole JSON"),
        ('{"version":3,"serial":1,"lineage":"a","terraform_version":"0.11","modules":[]}', "state of version 3"),
        ("PK\x03\x04tfplan", "terraform show -json"),
        ("hello", "is no file that mvnetgen reads"),
        ("[1, 2]", "is a list at the top"),
    ],
)
def test_what_is_no_plan(text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be read is told with what to do, and is never a success."""
    path = tmp_path / "tfplan"
    path.write_text(text, encoding="utf-8")

    assert main(["lint", "--format", "concise", str(path)]) == 2
    printed = capsys.readouterr()
    assert said in printed.out + printed.err


@pytest.mark.parametrize("size", [0, 20_000])
def test_no_workspace(size: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan without a workspace is right, small or large, unless one is asked for; it never says that all is well."""
    change = {"address": "random_id.x", "mode": "managed", "type": "random_id", "name": "x", "change": {"after": {}}}
    plan = {"format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": [change] * size}
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan), encoding="utf-8")

    assert main(["lint", str(path)]) == 0
    assert "no workspace" in capsys.readouterr().err
    assert main(["lint", "--require-workspace", str(path)]) == 2
    path.write_text(json.dumps(plan)[:-3], encoding="utf-8")
    assert main(["lint", str(path)]) == 2


def test_a_comment_in_the_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An ignore comment beside the plan counts, and one for what no plan shows is not called useless."""
    shutil.copytree(GOLDEN / "plans" / "locals_beside", tmp_path, dirs_exist_ok=True)
    code = tmp_path / "main.tf"
    text = code.read_text(encoding="utf-8")
    text = text.replace(
        "    properties = {\n      type ", "    properties = { # mvnetgen: ignore[duplicate-key]\n      type "
    )
    text = text.replace(
        "      destination = {", "      # mvnetgen: ignore[missing-approver-role] given by hand\n      destination = {"
    )
    code.write_text(text, encoding="utf-8")

    main(["lint", "-q", "--format", "concise", str(tmp_path / "plan.json")])

    out = capsys.readouterr().out
    assert "missing-approver-role" not in out
    assert "unused-ignore" not in out
    assert "adls-without-blob" in out


@pytest.mark.skipif(shutil.which("terraform") is None, reason="needs terraform")
def test_terraform_itself(tmp_path: Path) -> None:
    """What today's terraform records of references, states and refreshes is what we read."""
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner/main.tf").write_text(
        'variable "id" {}\n'
        'resource "terraform_data" "inner" { input = var.id }\n'
        'output "out" { value = terraform_data.inner.id }\n',
        encoding="utf-8",
    )
    (tmp_path / "main.tf").write_text(
        'resource "terraform_data" "ws" {\n  for_each = toset(["dev", "prod"])\n}\n'
        'module "m" {\n  for_each = toset(["dev", "prod"])\n  source = "./inner"\n'
        "  id = terraform_data.ws[each.key].id\n}\n"
        'resource "terraform_data" "after" {\n  input = { list = [module.m["dev"].out, "known"] }\n}\n',
        encoding="utf-8",
    )

    def terraform(*words: str) -> bytes:
        done = subprocess.run(["terraform", *words], cwd=tmp_path, capture_output=True, check=True)
        return done.stdout

    terraform("init", "-input=false")
    terraform("plan", "-input=false", "-out=one")
    document = read_document(terraform("show", "-json", "one"), "one.json", lambda _: True)
    found = {each.address: each for each in document.resources}
    configuration = Configuration(document.configuration, frozenset(found))

    def behind(address: str, block: str) -> list[str]:
        each = found[address]
        where = where_of(each.module)
        expressions = configuration.resource(where, block)["expressions"]
        listed = references_in(expressions["input"])
        return [ref.address for ref in configuration.candidates(listed, configuration.site(where, block, each.key))]

    assert behind('module.m["prod"].terraform_data.inner', "terraform_data.inner") == ['terraform_data.ws["prod"]']
    assert behind("terraform_data.after", "terraform_data.after") == ['module.m["dev"].terraform_data.inner']
    assert "terraform_data.ws" in configuration.order().after("terraform_data.after")
    assert found["terraform_data.after"].unknown["input"] == {"list": [True, False]}

    terraform("apply", "-input=false", "one")
    state = read_document(terraform("show", "-json"), "state.json", lambda _: True)
    raw = read_document((tmp_path / "terraform.tfstate").read_bytes(), "terraform.tfstate", lambda _: True)
    terraform("plan", "-input=false", "-refresh-only", "-out=two")
    refresh = read_document(terraform("show", "-json", "two"), "two.json", lambda _: True)
    for each in (state, raw, refresh):
        assert {resource.address for resource in each.resources} == set(found)
        assert not each.planned
    assert raw.resources[0].values["input"] == state.resources[0].values["input"]
    assert "changes nothing" in refresh.notes[0]
