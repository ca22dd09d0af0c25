"""The configuration file: where it is found, what it may say, and how each mistake is told."""

import json
from pathlib import Path

import pytest

from mvnetgen.cli import main
from mvnetgen.model.workspace import FirewallSku, IsolationMode
from mvnetgen.project.config import Config, find_config
from mvnetgen.project.read_config import FileShape, config_schema, read_config
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import ConfigError, InputError

FULL = """\
select: [all]
ignore: [fqdn-creates-firewall]
severity: {public-workspace: error}
fail_on: error
exclude: ["examples/**"]
var_files: [envs/prod.tfvars]
baseline: .mvnetgen-baseline.json
strict_ignores: true
require_workspace: true
jobs: 2
generate: [{file: ml/workspace.yml, out: infra}]
policy:
  isolation_mode: allow_only_approved_outbound
  public_network_access: disabled
  firewall_sku: [basic]
  fqdns: ["pypi.org", "*.pythonhosted.org"]
  service_tags: [DataFactory]
  private_endpoints: ["/subscriptions/1111/resourceGroups/data-*"]
"""


@pytest.fixture
def written(tmp_path: Path):
    """Writes a configuration and gives its path."""

    def write(text: str) -> Path:
        path = tmp_path / ".mvnetgen.yml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_everything_is_read(written) -> None:
    """Every setting arrives, with its place."""
    file = read_config(written(FULL), "c.yml")

    assert file.config.fail_on is Severity.ERROR
    assert file.config.severity == {"public-workspace": Severity.ERROR}
    assert file.config.policy
    assert file.config.policy.isolation_mode is IsolationMode.APPROVED
    assert file.config.policy.firewall_sku == (FirewallSku.BASIC,)
    assert file.places["jobs"].line == 10
    assert file.config.generate[0].targets == ("terraform",)
    assert file.config.generate[0].out == "infra"
    assert file.places["policy.fqdns"].line == 16


@pytest.mark.parametrize("text", ["", "---\n", "# nothing yet\n\n"])
def test_empty_file(written, text: str) -> None:
    """A file without settings is no mistake."""
    assert read_config(written(text)).config == read_config(written("select: [all]")).config


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("slect: [all]\n", "c.yml:1:1: `slect` is no setting; did you mean `select`?"),
        ("fail_on: eror\n", "c.yml:1:10: `fail_on` is one of `error`, `warning`, `info`, not `eror`; did you mean"),
        ("ignore: fqdn\n", "c.yml:1:9: `ignore` is a text, and a list is needed; write `ignore: [fqdn]`"),
        (
            "select: [duplicate-kye]\n",
            "c.yml:1:10: `duplicate-kye` is no rule and no group; did you mean `duplicate-key`?",
        ),
        ("severity: {shape: error}\n", "c.yml:1:12: `shape` is no rule"),
        ("jobs: 1000\n", "c.yml:1:7: `jobs` is a number from 0 to 256"),
        ('baseline: "a\\0b"\n', "c.yml:1:11: a NUL character can stand in no setting"),
        ("exclude: ['']\n", "c.yml:1:11: `exclude[0]` is empty"),
        ("policy: {fqdn: []}\n", "c.yml:1:10: `policy.fqdn` is no setting; did you mean `fqdns`?"),
        ("policy: [1]\n", "c.yml:1:9: `policy` is a list, and a mapping is needed"),
        ("- select\n", "c.yml:1:1: is a list at the top"),
        ("jobs: 1\njobs: 2\n", "c.yml:2:1: `jobs` is written twice"),
        ("a: [\n", "c.yml:1:5: "),
    ],
)
def test_mistakes(written, text: str, told: str) -> None:
    """A mistake has its place, and a suggestion where one is near."""
    with pytest.raises(InputError) as caught:
        read_config(written(text), "c.yml")

    assert str(caught.value).startswith(told)


def test_all_mistakes_at_once(written) -> None:
    """Nobody mends one mistake only to be told of the next."""
    with pytest.raises(ConfigError) as caught:
        read_config(written("slect: [all]\nfail_on: eror\njobs: x\n"), "c.yml")

    assert [line.split(": ")[0] for line in str(caught.value).splitlines()] == ["c.yml:1:1", "c.yml:2:10", "c.yml:3:7"]


def test_found_upwards_to_the_repository(tmp_path: Path) -> None:
    """The nearest file counts, and none above the top of the repository."""
    inner = tmp_path / "repo" / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / ".mvnetgen.yml").touch()
    assert find_config(inner) == tmp_path / ".mvnetgen.yml"

    (tmp_path / "repo" / ".git").mkdir()
    assert find_config(inner) is None

    (tmp_path / "repo" / ".mvnetgen.yml").touch()
    assert find_config(inner) == tmp_path / "repo" / ".mvnetgen.yml"


def test_schema_takes_what_we_take() -> None:
    """The published schema is valid, accepts a full file, and refuses an unknown key."""
    jsonschema = pytest.importorskip("jsonschema")
    yaml = pytest.importorskip("yaml")
    validator = jsonschema.Draft202012Validator(config_schema())
    jsonschema.Draft202012Validator.check_schema(config_schema())

    assert validator.is_valid(yaml.safe_load(FULL))
    assert not validator.is_valid({"slect": ["all"]})
    assert not validator.is_valid({"select": ["duplicate-kye"]})


def test_command_shows_origins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`mvnetgen config` tells for each setting its value and whether command line, file or default gave it."""
    (tmp_path / ".mvnetgen.yml").write_text("fail_on: error\nignore: [meta]\nvar_files: [p.tfvars]\n", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")

    assert main(["config", "--jobs", "3", "--ignore", "policy,fqdn", "--format", "json"]) == 0

    shown = json.loads(capsys.readouterr().out)
    assert shown["file"] == "../.mvnetgen.yml"
    assert shown["settings"]["fail_on"] == {"value": "error", "from": "../.mvnetgen.yml:1"}
    assert shown["settings"]["ignore"]["from"] == "../.mvnetgen.yml:2, command line"
    assert shown["settings"]["ignore"]["value"] == ["meta", "policy", "fqdn"]
    assert shown["settings"]["jobs"] == {"value": 3, "from": "command line"}
    assert shown["settings"]["var_files"]["value"] == ["../p.tfvars"]
    assert shown["settings"]["select"] == {"value": ["all"], "from": "default"}
    assert "unused-ignore" not in shown["rules"]

    assert main(["config"]) == 0
    assert "fail_on            error" in capsys.readouterr().out


def test_mistake_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong configuration is exit code 2, whatever there is to judge."""
    (tmp_path / ".mvnetgen.yml").write_text("slect: []\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert main(["lint"]) == 2
    assert "did you mean `select`?" in capsys.readouterr().err
    assert main(["lint", "--config", "missing.yml"]) == 2


def test_defaults_are_one() -> None:
    """A file that says nothing means the same as no file: both lists of settings agree."""
    assert dict(FileShape()) == vars(Config())
