"""What each workspace file becomes, byte for byte."""

import shutil
import subprocess
from itertools import product

import pytest

from mvnetgen.formats.az_ml import read_workspace_file
from mvnetgen.generate import Layout, Options, Placement, Target, render
from mvnetgen.text.errors import RenderError
from mvnetgen.text.source import read_source
from tests import GOLDEN

GENERATE = GOLDEN / "generate"
CASES = sorted(path.parent for path in GENERATE.glob("*/input.yml"))

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
each_target = pytest.mark.parametrize("target", Target, ids=lambda target: target.value)


def estate_of(case):
    return read_workspace_file(read_source(case / "input.yml", "input.yml"))


@each_target
@each_case
def test_files(case, target, golden, request):
    """The generated files are the stored ones, and no others are stored."""
    (declaration,) = estate_of(case).declarations
    try:
        files = render(declaration.workspace, Options(source="input.yml"), target)
    except RenderError as error:
        assert target is Target.AVM
        files = {"refused.txt": f"{error}\n"}
    folder = case / target
    stored = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    if request.config.getoption("--update-golden"):
        for stale in stored - files.keys():
            (folder / stale).unlink()
        stored = set(files)
    assert stored == set(files)
    for name, text in files.items():
        golden(folder / name, text)


@pytest.mark.skipif(shutil.which("terraform") is None, reason="terraform is not installed")
def test_terraform_fmt(tmp_path):
    """`terraform fmt -check` finds nothing to change in any case, whatever its layout and wherever its rules stand."""
    for case, layout, rules in product(CASES, Layout, [None, *Placement]):
        (declaration,) = estate_of(case).declarations
        folder = tmp_path / f"{case.name}-{layout}-{rules}"
        folder.mkdir()
        for name, text in render(declaration.workspace, Options(layout=layout, rules=rules)).items():
            (folder / name).write_text(text, encoding="utf-8")
    command = ["terraform", "fmt", "-check", "-recursive", "-diff", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == ""
    assert done.returncode == 0
