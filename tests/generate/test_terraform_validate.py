"""The real tools accept what we generate: `terraform validate` and `bicep build`, wherever they can run."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from mvnetgen.formats.az_ml import read_workspace_file
from mvnetgen.generate import Layout, Options, Placement, Target, render
from mvnetgen.text.source import read_source
from tests import GOLDEN
from tests.generate.terraform_reader import write

pytestmark = pytest.mark.slow

GENERATE = GOLDEN / "generate"
CASES = sorted(path.parent.name for path in GENERATE.glob("*/input.yml"))
SUBNET = (
    "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg/providers/"
    "Microsoft.Network/virtualNetworks/v/subnets/s"
)
SHAPES = {
    "child": Options(),
    "inline": Options(rules=Placement.INLINE),
    "module": Options(layout=Layout.MODULE),
    "module-inline": Options(layout=Layout.MODULE, rules=Placement.INLINE),
    "endpoint": Options(client_endpoint=SUBNET),
}
SECONDS = 120
"""For one call; a provider that is not cached is a download of tens of megabytes."""

BICEP_SHAPES = ("child", "inline", "endpoint")

PAIRS = [(case, shape) for case, shape in product(CASES, SHAPES) if shape != "endpoint" or "project" not in case]
"""A project is reached through its hub."""

Initialize = Callable[[Path], None]


def run(command: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a tool in a folder, without colours or questions."""
    settings = {"TF_IN_AUTOMATION": "1", "TF_INPUT": "0", "NO_COLOR": "1", "TF_CLI_ARGS": "-no-color"}
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **settings, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=SECONDS,
    )


def rendered(case: str, shape: str, target: Target, folder: Path) -> None:
    """The code of a case in a folder."""
    (declaration,) = read_workspace_file(read_source(GENERATE / case / "input.yml")).declarations
    write(render(declaration.workspace, SHAPES[shape], target), folder)


@pytest.fixture(scope="module")
def initialize(tmp_path_factory: pytest.TempPathFactory) -> Initialize:
    """
    Gives a module its provider: one `terraform init` for all modules that require the same.

    Skips the test, with terraform's reason, where the provider cannot be had; nobody asks a second time then.
    """
    if shutil.which("terraform") is None:
        pytest.skip("terraform is not installed")
    plugins = tmp_path_factory.mktemp("plugins")
    limits = {"TF_REGISTRY_DISCOVERY_RETRY": "0", "TF_REGISTRY_CLIENT_TIMEOUT": "15"}
    made: dict[str, Path] = {}
    refusals: list[str] = []

    def give(folder: Path) -> None:
        requirements = (folder / "terraform.tf").read_text(encoding="utf-8")
        if requirements not in made and not refusals:
            made[requirements] = tmp_path_factory.mktemp("required")
            shutil.copy(folder / "terraform.tf", made[requirements])
            command = ["terraform", "init", "-backend=false"]
            done = run(command, made[requirements], TF_PLUGIN_CACHE_DIR=str(plugins), **limits)
            if done.returncode != 0:
                refusals.append(" ".join(done.stderr.partition("Error: ")[2].split()))
        if refusals:
            pytest.skip(f"terraform init: {refusals[0]}")
        shutil.copytree(made[requirements] / ".terraform", folder / ".terraform", symlinks=True)
        shutil.copy(made[requirements] / ".terraform.lock.hcl", folder)

    return give


@pytest.mark.parametrize(("case", "shape"), PAIRS)
def test_terraform_validate(case: str, shape: str, tmp_path: Path, initialize: Initialize) -> None:
    """`terraform validate` accepts the rendered module: its resources fit the provider's schemas."""
    rendered(case, shape, Target.TERRAFORM, tmp_path)
    initialize(tmp_path)
    done = run(["terraform", "validate"], tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def bicep_command() -> list[str]:
    """How to call the Bicep CLI. Skips the calling test where there is none."""
    if shutil.which("bicep"):
        return ["bicep"]
    if shutil.which("az"):
        found = subprocess.run(["az", "bicep", "version"], capture_output=True, check=False, timeout=SECONDS)
        if found.returncode == 0:
            return ["az", "bicep"]
    pytest.skip("there is no Bicep CLI: neither `bicep` nor `az bicep`")


@pytest.mark.parametrize(("case", "shape"), [each for each in PAIRS if each[1] in BICEP_SHAPES])
def test_bicep_build(case: str, shape: str, tmp_path: Path) -> None:
    """`bicep build` accepts the rendered files, and `bicep build-params` their parameters."""
    command = bicep_command()
    rendered(case, shape, Target.BICEP, tmp_path)
    for verb, name in (("build", "main.bicep"), ("build-params", "main.bicepparam")):
        file = ["--file", name] if command[0] == "az" else [name]
        done = run([*command, verb, *file, "--stdout"], tmp_path)
        assert done.returncode == 0, done.stderr


STORED = sorted((GOLDEN / "generate").glob("*/bicep/main.bicep*"))


@pytest.mark.parametrize("path", STORED, ids=lambda path: "-".join((path.parts[-3], path.name)))
def test_bicep_lint(path: Path) -> None:
    """`bicep lint` finds nothing in a stored file, and `bicep format` would write it as it is."""
    command = bicep_command()
    verb = "lint" if path.suffix == ".bicep" else "build-params"
    file = ["--file", path.name] if command[0] == "az" else [path.name]
    done = run([*command, verb, *file, *(["--stdout"] if verb == "build-params" else [])], path.parent)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr, done.stderr
    done = run([*command, "format", *file, "--stdout"], path.parent)
    assert done.stdout == path.read_text(encoding="utf-8")
