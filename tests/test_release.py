"""What is published: the same bytes each time, all that a user needs, and nothing else."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from mvnetgen import __version__
from mvnetgen.azure.facts import NAMES
from tests import ROOT

NOT_FOR_USERS = re.compile(
    r"(^|/)(tests?|__pycache__|benchmarks|\.git|\.hypothesis|\.venv[^/]*|out)(/|$)|\.pyc$|\.egg-info"
)


def build(source: Path, folder: Path, epoch: str = "1767225600") -> tuple[Path, Path]:
    """Builds wheel and sdist: the wheel out of the sdist, as pip may do it."""
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(source)],
        env={**os.environ, "SOURCE_DATE_EPOCH": epoch},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return wheel, sdist


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, which nobody edits meanwhile."""
    folder = tmp_path_factory.mktemp("source") / "mvnetgen"
    left_out = shutil.ignore_patterns(".git", ".venv*", ".*_cache", ".hypothesis", "__pycache__", "dist", "site", "out")
    shutil.copytree(ROOT, folder, ignore=left_out)
    return folder


@pytest.fixture(scope="module")
def built(source: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A wheel and an sdist."""
    return build(source, tmp_path_factory.mktemp("dist"))


@pytest.mark.slow
def test_release(source: Path, built: tuple[Path, Path], tmp_path: Path) -> None:
    """Built twice, the bytes are equal; twine accepts them; they are named after the version."""
    again = build(source, tmp_path)
    for first, second in zip(built, again, strict=True):
        assert first.name == second.name
        assert first.read_bytes() == second.read_bytes()
        assert first.name.startswith(f"mvnetgen-{__version__}")
    command = [sys.executable, "-m", "twine", "check", "--strict", *map(str, built)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_wheel(source: Path, built: tuple[Path, Path]) -> None:
    """The wheel holds every module, template and table of facts, the licence and the mark of types, and no more."""
    with zipfile.ZipFile(built[0]) as wheel:
        names = set(wheel.namelist())
        metadata = wheel.read(f"mvnetgen-{__version__}.dist-info/METADATA").decode()
    here = {path.relative_to(source).as_posix() for path in (source / "mvnetgen").rglob("*") if path.is_file()}
    templates = {
        f"mvnetgen/{path.relative_to(source).as_posix()}"
        for path in (source / "templates").rglob("*")
        if path.is_file()
    }
    top = source / "tests" / "golden" / "rules"  # `explain` shows them
    cases = {f"mvnetgen/cases/{path.relative_to(top).as_posix()}" for path in top.rglob("*") if path.is_file()}
    wanted = {name for name in here if not NOT_FOR_USERS.search(name)} | templates | cases

    assert {name for name in names if name.startswith("mvnetgen/")} == wanted
    assert "mvnetgen/py.typed" in names
    assert {f"mvnetgen/azure/tables/{name}.csv" for name in NAMES} <= names
    about = {name.partition("/")[2] for name in names - wanted}
    assert about == {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}
    assert f"Version: {__version__}\n" in metadata
    assert "Requires-Python: >=3.11\n" in metadata


@pytest.mark.slow
def test_sdist(built: tuple[Path, Path]) -> None:
    """The sdist holds what the tests need, and nothing that a run leaves behind."""
    with tarfile.open(built[1]) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    for name in ("LICENSE", "README.md", "CHANGELOG.md", "action.yml", "mkdocs.yml", "tests/conftest.py", ".ci/run"):
        assert name in names
    assert not [name for name in names if re.search(r"__pycache__|\.pyc$|\.hypothesis|\.venv|(^|/)out/", name)]


def test_version_stands_in_one_place() -> None:
    """The package asks `mvnetgen/__init__.py` for its version, and the changelog knows it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" in project["project"]["dynamic"]
    assert "version" not in project["project"]
    assert project["tool"]["hatch"]["version"]["path"] == "mvnetgen/__init__.py"
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(__version__)}\]", changelog, re.MULTILINE)


def test_pinned_versions() -> None:
    """What the documentation tells people to pin is this version."""
    pages = [ROOT / "README.md", *(path for path in (ROOT / "docs").rglob("*.md") if path.parent.name != "rules")]
    pins = {
        (path.name, version)
        for path in pages
        for version in re.findall(
            r"(?:rev: v|mvnetgen/mvnetgen@v|refs/tags/v|mvnetgen==|mvnetgen/mvnetgen/v|mvnetgen:)(\d[\w.]*)",
            path.read_text(encoding="utf-8"),
        )
    }
    assert {version for _, version in pins} == {__version__}


def test_lowest_releases() -> None:
    """What CI installs as the lowest releases is what `pyproject.toml` allows."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bounds = (re.match(r"([\w-]+)>=([\d.]+)", each) for each in project["dependencies"])
    lowest = [f"{bound[1]}=={bound[2]}" for bound in bounds if bound]
    lines = (ROOT / "ci" / "lowest.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == lowest
    assert len(lowest) == len(project["dependencies"])


def test_constraints() -> None:
    """Whatever the project, its tests and its documentation ask for has an exact release in the constraints."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *(each for name in extras if name != "sdk" for each in extras[name])]
    named = {re.split(r"[^\w.-]", each)[0].lower().replace("_", "-") for each in asked}
    lines = (ROOT / "ci" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    exact = {line.partition("==")[0].lower().replace("_", "-") for line in lines if "==" in line}
    assert named - exact == set()
