"""The hooks that we ship: which files they are for, and what the real pre-commit makes of them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from mvnetgen.cli import main
from tests import ROOT

HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
PRE_COMMIT = (sys.executable, "-m", "pre_commit")
"""Of the environment that runs the tests, whether it is activated or not."""
SHIPPED = (
    "mvnetgen",
    "templates",
    "tests/golden/rules",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    ".pre-commit-hooks.yaml",
)

GOOD = """\
name: ml-team
location: westeurope
managed_network:
  isolation_mode: allow_only_approved_outbound
  outbound_rules:
    - {name: mirror, type: fqdn, destination: mirror.example.com}
"""
BAD = GOOD.replace("allow_only_approved_outbound", "allow_internet_outbound")
SELECT = "select: [shape, isolation, fqdn]\n"
CONFIG = SELECT + "generate:\n  - file: ml/workspace.yml\n    targets: [terraform, bicep]\n    out: infra\n"
NO_WORKSPACE = "image: {{ managed_network }}\n"
TERRAFORM = """\
variable "mode" {
  default = "AllowInternetOutbound"
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = "mlw"
  parent_id = "/subscriptions/11112222-3333-4444-5555-666677778888/resourceGroups/rg"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = var.mode
        outboundRules = {
          pypi = { type = "FQDN", destination = "pypi.org" }
        }
      }
    }
  }
}
"""


@pytest.mark.parametrize(
    ("path", "lint", "generate"),
    [
        ("workspace.yml", True, True),
        ("ml/workspace.yaml", True, True),
        ("main.tf", True, True),
        ("infra/main.tofu", True, False),
        ("infra/main.tf.json", True, False),
        ("infra/main.tofu.json", True, False),
        ("infra/prod.tfvars", True, False),
        ("infra/prod.auto.tfvars", True, False),
        ("infra/prod.tfvars.json", True, False),
        ("infra/main.bicep", True, True),
        ("infra/main.bicepparam", True, True),
        ("templates/terraform/main.tf.jinja", False, True),
        ("README.md", False, False),
        ("package.json", True, False),
        ("azuredeploy.json", True, False),
        ("main.tf.bak", False, False),
        ("mytf", False, False),
        ("terraform.tfstate", False, False),
        ("infra/.terraform/modules/ml/main.tf", False, True),
        ("infra/.terragrunt-cache/x/main.tf", False, True),
        ("terraform/main.tf", True, True),
    ],
)
def test_files(path: str, lint: bool, generate: bool) -> None:
    """A hook runs for the files that it can make something of."""

    def taken(hook: str) -> bool:
        found = re.search(HOOKS[hook]["files"], path) and not re.search(HOOKS[hook].get("exclude", "^$"), path)
        return bool(found)

    assert taken("mvnetgen-lint") is lint
    assert taken("mvnetgen-generate") is generate
    assert taken("mvnetgen-generate-check") is generate


def test_what_is_linted_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the lint hook passes on is a file that mvnetgen reads."""
    monkeypatch.chdir(tmp_path)
    names = ["a.yml", "b.yaml", "c.tf", "d.tofu", "e.tf.json", "f.tofu.json", "g.tfvars", "h.tfvars.json"]
    for name in [*names, "i.bicep", "j.bicepparam", "k.json"]:
        assert re.search(HOOKS["mvnetgen-lint"]["files"], name)
        Path(name).write_text("{}" if name.endswith("json") else "", encoding="utf-8")

    assert (
        main(
            [
                *HOOKS["mvnetgen-lint"]["entry"].split()[1:],
                "--no-cache",
                *sorted(path.name for path in Path().iterdir()),
            ]
        )
        == 0
    )


def test_manifest() -> None:
    """Hooks are installed by pip, never run beside themselves, and know nothing of messages of commits."""
    assert list(HOOKS) == ["mvnetgen-lint", "mvnetgen-fix", "mvnetgen-generate", "mvnetgen-generate-check"]
    for hook in HOOKS.values():
        assert hook["language"] == "python"
        assert hook["require_serial"] is True
        assert "commit-msg" not in hook["stages"]
        assert hook["entry"].startswith("mvnetgen ")


class Repository:
    """A git repository in a folder, and pre-commit in it."""

    def __init__(self, folder: Path, files: dict[str, str]) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTEST_"))},
            "PRE_COMMIT_HOME": str(folder.parent / "pre-commit"),
            "NO_COLOR": "1",
        }
        for name, text in files.items():
            self.write(name, text)
        self.run("git", "init", "--quiet", "--initial-branch=main")
        for key, value in {"user.name": "T", "user.email": "t@example.org", "commit.gpgsign": "false"}.items():
            self.run("git", "config", key, value)
        self.run("git", "add", "--all")
        self.run("git", "commit", "--quiet", "--message", "Begin")

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text, encoding="utf-8")

    def run(self, *command: str, fails: bool = False) -> str:
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            check=False,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert (done.returncode != 0) is fails, done.stdout
        return done.stdout

    def try_repo(self, ours: Path, *, fails: bool) -> dict[str, str]:
        """What all hooks print, each by its name, when pre-commit tries them on all files."""
        out = self.run(*PRE_COMMIT, "try-repo", str(ours), "--all-files", "--verbose", fails=fails)
        parts = re.split(r"^(mvnetgen [a-z -]+?)\.{2,}", out, flags=re.MULTILINE)
        return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """What a user's pre-commit would clone."""
    folder = tmp_path / "ours"
    for name in SHIPPED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return Repository(folder, {}).folder


@pytest.mark.slow
def test_bad_repository(ours: Path, tmp_path: Path) -> None:
    """In a repository with mistakes each hook fails and says why; other YAML and other modules are no concern."""
    files = {
        "ml/workspace.yml": BAD,
        "infra/main.tf": TERRAFORM,
        "chart/values.yml": NO_WORKSPACE,
        "other/main.tf": "not even HCL {",
    }
    result = Repository(tmp_path / "bad", files | {".mvnetgen.yml": SELECT}).try_repo(ours, fails=True)

    assert "Failed" in result["mvnetgen lint"]
    assert result["mvnetgen lint"].count("error[fqdn-needs-approved-outbound]") == 2
    assert "--> infra/main.tf:" in result["mvnetgen lint"]
    assert "--> ml/workspace.yml:6:" in result["mvnetgen lint"]
    assert "chart/values.yml" not in result["mvnetgen lint"]
    for name in ("mvnetgen generate", "mvnetgen generate --check"):
        assert "exit code: 2" in result[name]
        assert "there is nothing to generate" in result[name]


@pytest.mark.slow
def test_good_repository(ours: Path, tmp_path: Path) -> None:
    """Where nothing is wrong and the generated files are those that would be made, every hook passes."""
    repository = Repository(
        tmp_path / "good",
        {"ml/workspace.yml": GOOD, "infra/.keep": "", "chart/values.yml": NO_WORKSPACE, ".mvnetgen.yml": CONFIG},
    )
    cwd = Path.cwd()
    try:
        os.chdir(repository.folder)
        assert main(["generate"]) == 0
    finally:
        os.chdir(cwd)
    repository.run("git", "add", "--all")
    result = repository.try_repo(ours, fails=False)

    assert all("Passed" in text for text in result.values())
    assert "error" not in result["mvnetgen lint"]
    assert "3 workspaces, 3 outbound rules" in result["mvnetgen lint"]


PRIVATE = """\
name: ml-private
location: westeurope
resource_group: rg-private
public_network_access: disabled
managed_network:
  isolation_mode: allow_only_approved_outbound
  outbound_rules:
    # mvnetgen: ignore[broad-service-tag] our factories are everywhere
    - name: factories
      type: service_tag
      destination: {service_tag: DataFactory, protocol: TCP, port_ranges: "443"}
    - name: factory
      type: private_endpoint
      destination:
        service_resource_id: /subscriptions/11112222-3333-4444-5555-666677778888/resourceGroups/rg/providers/Microsoft.DataFactory/factories/adf
        subresource_target: dataFactory
        spark_enabled: false
    - name: lake
      type: private_endpoint
      destination:
        service_resource_id: /subscriptions/11112222-3333-4444-5555-666677778888/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stlake
        subresource_target: blob
        spark_enabled: true
"""
"""A file in which nothing above information is left, and in whose code there would be something."""


@pytest.mark.slow
def test_own_output(ours: Path, tmp_path: Path) -> None:
    """Judging and generating in one configuration, as we recommend it, with all rules: what is made passes."""
    layouts = [("root", "child"), ("module", "child"), ("root", "inline"), ("module", "inline")]
    entries = "".join(
        f"  - {{file: ml/workspace.yml, out: infra/{layout}-{rules}, layout: {layout}, rules: {rules}}}\n"
        for layout, rules in layouts
    )
    bicep = "  - {file: ml/workspace.yml, out: infra/bicep, targets: [bicep]}\n"
    files = {"ml/workspace.yml": PRIVATE, ".mvnetgen.yml": f"generate:\n{entries}{bicep}"}
    repository = Repository(tmp_path / "own", files)
    cwd = Path.cwd()
    try:
        os.chdir(repository.folder)
        assert main(["generate"]) == 0
    finally:
        os.chdir(cwd)
    repository.run("git", "add", "--all")
    result = repository.try_repo(ours, fails=False)

    assert all("Passed" in text for text in result.values())
    assert re.search(r"[56] workspaces", result["mvnetgen lint"])


@pytest.mark.slow
def test_commit(ours: Path, tmp_path: Path) -> None:
    """A commit with a mistake is refused, and so is one with stale files; both go through when they are mended."""
    revision = Repository(tmp_path / "unused", {"a": ""}).run("git", "-C", str(ours), "rev-parse", "HEAD").strip()
    hooks = "".join(f"      - id: {name}\n" for name in ("mvnetgen-lint", "mvnetgen-generate"))
    repository = Repository(
        tmp_path / "team",
        {
            ".pre-commit-config.yaml": f"repos:\n  - repo: {ours}\n    rev: {revision}\n    hooks:\n{hooks}",
            ".mvnetgen.yml": CONFIG,
        },
    )
    repository.run(*PRE_COMMIT, "install", "--install-hooks")

    repository.write("ml/workspace.yml", BAD)
    repository.run("git", "add", "--all")
    refused = repository.run("git", "commit", "--message", "Open a mirror", fails=True)
    assert "error[fqdn-needs-approved-outbound]" in refused
    assert "nothing was generated" in refused

    repository.write("ml/workspace.yml", GOOD)
    repository.run("git", "add", "--all")
    stale = repository.run("git", "commit", "--message", "Open a mirror", fails=True)
    assert "infra/terraform/main.tf: is missing" in stale
    assert (repository.folder / "infra" / "bicep" / "main.bicep").exists()

    repository.run("git", "add", "--all")
    repository.run("git", "commit", "--message", "Open a mirror")
