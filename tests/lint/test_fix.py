"""What fixes do to files: properties over the golden cases of all rules, and what is special about single files."""

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from mvnetgen.cli import main
from mvnetgen.lint.session import Settings
from mvnetgen.project.fixing import Fixed, fix, mending
from mvnetgen.project.run import Request, lint
from tests import GOLDEN

CASES = sorted(path.parent for path in (GOLDEN / "rules").glob("*/bad*/input.*"))

KNOWN_NOW = frozenset(
    {
        "incomplete-scenario",
        "user-content-host",
        "unreachable-workspace",
        "missing-container-registry",
        "missing-approver-role",
        "network-not-provisioned",
        "public-workspace",
        "duplicate-service-tag",
    }
)
"""What is found only once a value that was wrong is known."""


def _fixed(file: str, *, unsafe: bool = False) -> Fixed:
    return fix(Request(paths=(Path(file),), settings=Settings(), cache=False, jobs=1), mending(unsafe=unsafe))


def _found(file: str) -> Counter[str]:
    request = Request(paths=(Path(file),), settings=Settings(), cache=False, jobs=1)
    return Counter(each.rule for each in lint(request).result.findings)


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "all"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: "/".join(case.parts[-2:]))
def test_every_case(case: Path, unsafe: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is fixed is gone, nothing new is wrong, all of it can be read, and there is nothing left to fix."""
    shutil.copytree(case, tmp_path / "case")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path / "case")
    (file,) = (path.name for path in Path().glob("input.*"))
    before = _found(file)

    fixed = _fixed(file, unsafe=unsafe)
    if not fixed.after:
        return
    fixed.write()

    after = _found(file)
    assert before - after
    if not unsafe:
        assert set(after - before) <= KNOWN_NOW
    assert not fixed.run.result.unreadable
    assert not _fixed(file, unsafe=unsafe).after


WORKSPACE = """\
name: contoso  # the name
managed_network:
  isolation_mode: Allow_Only_Approved_Outbound # the mode
  outbound_rules:
  - name: python-packages
    type: fqdn
    destination: https://pypi.org/simple   # the host
  - name: conda
    type: fqdn
    destination: "*.anaconda.com:443"
  - name: tag
    type: service_tag
    destination: {service_tag: AzureDevOps, protocol: tcp, port_ranges: 443}"""
MENDED = (
    WORKSPACE.replace("Allow_Only_Approved_Outbound", "allow_only_approved_outbound")
    .replace("https://pypi.org/simple", "pypi.org")
    .replace(".com:443", ".com")
    .replace("tcp", "TCP")
    .replace("ranges: 443", 'ranges: "443"')
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "mark"])
@pytest.mark.parametrize("end", ["", "\n"], ids=["open", "closed"])
def test_other_bytes_stay(here: Path, newline: str, mark: str, end: str) -> None:
    """Comments, line ends, the byte order mark and a missing last line end are as they were."""
    Path("w.yml").write_bytes((mark + (WORKSPACE + end).replace("\n", newline)).encode())

    main(["lint", "--fix", "--no-cache", "w.yml"])

    assert Path("w.yml").read_bytes() == (mark + (MENDED + end).replace("\n", newline)).encode()


def test_diff_writes_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--diff` shows the change on stdout and fails; the file stays."""
    Path("w.yml").write_text(WORKSPACE, encoding="utf-8")

    assert main(["lint", "--diff", "--no-cache", "w.yml"]) == 1

    assert "+    destination: pypi.org   # the host" in capsys.readouterr().out
    assert Path("w.yml").read_text(encoding="utf-8") == WORKSPACE


def test_exit_code(here: Path) -> None:
    """It is that of what is left; a hook fails when a file changes."""
    text = "name: contoso\nmanaged_network:\n  isolation_mode: Allow_Internet_Outbound\n"
    options = ["lint", "--fix", "--no-cache", "--select", "invalid-isolation-mode", "w.yml"]
    for more, expected in ([], 0), (["--exit-non-zero-on-fix"], 1):
        Path("w.yml").write_text(text, encoding="utf-8")
        assert main([*options, *more]) == expected
        assert main([*options, *more]) == 0


def test_outside_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beside the repository is judged, and left as it is."""
    (tmp_path / "w.yml").write_text(WORKSPACE, encoding="utf-8")
    (tmp_path / "here" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")

    assert main(["lint", "--fix", "--no-cache", "../w.yml"]) == 1

    assert (tmp_path / "w.yml").read_text(encoding="utf-8") == WORKSPACE


TERRAFORM = """\
variable "host" {{
  default = "https://pypi.org/simple"
}}

resource "azapi_resource" "workspace" {{
  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name = "research"
  {more}
  body = {{
    properties = {{
      managedNetwork = {{
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {{ pypi = {{ type = "FQDN", destination = var.host }} }}
      }}
    }}
  }}
}}
"""


def test_variable_of_one_place(here: Path) -> None:
    """A value is mended where it is written."""
    Path("main.tf").write_text(TERRAFORM.format(more=""), encoding="utf-8")
    main(["lint", "--fix", "--no-cache", "main.tf"])
    assert '  default = "pypi.org"\n' in Path("main.tf").read_text(encoding="utf-8")


def test_variable_of_several_places(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a condition compares too is left, and the help says where it is used."""
    text = TERRAFORM.format(more='tags = { first = var.host == "https://pypi.org/simple" }')
    Path("main.tf").write_text(text, encoding="utf-8")
    main(["lint", "--fix", "--no-cache", "main.tf"])
    assert Path("main.tf").read_text(encoding="utf-8") == text
    assert "2 places use what is written there (main.tf:8, main.tf:13)" in capsys.readouterr().out


def test_generated_file_stays(here: Path) -> None:
    """What `generate` wrote is mended in its YAML."""
    text = "# Generated by mvnetgen from w.yml\n" + TERRAFORM.format(more="")
    Path("main.tf").write_text(text, encoding="utf-8")
    main(["lint", "--fix", "--no-cache", "main.tf"])
    assert Path("main.tf").read_text(encoding="utf-8") == text


def test_add_ignore(here: Path) -> None:
    """A comment with the reason stands above each finding, in its margin; nothing is found then."""
    Path("w.yml").write_text(WORKSPACE, encoding="utf-8")
    assert main(["lint", "--add-ignore", "known since May", "--no-cache", "w.yml"]) == 0
    lines = Path("w.yml").read_text(encoding="utf-8").splitlines()
    assert lines[2] == "  # mvnetgen: ignore[invalid-isolation-mode] known since May"
    assert main(["lint", "--no-cache", "w.yml"]) == 0


@pytest.mark.parametrize(
    "options",
    [
        ["--unsafe-fixes", "w.yml"],
        ["--fix", "-"],
        ["--add-ignore", " ", "w.yml"],
        ["--fix", "--write-baseline", "w.yml"],
    ],
)
def test_options_that_do_not_go_together(here: Path, options: list[str]) -> None:
    """They are a mistake of the call, and nothing is written."""
    Path("w.yml").write_text(WORKSPACE, encoding="utf-8")
    assert main(["lint", "--no-cache", *options]) == 2
    assert Path("w.yml").read_text(encoding="utf-8") == WORKSPACE


SAME_EGRESS = (
    "address-prefixes-override-tag",
    "duplicate-fqdn",
    "duplicate-private-endpoint",
    "duplicate-service-tag",
    "ignored-firewall-sku",
    "invalid-protocol",
    "misplaced-rule-body",
    "read-only-field",
    "unused-ignore",
)
"""Rules about what is known already: their safe fixes leave open what was open."""


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.parent.name in SAME_EGRESS], ids=lambda case: "/".join(case.parts[-2:])
)
def test_egress_stays(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What may leave the network is the same before and after safe fixes of one rule."""
    shutil.copytree(case, tmp_path / "case")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path / "case")
    (file,) = (path.name for path in Path().glob("input.*"))

    def opened() -> set[tuple[str, str, str, str, str]]:
        main(["egress", "--format", "json", file])
        rows = (row for each in json.loads(capsys.readouterr().out)["workspaces"] for row in each["rows"])
        return {
            (
                row["type"],
                str(row["destination"]).lower(),
                str(row["subresource"]),
                row["ports"],
                str(row["protocol"]).upper(),
            )
            for row in rows
        }

    before = opened()
    main(["lint", "--fix", "--no-cache", "--select", case.parent.name, file])
    capsys.readouterr()
    assert opened() == before


def test_fixes_in_reports(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON, SARIF and rdjson carry the edits."""
    Path("w.yml").write_text(WORKSPACE, encoding="utf-8")
    documents = {}
    for format_ in ("json", "sarif", "rdjson"):
        main(["lint", "--no-cache", "--select", "invalid-fqdn", "--format", format_, "w.yml"])
        documents[format_] = json.loads(capsys.readouterr().out)
    edit = {"path": "w.yml", "line": 7, "column": 18, "end_line": 7, "end_column": 41, "text": "pypi.org"}
    assert documents["json"]["findings"][0]["fix"] == {"safe": True, "edits": [edit]}
    (change,) = documents["sarif"]["runs"][0]["results"][0]["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": "pypi.org"}
    assert documents["rdjson"]["diagnostics"][0]["suggestions"][0]["text"] == "pypi.org"


def test_cache_keeps_fixes(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A second run, of which nothing is judged anew, says the same."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(here / "cache"))
    Path("w.yml").write_text(WORKSPACE, encoding="utf-8")
    said = []
    for _ in range(2):
        main(["lint", "--format", "json", "w.yml"])
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    assert '"fix"' in said[0]
