"""`mvnetgen generate` without a file: what the configuration lists; and the way in which hooks ask for it."""

from pathlib import Path
from typing import get_args

import pytest

from mvnetgen.cli import main
from mvnetgen.generate import Layout, Placement, Target
from mvnetgen.project.generation import Generation

WORKSPACE = "name: ml-prod\nlocation: westeurope\nmanaged_network: {isolation_mode: allow_internet_outbound}\n"
CONFIG = """\
generate:
  - file: ml/one.yml
    targets: [bicep]
    out: infra/one
  - file: ml/two.yml
    name: ml-two
    layout: module
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two workspaces and a configuration that lists both."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "ml").mkdir()
    for name in ("one", "two"):
        (tmp_path / "ml" / f"{name}.yml").write_text(WORKSPACE, encoding="utf-8")
    (tmp_path / ".mvnetgen.yml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def generated() -> set[str]:
    return {path.as_posix() for path in Path().rglob("*") if path.suffix in {".tf", ".bicep", ".bicepparam"}}


def test_what_is_listed() -> None:
    """Each entry goes to its folder, with its own settings; paths start from the configuration file."""
    assert main(["generate"]) == 0

    assert {path.rpartition("/")[0] for path in generated()} == {"infra/one", "two"}
    assert '"ml-two"' in Path("two/variables.tf").read_text(encoding="utf-8")
    assert 'provider "azapi"' not in Path("two/terraform.tf").read_text(encoding="utf-8")


def test_from_a_folder_below(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same files from everywhere in the repository."""
    assert main(["generate"]) == 0
    before = {path: Path(path).read_bytes() for path in generated()}
    monkeypatch.chdir(project / "ml")
    assert main(["generate", "--check"]) == 0
    assert main(["generate"]) == 0
    monkeypatch.chdir(project)
    assert {path: Path(path).read_bytes() for path in generated()} == before


def test_named_configuration(tmp_path: Path) -> None:
    """--config names another configuration file."""
    Path("other.yml").write_text("generate: [{file: ml/one.yml}]\n", encoding="utf-8")
    assert main(["generate", "--config", "other.yml"]) == 0
    assert {path.rpartition("/")[0] for path in generated()} == {"one"}


def test_fail_on_change(capsys: pytest.CaptureFixture[str]) -> None:
    """The first run writes and fails, naming each file; the second has nothing to do."""
    assert main(["generate", "--fail-on-change"]) == 1
    assert "infra/one/main.bicep: is missing\n" in capsys.readouterr().err
    assert main(["generate", "--fail-on-change"]) == 0
    path = Path("infra/one/main.bicep")
    path.write_text(path.read_text(encoding="utf-8") + "// mine\n", encoding="utf-8")
    assert main(["generate", "--fail-on-change", "-q"]) == 1
    assert capsys.readouterr().err.endswith("infra/one/main.bicep: differs\n")
    assert main(["generate", "--check"]) == 0


def test_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    """`-q` leaves nothing but errors."""
    assert main(["generate", "-q"]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("arguments", "config", "told"),
    [
        (["generate"], "", "there is nothing to generate: name a FILE, or list what there is as `generate`"),
        (["generate"], "generate: []\n", "there is nothing to generate"),
        (["generate", "--target", "bicep"], CONFIG, "--target is for a FILE"),
        (["generate", "--out", "x"], CONFIG, "--out is for a FILE"),
        (["generate", "ml/one.yml", "--config", ".mvnetgen.yml"], CONFIG, "leave it or FILE out"),
        (["generate"], "generate: [{file: ml/none.yml}]\n", "ml/none.yml:1:1"),
        (
            ["generate"],
            "generate: [{file: ml/one.yml, out: x}, {file: ml/two.yml, out: x}]\n",
            "would be written to the same folder, x",
        ),
        (["generate"], "generate: [{fil: a.yml}]\n", ".mvnetgen.yml:1:13: `generate[0].fil` is no setting; did you"),
        (["generate"], "generate: [{out: a}]\n", "`generate[0].file` is missing"),
        (["generate"], "generate: [{file: a, targets: []}]\n", "`generate[0].targets` is empty"),
        (["generate"], "generate: [{file: a, targets: [bicp]}]\n", "not `bicp`; did you mean `bicep`?"),
        (["generate"], "generate: [a.yml]\n", "`generate[0]` is a text, and a mapping is needed"),
    ],
)
def test_wrong(arguments: list[str], config: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each mistake is exit code 2, told in words, and nothing is written."""
    Path(".mvnetgen.yml").write_text(config, encoding="utf-8")

    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert told in captured.out + captured.err
    assert "a bug in mvnetgen" not in captured.err
    assert not generated()


def test_words() -> None:
    """The configuration takes the words of the command line."""
    fields = Generation.model_fields
    assert set(get_args(get_args(fields["targets"].annotation)[0])) == {each.value for each in Target}
    assert set(get_args(fields["layout"].annotation)) == {each.value for each in Layout}
    assert set(get_args(fields["rules"].annotation)) == {each.value for each in Placement}


def test_only_workspaces(capsys: pytest.CaptureFixture[str]) -> None:
    """With --only-workspaces a named YAML file is judged as one in a folder: others are left out without a word."""
    Path("chart.yml").write_text("image: {{ managed_network }}\n", encoding="utf-8")
    Path("list.yml").write_text("- 1\n", encoding="utf-8")
    Path("broken.yml").write_text("managed_network: [\n", encoding="utf-8")
    Path("bad.yml").write_text(WORKSPACE + "managed_netwrk: {}\n", encoding="utf-8")
    options = ["--format", "concise", "--select", "shape", "--config", ".mvnetgen.yml"]

    assert main(["lint", "--only-workspaces", *options, "chart.yml", "list.yml"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["lint", "--only-workspaces", *options, "chart.yml", "bad.yml"]) == 1
    assert capsys.readouterr().out.startswith("bad.yml:4:1: error[unknown-key]")
    assert main(["lint", "--only-workspaces", *options, "broken.yml"]) == 2
    assert main(["lint", "--only-workspaces", *options, "missing.yml"]) == 2
    assert main(["lint", *options, "list.yml"]) in (1, 2)
