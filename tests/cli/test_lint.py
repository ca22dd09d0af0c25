"""`mvnetgen lint` as users call it: exit codes, streams, files, options."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mvnetgen import __version__
from mvnetgen.cli import main
from tests import ROOT

GOOD = "name: good\nmanaged_network:\n  isolation_mode: allow_only_approved_outbound\n"
BAD = "name: bad\nmanaged_network:\n  isolation_mode: disabled\n"
CONFIG = "select: [policy]\npolicy: {isolation_mode: allow_internet_outbound}\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a good and a bad workspace, a file of another kind, and a policy."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".mvnetgen.yml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "good.yml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "bad.yaml").write_text(BAD, encoding="utf-8")
    (tmp_path / "infra" / "chart.yml").write_text("image: {{ managed_network }}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, cwd: Path, **more) -> subprocess.CompletedProcess[bytes]:
    """The real program in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more.pop("env", {})}
    command = [sys.executable, "-m", "mvnetgen", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, check=False, **({"capture_output": True} | more))


def test_directory(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is below a folder is judged; findings go to stdout, counts to stderr."""
    assert main(["lint", "--format", "concise"]) == 1

    out, err = capsys.readouterr()
    assert out == (
        "infra/bad.yaml:3:19: error[policy-isolation-mode] isolation is disabled, "
        "and the policy demands at least `allow_internet_outbound`\n"
    )
    assert err == "1 error in 2 files: 2 workspaces, 0 outbound rules\n"


@pytest.mark.parametrize("command", [[], ["lint"], ["generate"], ["explain"], ["scenario"], ["scenario", "add"]])
def test_version(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Every command says the version, without its own arguments."""
    assert main([*command, "--version"]) == 0
    assert capsys.readouterr().out == f"mvnetgen {__version__}\n"


def test_quiet(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`-q` leaves stderr empty."""
    assert main(["lint", "-q", "good.yml"]) == 0
    assert capsys.readouterr() == ("", "")


def test_fail_on(repository: Path) -> None:
    """The exit code goes by the severity that is asked for, and the configuration may change that of a rule."""
    (repository / ".mvnetgen.yml").write_text(CONFIG + "severity: {policy-isolation-mode: info}\n", encoding="utf-8")

    assert main(["lint"]) == 0
    assert main(["lint", "--fail-on", "info"]) == 1


def test_unreadable_beside_readable(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be parsed makes the code 2, and the others are judged all the same."""
    (repository / "broken.yml").write_text("managed_network: [\n", encoding="utf-8")

    assert main(["lint", "--format", "json"]) == 2

    out, err = capsys.readouterr()
    result = json.loads(out)
    assert [each["path"] for each in result["findings"]] == ["infra/bad.yaml"]
    assert [each["path"] for each in result["unreadable"]] == ["broken.yml"]
    assert "error: broken.yml:1:" in err


@pytest.mark.parametrize("path", ["missing.yml", "missing"])
def test_missing_path(repository: Path, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A path that is not there is exit code 2, with its name."""
    assert main(["lint", path]) == 2
    assert "error[missing-path] there is no file or folder `missing" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["--select", "nonsense"],
        ["--ignore", "nonsense"],
        ["--format", "nonsense"],
        ["--jobs", "-1"],
        ["--prune-baseline"],
        ["--format", "json", "--format", "sarif"],
        ["--stdin-filename", "main.tf", "-"],
    ],
    ids=" ".join,
)
def test_wrong_usage(repository: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong usage is exit code 2 and one message, never a traceback."""
    assert main(["lint", *arguments]) == 2
    err = capsys.readouterr().err
    assert err
    assert "Traceback" not in err
    assert "a bug in mvnetgen" not in err


def test_select_and_ignore(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Names and groups, repeated or with commas; what is selected by name is not ignored by the file."""
    assert main(["lint", "--select", "policy-fqdn,shape"]) == 0
    assert main(["lint", "--ignore", "policy"]) == 0
    (repository / ".mvnetgen.yml").write_text(CONFIG + "ignore: [policy-isolation-mode]\n", encoding="utf-8")
    assert main(["lint"]) == 0
    assert main(["lint", "--select", "policy-isolation-mode"]) == 1
    assert main(["lint", "--select", "policy-isolation-mode", "--ignore", "policy-isolation-mode"]) == 0


def test_exclude(repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Patterns of the file hold from every folder, and for files that are named (as pre-commit does)."""
    (repository / ".mvnetgen.yml").write_text(CONFIG + "exclude: ['infra/**']\n", encoding="utf-8")

    assert main(["lint"]) == 0
    assert main(["lint", "infra/bad.yaml"]) == 0
    assert "infra/bad.yaml is excluded" in capsys.readouterr().err
    monkeypatch.chdir("infra")
    assert main(["lint"]) == 0
    monkeypatch.chdir("..")
    (repository / ".mvnetgen.yml").write_text(CONFIG, encoding="utf-8")
    assert main(["lint", "--exclude", "bad.yaml"]) == 0


def test_require_workspace(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A run that finds nothing to judge fails when that is asked for, and says why."""
    (repository / "empty").mkdir()

    assert main(["lint", "empty"]) == 0
    assert "error" not in capsys.readouterr().err
    assert main(["lint", "-q", "empty", "--require-workspace"]) == 2
    assert capsys.readouterr().err.startswith("error: there is no workspace to judge")
    assert main(["lint", "good.yml", "--require-workspace"]) == 0


def test_show_files(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The list of what would be judged, and nothing is judged."""
    assert main(["lint", "--show-files"]) == 0
    assert "infra/bad.yaml\n" in capsys.readouterr().out


def test_name(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--name` stands in for a name that the file leaves out, as for az ml."""
    Path("good.yml").write_text("managed_network: {isolation_mode: disabled}\n", encoding="utf-8")

    assert main(["lint", "--select", "missing-key", "--fail-on", "info", "good.yml"]) == 1
    assert main(["lint", "--select", "missing-key", "--fail-on", "info", "--name", "ws", "good.yml"]) == 0


def test_output_files(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Formats and files are paired in their order; the terminal still gets the text."""
    code = main(
        [
            "lint",
            *("--format", "sarif", "--output-file", "a.sarif"),
            *("--format", "junit", "--output-file", "b.xml"),
            *("--output-file", "c.json"),
        ]
    )

    assert code == 1
    assert "error[policy-isolation-mode]" in capsys.readouterr().out
    assert json.loads(Path("a.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert Path("b.xml").read_text(encoding="utf-8").startswith("<?xml")
    assert json.loads(Path("c.json").read_text(encoding="utf-8"))["version"] == 1

    assert main(["lint", "--format", "sarif", "--output-file", "a.sarif", "--format", "concise"]) == 1
    assert capsys.readouterr().out.startswith("infra/bad.yaml:3:19: ")


def test_output_file_cannot_be_written(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The findings are still shown, the code is 2, and no half of a file is left."""
    assert main(["lint", "--output-file", "nowhere/x.sarif"]) == 2
    out, err = capsys.readouterr()
    assert "error[policy-isolation-mode]" in out
    assert "nowhere/x.sarif: cannot be written" in err
    assert main(["lint", "--output-file", "infra"]) == 2
    assert sorted(path.name for path in Path().iterdir()) == [".git", ".mvnetgen.yml", "good.yml", "infra"]


def test_output_file_keeps_mode_and_link(repository: Path) -> None:
    """A report goes into the file that a link leads to, and its mode stays."""
    target = repository / "real.json"
    target.touch(mode=0o640)
    Path("link.json").symlink_to(target)

    main(["lint", "--output-file", "link.json"])

    assert Path("link.json").is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    assert json.loads(target.read_text(encoding="utf-8"))["version"] == 1


def test_job_summary(repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """In a GitHub step, the Markdown goes to the page of the run, behind what is there."""
    summary = repository / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    assert main(["lint", "--format", "github"]) == 1

    assert capsys.readouterr().out.startswith("::error file=infra/bad.yaml,line=3,")
    assert summary.read_text(encoding="utf-8").startswith("before\n<!-- mvnetgen -->")


def test_azure_pipelines_sees_no_command_of_the_input(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In Azure Pipelines the frames of the text cannot hold a logging command either."""
    (repository / "infra" / "bad.yaml").write_text(BAD.rstrip() + " # ##vso[task.complete]\n", encoding="utf-8")
    monkeypatch.setenv("TF_BUILD", "True")

    assert main(["lint"]) == 1
    assert "##vso[" not in capsys.readouterr().out


def test_paths_from_a_folder(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Places are as the working folder sees them; SARIF and fingerprints as the repository does."""
    main(["lint", "--format", "json"])
    above = json.loads(capsys.readouterr().out)["findings"][0]
    monkeypatch.chdir("infra")
    main(["lint", "--format", "json", str(repository)])
    below = json.loads(capsys.readouterr().out)["findings"][0]
    main(["lint", "--format", "sarif"])
    sarif = json.loads(capsys.readouterr().out)

    assert (above["path"], below["path"]) == ("infra/bad.yaml", "bad.yaml")
    assert above["fingerprint"] == below["fingerprint"]
    location = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "infra/bad.yaml", "uriBaseId": "%SRCROOT%"}


def test_same_file_twice(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is named twice, and lies in a folder that is named too, is judged once."""
    main(["lint", "--format", "json", "infra/bad.yaml", "./infra/bad.yaml", "infra", str(repository / "infra")])

    result = json.loads(capsys.readouterr().out)
    assert result["summary"]["files"] == 1
    assert len(result["findings"]) == 1


def test_several_processes(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With several processes the result is the same, to the byte."""
    for number in range(20):
        (repository / f"w{number}.yml").write_text(BAD if number % 3 else GOOD, encoding="utf-8")
    (repository / "w7.yml").write_text("managed_network: [\n", encoding="utf-8")

    assert main(["lint", "--format", "json", "--jobs", "1"]) == 2
    alone = capsys.readouterr().out
    assert main(["lint", "--format", "json", "--jobs", "3"]) == 2
    assert capsys.readouterr().out == alone


def test_stdin(repository: Path) -> None:
    """`-` reads stdin under the name that is given."""
    done = run("lint", "-", "--stdin-filename", "editor.yml", "--format", "concise", cwd=repository, input=BAD.encode())

    assert done.returncode == 1
    assert done.stdout.startswith(b"editor.yml:3:19: error[policy-isolation-mode]")
    broken = run("lint", "-", cwd=repository, input=b"name: \xff\n")
    assert broken.returncode == 2
    assert b"stdin.yml:1:7: " in broken.stdout.replace(b"\n  --> ", b" ") or b"stdin.yml:1:7" in broken.stdout


def test_closed_pipe(repository: Path) -> None:
    """A reader that stops reading is no error, and what was found stays found."""
    for number in range(300):
        (repository / f"w{number}.yml").write_text(BAD, encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)

    done = run("lint", cwd=repository, stdout=writer, stderr=subprocess.PIPE, capture_output=False)
    os.close(writer)

    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--help"], 0),
        (["lint", "--help"], 0),
        (["rules", "--format", "json"], 0),
        (["explain", "any-port"], 0),
        (["schema"], 0),
        (["config"], 0),
        (["scenario", "list"], 0),
        (["lint", "good.yml"], 0),
        (["lint", "infra/bad.yaml"], 1),
        (["generate", "good.yml", "--location", "westeurope", "--stdout"], 0),
        (["generate", "good.yml", "--location", "westeurope", "--check", "--diff"], 1),
        (["generate", "good.yml", "--location", "westeurope", "--diff"], 0),
    ],
)
def test_closed_pipe_of_every_command(repository: Path, arguments: list[str], code: int) -> None:
    """The exit code says what it would say to a patient reader, and what was to be written is written."""
    reader, writer = os.pipe()
    os.close(reader)

    done = run(*arguments, cwd=repository, stdout=writer, stderr=subprocess.PIPE, capture_output=False)
    os.close(writer)

    assert (done.returncode, b"error:" in done.stderr) == (code, False), done.stderr
    assert (repository / "good" / "main.tf").exists() == (
        arguments[0] == "generate" and arguments[-1] == "--diff" and not code
    )


@pytest.mark.skipif(os.name == "nt", reason="closes streams by their number")
@pytest.mark.parametrize(
    ("closed", "arguments", "code"),
    [(1, "lint infra/bad.yaml", 1), (2, "lint infra/bad.yaml", 1), (0, "lint -", 2), (0, "generate -", 2)],
)
def test_closed_stream(repository: Path, closed: int, arguments: str, code: int) -> None:
    """A standard stream that was closed before the start is an empty one, and no bug."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = ["sh", "-c", f'exec "$0" -m mvnetgen {arguments} {closed}>&-', sys.executable]

    done = subprocess.run(command, cwd=repository, env=environment, check=False, capture_output=True)

    assert done.returncode == code
    assert b"a bug in" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["lint", "a\0b.yml"],
        ["lint", "--config", "a\0b"],
        ["lint", "--output-file", "a\0b"],
        ["generate", "good.yml", "--out", "a\0b"],
        ["scenario", "add", "python-packages", "a\0b"],
    ],
)
def test_nul_in_an_argument(repository: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A NUL character is a mistake of the caller, not ours."""
    assert main(arguments) == 2
    assert "NUL" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_disk(repository: Path) -> None:
    """Findings that cannot be written are exit code 2, with a message."""
    with Path("/dev/full").open("wb") as full:
        done = run("lint", cwd=repository, stdout=full, stderr=subprocess.PIPE, capture_output=False)

    assert done.returncode == 2
    assert b"cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr
    assert run("lint", "--output-file", "/dev/full", cwd=repository).returncode == 2


def test_ascii_terminal(repository: Path) -> None:
    """A terminal that knows only ASCII gets everything, with the other characters spelled out."""
    (repository / "infra" / "bad.yaml").write_text(BAD.rstrip() + " # 日本\n", encoding="utf-8")

    done = run("lint", cwd=repository, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})

    assert done.returncode == 1
    assert b"\\u65e5" in done.stdout


def test_colours(repository: Path) -> None:
    """No colours without a terminal; FORCE_COLOR asks for them, NO_COLOR and --no-color refuse them."""
    for variable in ("NO_COLOR", "FORCE_COLOR"):
        os.environ.pop(variable, None)
    assert b"\x1b" not in run("lint", cwd=repository).stdout
    assert b"\x1b[1;31merror" in run("lint", cwd=repository, env={"FORCE_COLOR": "1"}).stdout
    assert b"\x1b" not in run("lint", cwd=repository, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout
    assert b"\x1b" not in run("lint", "--no-color", cwd=repository, env={"FORCE_COLOR": "1"}).stdout


def test_start_is_light(repository: Path) -> None:
    """A run without a terminal imports neither rich nor jinja2 nor the parser of HCL."""
    code = (
        "import sys; from mvnetgen.cli import main; main(['lint', '-q', 'good.yml']);"
        "print(sorted({'rich', 'jinja2', 'hcl2', 'lark', 'ruamel'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=repository,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"[]\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
def test_on_a_terminal(repository: Path) -> None:
    """On a terminal the rule is a link, the source is coloured, and nothing is wider than the window."""
    import pty  # noqa: PLC0415 - not on Windows

    primary, secondary = pty.openpty()
    environment = {"COLUMNS": "60", "TERM": "xterm-256color", "CI": "", "NO_COLOR": "", "FORCE_COLOR": ""}
    wide = BAD.rstrip() + " # " + "x" * 200 + "\n"
    (repository / "infra" / "bad.yaml").write_text(wide, encoding="utf-8")
    done = run("lint", cwd=repository, env=environment, stdout=secondary, stderr=subprocess.PIPE, capture_output=False)
    os.close(secondary)
    shown = os.read(primary, 100_000).decode()
    os.close(primary)

    assert done.returncode == 1
    assert "\x1b]8;;https://mvnetgen.github.io/mvnetgen/rules/policy-isolation-mode/\x1b\\" in shown
    assert "= see:" not in shown
    assert "x..." in shown


MODULE = """\
variable "host" {
  default   = "hidden-host.example.com"
  sensitive = %s
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = "mlw"
  parent_id = var.group
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
          mirror = {
            type        = "FQDN"
            destination = var.host
          }
        }
      }
    }
  }
}
"""


@pytest.fixture
def modules(repository: Path) -> Path:
    """Two root modules that call one module, which breaks the policy."""
    (repository / ".mvnetgen.yml").write_text("select: [policy]\npolicy: {fqdns: []}\n", encoding="utf-8")
    (repository / "shared").mkdir()
    (repository / "shared" / "main.tf").write_text(MODULE % "false", encoding="utf-8")
    for team in ("one", "two"):
        (repository / team).mkdir()
        (repository / team / "main.tf").write_text('module "ml" {\n  source = "../shared"\n}\n', encoding="utf-8")
    return repository


def test_modules(modules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A module that others call is judged where it is called; one process or several, from any folder."""
    assert main(["lint", "--no-cache", "--jobs", "1", "--format", "json", "one", "two", "shared"]) == 1
    alone = capsys.readouterr().out
    result = json.loads(alone)
    assert {each["path"] for each in result["findings"]} == {"shared/main.tf"}
    assert {each["address"] for each in result["findings"]} == {"module.ml.azapi_resource.workspace"}
    assert [each["line"] for each in result["findings"][0]["related"]] == [2]

    assert main(["lint", "--no-cache", "--jobs", "2", "--format", "json", "one", "two", "shared"]) == 1
    assert capsys.readouterr().out == alone


def test_file_of_a_module(modules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of a module stands for the module, as pre-commit needs it."""
    assert main(["lint", "--no-cache", "--format", "concise", "shared/main.tf"]) == 1
    assert capsys.readouterr().out.startswith("shared/main.tf:17:27: error[policy-fqdn]")


def test_file_of_a_called_module(modules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A named file's module is judged where the repository calls it, not by defaults that nobody uses."""
    text = (modules / "shared" / "main.tf").read_text(encoding="utf-8").replace("hidden-host.example.com", "")
    (modules / "shared" / "main.tf").write_text(
        text.replace('  default   = ""\n', '  default = "a.b"\n'), encoding="utf-8"
    )
    for team in ("one", "two"):
        call = f'module "ml" {{\n  source = "../shared"\n  host   = "{team}.example.com"\n}}\n'
        (modules / team / "main.tf").write_text(call, encoding="utf-8")

    assert main(["lint", "--no-cache", "--format", "concise", "shared/main.tf"]) == 1
    out, err = capsys.readouterr()
    assert "`one.example.com`" in out
    assert "`two.example.com`" in out
    assert "`a.b`" not in out
    assert "in 3 files: 2 workspaces" in err

    (modules / ".mvnetgen.yml").write_text(
        "select: [policy]\nexclude: [one, two]\npolicy: {fqdns: []}\n", encoding="utf-8"
    )
    assert main(["lint", "--no-cache", "--format", "concise", "shared/main.tf"]) == 1
    assert "`a.b`" in capsys.readouterr().out


@pytest.mark.parametrize(
    "format_", ["text", "concise", "json", "sarif", "junit", "github", "gitlab", "azure", "markdown"]
)
def test_sensitive_value_is_nowhere(modules: Path, capsys: pytest.CaptureFixture[str], format_: str) -> None:
    """A value that its author marks as sensitive is in no output, its default included."""
    (modules / "shared" / "main.tf").write_text(MODULE % "true", encoding="utf-8")

    assert main(["lint", "--no-cache", "--format", format_, "shared"]) in (0, 1)
    assert "hidden-host" not in "".join(capsys.readouterr())


def test_configuration_of_what_is_judged(tmp_path, monkeypatch, capsys):
    """Run from above a project, its own configuration counts; one of the working directory comes first."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "project" / "infra").mkdir(parents=True)
    (tmp_path / "project" / ".mvnetgen.yml").write_text("policy: {fqdns: [example.org]}\n")
    (tmp_path / "project" / "infra" / "ml.yml").write_text(
        "managed_network:\n  isolation_mode: allow_only_approved_outbound\n"
        "  outbound_rules:\n    - {name: pypi, type: fqdn, destination: pypi.org}\n"
    )
    words = ["lint", "--select", "policy", "--format", "concise", "project/infra"]
    assert main(words) == 1
    assert "policy-fqdn" in capsys.readouterr().out
    (tmp_path / ".mvnetgen.yml").write_text("fail_on: error\n")
    assert main(words) == 0
