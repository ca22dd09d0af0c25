"""What is found in a workspace file is what is found in the code that is made of it, rule for rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest

from mvnetgen.cli import main
from mvnetgen.formats.az_ml import read_workspace_file
from mvnetgen.formats.contents import ReadSettings
from mvnetgen.formats.input import Input, InputKind
from mvnetgen.generate import Layout, Options, Placement, Target, render
from mvnetgen.generate.accepted import ONLY_IN_FILES
from mvnetgen.lint.finding import Finding
from mvnetgen.lint.session import Settings, judge
from mvnetgen.text.source import read_source
from mvnetgen.text.tree import Disk
from tests import GOLDEN
from tests.generate.bicep_reader import placeholder_values
from tests.generate.terraform_reader import given_variables, write

CASES = sorted(path.parent.name for path in (GOLDEN / "generate").glob("*/input.yml"))
SHAPES = [Options(layout=layout, rules=rules) for layout, rules in product(Layout, Placement)]

ONLY_IN_CODE = {
    "placeholder-value": "here the placeholders stand for themselves",
    "unresolved-value": "the public access of a project is that of its hub, which the code reads",
}
"""Rules that may find in code what they cannot find in a file, each with the reason."""

ACCEPTED_IN_CODE = {
    "approver-role-not-enough",
    "role-assignment-not-ordered",
    "spark-not-provisioned",
    "unreachable-workspace",
}
"""What only code shows, and is accepted there with a reason of our own."""


def counted(findings: Iterable[Finding], without: Iterable[str]) -> Counter[tuple[str, str]]:
    """How often each rule found something, with its severity; rules of a table left out."""
    return Counter((each.rule, each.severity.value) for each in findings if each.rule not in without)


def found_in_file(case: str) -> list[Finding]:
    """The findings in a workspace file."""
    path = (GOLDEN / "generate" / case / "input.yml").as_posix()
    return [*judge([Input(path, InputKind.YAML, named=True)], Settings(), Disk()).result.findings]


def found_in_code(case: str, options: Options, folder: Path) -> list[Finding]:
    """The findings in the Terraform that is made of it."""
    (declaration,) = read_workspace_file(read_source(GOLDEN / "generate" / case / "input.yml")).declarations
    write(render(declaration.workspace, options), folder)
    given = tuple(f"{name}={value}" for name, value in given_variables(declaration.workspace, options).items())
    settings = Settings(reading=ReadSettings(variables=given))
    return [*judge([Input(folder.as_posix(), InputKind.MODULE)], settings, Disk()).result.findings]


@pytest.mark.parametrize("options", SHAPES, ids=lambda each: f"{each.layout}-{each.rules}")
@pytest.mark.parametrize("case", CASES)
def test_the_same(case: str, options: Options, tmp_path: Path) -> None:
    """Each rule finds the same number of things in both, with the same severity, but for the two tables."""
    in_file, in_code = found_in_file(case), found_in_code(case, options, tmp_path)
    tables = {*ONLY_IN_FILES, *ONLY_IN_CODE}
    assert not {each.rule for each in in_code} & ACCEPTED_IN_CODE
    assert counted(in_code, tables) == counted(in_file, tables)
    assert not {each.rule for each in in_code} & (ONLY_IN_FILES.keys() - ONLY_IN_CODE) - {each.rule for each in in_file}


def found_in_bicep(case: str, rules: Placement, folder: Path) -> list[Finding]:
    """The findings in the Bicep that is made of a file, its placeholders standing for themselves."""
    (declaration,) = read_workspace_file(read_source(GOLDEN / "generate" / case / "input.yml")).declarations
    files = render(declaration.workspace, Options(rules=rules), Target.BICEP)
    for name, value in placeholder_values(declaration.workspace).items():
        files["main.bicepparam"] = files["main.bicepparam"].replace(f"param {name} = ''", f"param {name} = '{value}'")
    write(files, folder)
    entry = Input((folder / "main.bicepparam").as_posix(), InputKind.DEPLOYMENT)
    result = judge([entry], Settings(), Disk()).result
    assert result.unreadable == ()
    assert result.summary.workspaces == 1
    return [*result.findings]


@pytest.mark.parametrize("rules", Placement)
@pytest.mark.parametrize("case", CASES)
def test_the_same_in_bicep(case: str, rules: Placement, tmp_path: Path) -> None:
    """So it is in Bicep."""
    in_file, in_code = found_in_file(case), found_in_bicep(case, rules, tmp_path)
    tables = {*ONLY_IN_FILES, *ONLY_IN_CODE}
    assert not {each.rule for each in in_code} & ACCEPTED_IN_CODE
    assert counted(in_code, tables) == counted(in_file, tables)


def test_every_difference_is_needed(tmp_path: Path) -> None:
    """No entry of the tables is left over, but for what no case can show because `generate` refuses it or leaves it out."""
    in_files = {each.rule for case in CASES for each in found_in_file(case)}
    in_code = set()
    for index, (case, options) in enumerate(product(CASES, SHAPES)):
        (tmp_path / str(index)).mkdir()
        in_code |= {each.rule for each in found_in_code(case, options, tmp_path / str(index))}
    assert in_code >= ONLY_IN_CODE.keys()
    assert ONLY_IN_FILES.keys() - in_files <= {"project-managed-network", "provision-without-network"}


SUBSCRIPTION = "11111111-2222-4333-8444-555555555555"
ACCEPTED = """\
# mvnetgen: ignore-file[public-workspace] people come from everywhere
name: ml-prod
location: westeurope
resource_group: rg
managed_network:
  isolation_mode: allow_only_approved_outbound # mvnetgen: ignore[network-not-provisioned] later
  outbound_rules:
  # mvnetgen: ignore[user-content-host, fqdn-creates-firewall until=2090-01-01] we need it
  - name: github
    type: fqdn
    destination: github.com
  - name: adf
    type: service_tag
    destination:
      service_tag: DataFactory # mvnetgen: ignore[broad-service-tag] ours: "all of them" */ ${x}
      protocol: TCP
      port_ranges: "443"
  - name: lake
    type: private_endpoint
    destination:
      service_resource_id: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/x # mvnetgen: ignore[placeholder-value] mine
      subresource_target: blob
      spark_enabled: false
"""


@pytest.mark.parametrize(
    "options", ["", "--target bicep", "--layout module", "--rules inline", "--rules inline --layout module"]
)
def test_what_was_accepted_is_accepted(options: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    """Ignore comments travel to the same thing, with reason and date; what has nothing to ignore in the code stays behind."""
    monkeypatch.chdir(tmp_path)
    text = ACCEPTED
    if "module" in options:  # whose rules are for its caller to give where they have placeholders
        text = re.sub(r"<SUBSCRIPTION_ID>(.*) # mvnetgen.*", rf"{SUBSCRIPTION}\1", text)
    Path("ws.yml").write_text(text, encoding="utf-8")
    assert main(["generate", "ws.yml", *options.split()]) == 0
    texts = {path.name: path.read_text(encoding="utf-8") for path in Path("ws").iterdir() if path.is_file()}
    text = "".join(texts.values())
    sign = "//" if "main.bicep" in texts else "#"
    assert f"{sign} mvnetgen: ignore[user-content-host until=2090-01-01] we need it\n" in text
    assert f'{sign} mvnetgen: ignore[broad-service-tag] ours: "all of them" */ ${{x}}\n' in text
    capsys.readouterr()
    if "main.bicep" in texts:
        given = texts["main.bicepparam"].replace(
            "param subscriptionId = ''", f"param subscriptionId = '{SUBSCRIPTION}'"
        )
        Path("ws/main.bicepparam").write_text(given, encoding="utf-8")
    values = ["--var", f"subscription_id={SUBSCRIPTION}"] if options in ("", "--rules inline") else []
    select = ["--ignore", "missing-container-registry,unresolved-value"]
    main(["lint", "ws", "--format", "concise", *values, *select])
    assert capsys.readouterr().out == ""


def test_comments_of_generated_code_are_never_unused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody edits a comment in generated code: one that ignores nothing is told only where somebody wrote it."""
    monkeypatch.chdir(tmp_path)
    text = (
        "name: ml-prod\nlocation: westeurope\nresource_group: rg\npublic_network_access: disabled\nmanaged_network:\n"
    )
    Path("ws.yml").write_text(f"{text}  isolation_mode: allow_internet_outbound\n", encoding="utf-8")
    assert main(["generate", "ws.yml"]) == 0
    file = Path("ws/main.tf")
    opened = file.read_text(encoding="utf-8").replace(
        'publicNetworkAccess = "Disabled"', 'publicNetworkAccess = "Enabled"'
    )
    capsys.readouterr()
    for content, said in ((opened, False), (opened.partition("\n")[2], True)):
        file.write_text(content, encoding="utf-8")
        main(["lint", "ws", "--format", "concise", "--select", "unused-ignore"])
        assert ("no `unreachable-workspace` here to ignore" in capsys.readouterr().out) is said
