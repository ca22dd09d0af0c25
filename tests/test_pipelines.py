"""The GitHub action, the templates for Azure Pipelines and GitLab, and the image: their scripts are run here."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

from mvnetgen import __version__
from tests import ROOT

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["id"]: step for step in ACTION["runs"]["steps"] if "id" in step}
AZURE = yaml.safe_load((ROOT / "ci" / "azure-pipelines.yml").read_text(encoding="utf-8"))
GITLAB_SPEC, GITLAB = yaml.safe_load_all((ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))

GOOD = "name: good\nmanaged_network: {isolation_mode: allow_only_approved_outbound}\n"
BAD = "name: bad\nmanaged_network:\n  isolation_mode: allow_all\n"
PINNED = re.compile(r"[\w-]+/[\w-]+(/[\w-]+)*@[0-9a-f]{40}")
EXPRESSION = re.compile(r"\$\{\{|\$\[\[")

posix = pytest.mark.skipif(sys.platform == "win32" or shutil.which("bash") is None, reason="needs bash")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a good workspace, and a bad one in a folder whose name has a blank."""
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    (folder / "my team").mkdir()
    (folder / "good.yml").write_text(GOOD, encoding="utf-8")
    (folder / "my team" / "bad.yml").write_text(BAD, encoding="utf-8")
    (folder / ".mvnetgen.yml").write_text("select: [shape, isolation]\n", encoding="utf-8")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "mvnetgen"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m mvnetgen "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    python = tmp_path / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    return folder


def run(script: str, repository: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A script of a pipeline, as its runner would start it."""
    temp = repository.parent / "temp"
    temp.mkdir(exist_ok=True)
    everything = {
        "PATH": f"{repository.parent / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(repository.parent),
        "RUNNER_TEMP": str(temp),
        "AGENT_TEMPDIRECTORY": str(temp),
        "GITHUB_OUTPUT": str(temp / "output"),
        "GITHUB_STEP_SUMMARY": str(temp / "summary.md"),
        "GITHUB_ACTION_PATH": str(ROOT),
        "BIN": str(repository.parent / "bin"),
        "MVNETGEN_BIN": str(repository.parent / "bin"),
        **environment,
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
        cwd=repository,
        env=everything,
        check=False,
        capture_output=True,
        text=True,
    )


def lint_on_github(repository: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: inputs.pop(name, ACTION["inputs"][name.lower().replace("_", "-")]["default"])
        for name in STEPS["lint"]["env"]
        if name not in {"BIN", "PYTHONSAFEPATH"}
    }
    assert not inputs
    return run(STEPS["lint"]["run"], repository, environment)


@posix
class TestGithub:
    def test_findings(self, repository: Path) -> None:
        """Findings are annotations, SARIF, a job summary, an output and a failed step."""
        done = lint_on_github(repository)

        assert done.returncode == 1, done.stderr
        assert done.stdout.startswith("::error file=my team/bad.yml,line=3,")
        assert "unexpected" not in done.stderr
        sarif = json.loads((repository / "mvnetgen.sarif").read_text(encoding="utf-8"))
        assert [each["ruleId"] for each in sarif["runs"][0]["results"]] == ["invalid-isolation-mode"]
        output = (repository.parent / "temp" / "output").read_text(encoding="utf-8")
        assert output == "exit-code=1\nsarif-file<<mvnetgen-end\nmvnetgen.sarif\nmvnetgen-end\n"
        assert "invalid" not in (repository.parent / "temp" / "output").name
        assert "### mvnetgen" in (repository.parent / "temp" / "summary.md").read_text(encoding="utf-8")

    def test_suppressed(self, repository: Path) -> None:
        """What a comment accepts stays in the report, and is no alert: code scanning would open one for it."""
        text = BAD.replace("allow_all", "allow_all # mvnetgen: ignore[invalid-isolation-mode] on purpose")
        (repository / "my team" / "accepted.yml").write_text(text, encoding="utf-8")

        assert lint_on_github(repository).returncode == 1

        report, alerts = (
            [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]]
            for path in (repository / "mvnetgen.sarif", repository.parent / "temp" / "mvnetgen-alerts.sarif")
            for run in json.loads(path.read_text(encoding="utf-8"))["runs"]
        )
        assert report == ["my%20team/accepted.yml", "my%20team/bad.yml"]
        assert alerts == ["my%20team/bad.yml"]
        upload = next(step for step in ACTION["runs"]["steps"] if "upload-sarif" in step.get("uses", ""))
        assert upload["with"]["sarif_file"] == "${{ runner.temp }}/mvnetgen-alerts.sarif"

    def test_nothing_found(self, repository: Path) -> None:
        """A clean run ends well, and has SARIF to upload, which closes what was found before."""
        done = lint_on_github(repository, PATHS="good.yml\n", FAIL_ON="info")

        assert done.returncode == 0, done.stderr
        assert json.loads((repository / "mvnetgen.sarif").read_text(encoding="utf-8"))["runs"][0]["results"] == []

    def test_paths_and_arguments(self, repository: Path) -> None:
        """Paths and arguments stand on lines of their own, so that blanks are part of them."""
        done = lint_on_github(
            repository, PATHS="good.yml\nmy team/bad.yml", ARGUMENTS="--ignore\nshape,isolation", SARIF_FILE="a b.sarif"
        )

        assert done.returncode == 0, done.stderr
        assert "in 2 files: 2 workspaces" in done.stderr
        assert (repository / "a b.sarif").exists()

    def test_cannot(self, repository: Path) -> None:
        """A run that cannot do its job fails with 2, and no older SARIF is taken for its own."""
        (repository / "mvnetgen.sarif").write_text("{}", encoding="utf-8")
        done = lint_on_github(repository, CONFIG="missing.yml")

        assert done.returncode == 2
        assert not (repository / "mvnetgen.sarif").exists()
        assert (repository.parent / "temp" / "output").read_text(encoding="utf-8") == "exit-code=2\n"

    def test_require_workspace(self, repository: Path) -> None:
        """`require-workspace` fails a run that judged nothing."""
        (repository / "empty").mkdir()
        assert lint_on_github(repository, PATHS="empty").returncode == 2
        assert lint_on_github(repository, PATHS="empty", REQUIRE_WORKSPACE="false").returncode == 0

    @pytest.mark.parametrize("name", ["PATHS", "CONFIG", "FAIL_ON", "ARGUMENTS", "SARIF_FILE"])
    def test_no_injection(self, repository: Path, name: str) -> None:
        """What stands in an input is never run."""
        lint_on_github(repository, **{name: '$(touch owned); `touch owned`; "; touch owned; #'})
        assert not (repository / "owned").exists()

    def test_version_is_checked(self, repository: Path) -> None:
        """A version cannot smuggle in a URL or an option of pip."""
        (repository.parent / "bin" / "python").write_text("#!/bin/sh\n", encoding="utf-8")
        (repository.parent / "bin" / "python").chmod(0o755)
        python = str(repository.parent / "bin" / "python")
        for version in ("1 --index-url x", "1@ https://x", "$(x)"):
            done = run(STEPS["install"]["run"], repository, {"PYTHON": python, "VERSION": version})
            assert done.returncode == 2

    @pytest.mark.slow
    def test_install(self, repository: Path) -> None:
        """The action installs the mvnetgen that lies beside it."""
        done = run(STEPS["install"]["run"], repository, {"PYTHON": sys.executable, "VERSION": ""})

        assert done.returncode == 0, done.stderr
        output = (repository.parent / "temp" / "output").read_text(encoding="utf-8")
        program = Path(output.strip().removeprefix("bin=")) / "mvnetgen"
        assert subprocess.check_output([program, "--version"], text=True) == f"mvnetgen {__version__}\n"


def test_action_is_closed_to_injection() -> None:
    """No script of the action or of a template holds an expression; every input is used; every action is pinned."""
    for step in ACTION["runs"]["steps"]:
        if "run" in step:
            assert step["shell"] == "bash"
            assert step["run"].startswith("set -euo pipefail\n")
            assert not EXPRESSION.search(step["run"])
        else:
            assert PINNED.fullmatch(step["uses"])
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert all(f"inputs.{name}" in text for name in ACTION["inputs"])
    for step in AZURE["steps"]:
        assert not EXPRESSION.search(step.get("bash", ""))
        assert "bash" not in step or step["bash"].startswith("set -euo pipefail\n")
    text = (ROOT / "ci" / "azure-pipelines.yml").read_text(encoding="utf-8")
    assert all(f"parameters.{each['name']}" in text for each in AZURE["parameters"])
    for line in (*GITLAB["mvnetgen"]["before_script"], *GITLAB["mvnetgen"]["script"]):
        assert not EXPRESSION.search(line)
    text = (ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8")
    assert all(f"inputs.{name} " in text for name in GITLAB_SPEC["spec"]["inputs"])


@posix
def test_azure_pipelines(repository: Path) -> None:
    """The step for Azure Pipelines writes logging commands, JUnit and SARIF where the later steps look for them."""
    (step,) = [each for each in AZURE["steps"] if each.get("displayName") == "mvnetgen lint"]
    done = run(
        step["bash"],
        repository,
        {"PATHS": "good.yml\nmy team", "CONFIG": "", "FAIL_ON": "", "REQUIRE_WORKSPACE": "True", "TF_BUILD": "1"},
    )

    assert done.returncode == 1, done.stderr
    assert "##vso[task.logissue type=error;sourcepath=my team/bad.yml;linenumber=3;" in done.stdout
    reports = repository.parent / "temp" / "mvnetgen-reports"
    assert json.loads((reports / "mvnetgen.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert ET.parse(reports / "mvnetgen.xml").getroot().tag == "testsuites"
    published = [each["inputs"] for each in AZURE["steps"] if "task" in each]
    assert any(each.get("testResultsFiles", "").endswith("mvnetgen-reports/mvnetgen.xml") for each in published)
    assert any(each.get("PathtoPublish", "").endswith("mvnetgen-reports/mvnetgen.sarif") for each in published)


@posix
def test_gitlab(repository: Path) -> None:
    """The job for GitLab writes the reports that it declares, and the text to its log."""
    job = GITLAB["mvnetgen"]
    environment = {
        "MVNETGEN_PATHS": ".",
        "MVNETGEN_CONFIG": "",
        "MVNETGEN_FAIL_ON": "",
        "MVNETGEN_REQUIRE_WORKSPACE": "true",
    }
    done = run("\n".join(job["script"]), repository, environment)

    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("error[invalid-isolation-mode]")
    reports = job["artifacts"]["reports"]
    quality = json.loads((repository / reports["codequality"]).read_text(encoding="utf-8"))
    assert [each["location"]["path"] for each in quality] == ["my team/bad.yml"]
    assert ET.parse(repository / reports["junit"]).getroot().tag == "testsuites"


def test_versions() -> None:
    """The templates install the version that they come with."""
    (version,) = [each["default"] for each in AZURE["parameters"] if each["name"] == "version"]
    assert version == __version__
    assert GITLAB_SPEC["spec"]["inputs"]["version"]["default"] == __version__
    for path in (ROOT / "ci").glob("*.yml"):
        assert set(re.findall(r"\bv?(\d+\.\d+\.\d+)\b", path.read_text(encoding="utf-8"))) == {__version__}


def test_dockerfile() -> None:
    """The image is small, names its base, holds no build tools and does not run as root."""
    lines = [line for line in DOCKERFILE.splitlines() if line and not line.startswith("#")]
    bases = [line.split()[1] for line in lines if line.startswith("FROM ")]
    assert len(bases) == 2
    assert all(re.fullmatch(r"python:3\.\d+-slim", base) for base in bases)
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users
    assert users[-1] not in {"root", "0"}
    last = lines[max(index for index, line in enumerate(lines) if line.startswith("FROM ")) :]
    assert not any("pip" in line or line.startswith("ADD ") for line in last)
    assert 'ENTRYPOINT ["mvnetgen"]' in last


def test_dockerfile_copies_what_is_there() -> None:
    """Whatever the image is built from exists, and is let through to the build."""
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[0] == "!"}
    copied = [
        name
        for line in DOCKERFILE.splitlines()
        if line.startswith("COPY ") and "--from" not in line
        for name in line.split()[1:-1]
    ]
    assert set(copied) == allowed
    assert all((ROOT / name).exists() for name in copied)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows(path: Path) -> None:
    """Our own workflows pin their actions, ask for no more than they need, and hold no expression in a script."""
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            assert not EXPRESSION.search(step.get("run", ""))
            if "uses" in step and step["uses"] != "./":
                assert PINNED.fullmatch(step["uses"]), step["uses"]
