"""Hostile input: it ends soon, says nothing of a secret, and costs nobody else a finding."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mvnetgen.cli import main
from mvnetgen.languages.hcl.scope import Scope
from mvnetgen.report import FORMATS
from mvnetgen.text.source import Source
from tests import ROOT, SHARED

HOSTILE = SHARED / "cases" / "hostile"
SECONDS, MEGABYTES = 5, 500
SHOWN = [name for name in FORMATS if name != "statistics"]

WORKSPACE = """
resource "azapi_resource" "ws" {
  type      = "Microsoft.MachineLearningServices/workspaces@2024-10-01"
  name      = "mlw-one"
  parent_id = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg"
  location  = "westeurope"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {
%s
        }
      }
    }
  }
}
"""
COMPUTED = (
    "var.s", "upper(var.s)", "title(var.s)", "substr(var.s, 0, 7)", "tonumber(var.s)", "file(var.s)", "var.s + 1",
    "{ a = 1 }[var.s]", "lookup({ a = 1 }, var.s)", 'split("x", var.s)[0]', '"${var.s}-suffix"', "local.shout",
    "try(tonumber(var.s), lower(var.s))", "jsondecode(jsonencode({ a = var.s })).a", "keys(var.m)[0]", "var.o.tag",
    '"%{ if var.s == "secretxyz" }secretxyz%{ endif }"', "formatdate(var.s, var.s)", "regex(var.s, var.s)", "module.c.out",
)  # fmt: skip
DECLARED = """
variable "s" {
  sensitive = true
  default   = "secretxyz"
}
variable "m" {
  sensitive = true
  default   = { secretxyz = 1 }
}
variable "o" {
  sensitive = true
  default   = { tag = "Badtag", password = "secretxyz" } # secretxyz
}
locals {
  shout = upper(var.s)
}
module "c" {
  source = "./c"
  given  = "secretxyz"
}
"""
CHILD = """
variable "given" {
  sensitive = true
}
output "out" {
  sensitive = true
  value     = "${var.given}!"
}
"""


@pytest.fixture
def secret_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module in which a secret, and much that is computed from it, stands where every kind of rule looks."""
    rules = [
        f'          r{number} = {{ type = "ServiceTag", destination = {{ serviceTag = {text}, protocol = {text}, '
        f'portRanges = {text} }} }}\n          h{number} = {{ type = "FQDN", destination = {text} }}'
        for number, text in enumerate(COMPUTED)
    ]
    rules.append('          line = { type = "FQDN", destination = "a b.example.com", x = sensitive("secretxyz") }')
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "main.tf").write_text(CHILD, encoding="utf-8")
    (tmp_path / "main.tf").write_text(DECLARED + WORKSPACE % "\n".join(rules), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MVNETGEN_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """All that a run prints, without signs that only quote, in small letters."""
    main(["lint", "-v", *arguments])
    out, err = capsys.readouterr()
    return (out + err).lower().replace("\\", "").replace('"', "")


@pytest.mark.parametrize("format_", SHOWN)
def test_secrets_are_in_no_format(secret_module: Path, capsys: pytest.CaptureFixture[str], format_: str) -> None:
    """Neither a secret nor what was computed from it is printed, whatever the format and whatever is shown."""
    said = told(capsys, "--format", format_, "--show", "info", "--show", "unknown")

    assert "secretxyz" not in said
    assert "secretx" not in said
    assert "unknown-service-tag" in said


def test_secrets_are_kept_nowhere(secret_module: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor does the cache of results hold one, or a baseline, and a kept result tells no more than a new one."""
    first = told(capsys, "--show", "info")
    again = told(capsys, "--show", "info")
    main(["lint", "--write-baseline"])

    assert first == again
    written = [path.read_bytes() for path in secret_module.rglob("*") if path.is_file() and path.suffix != ".tf"]
    assert len(written) > 1
    assert not any(b"secretxyz" in data.lower() for data in written)


def guards() -> Iterator[tuple[str, str, object]]:
    """What keeps a secret from being printed, each with what it would be without."""
    yield "refusals", "mvnetgen.languages.hcl.world.World.touch", lambda *_: None
    yield "messages", "mvnetgen.lint.engine.unspoken", lambda finding, *_: finding
    yield "lines", "mvnetgen.lint.judgement.hiding", lambda sources, _: sources


@pytest.mark.parametrize("guard", list(guards()), ids=lambda guard: guard[0])
def test_each_guard_is_needed(
    secret_module: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    guard: tuple[str, str, object],
) -> None:
    """Without any one of them something of the secret is printed."""
    name, place, without = guard
    monkeypatch.setattr(place, without)

    assert "secretx" in told(capsys, "--no-cache", "--show", "info", "--show", "unknown"), name


def test_an_expensive_value_costs_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What stands beside it is judged, and what was too expensive is said; without budgets of their own it would not be."""
    expensive = 'join("", [for a in range(1000) : join("", [for b in range(1000) : "x"])])'
    rule = f'a = {{ type = "FQDN", destination = {expensive} }}\nb = {{ type = "FQDN", destination = "https://x" }}'
    (tmp_path / "main.tf").write_text(WORKSPACE % rule, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert main(["lint", "--no-cache", "--format", "concise"]) == 1
    out = capsys.readouterr().out
    assert "error[invalid-fqdn]" in out
    assert "evaluating it takes too much work" in out

    monkeypatch.setattr(Scope, "confined", Scope.value)
    assert main(["lint", "--no-cache", "--format", "concise"]) == 2
    assert "error[invalid-fqdn]" not in capsys.readouterr().out


def test_a_crash_costs_one_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bug of ours is said with its place, without values, and the other files are judged."""
    for name in ("bad", "crash"):
        text = f"name: {name}\nmanaged_network: {{isolation_mode: nonsense}}\n"
        (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    from mvnetgen.lint import judgement  # noqa: PLC0415

    reads = judgement.read_input

    value = "hu" + "sh"

    def crash(each, tree, settings):
        if each.path == "crash.yml":
            raise KeyError(value)
        return reads(each, tree, settings)

    monkeypatch.setattr(judgement, "read_input", crash)
    assert main(["lint", "--no-cache", "--jobs", "1", "-v"]) == 2

    out, err = capsys.readouterr()
    assert "error[bug] could not be judged: a bug in mvnetgen (KeyError)" in out
    assert "error[invalid-value]" in out or "error[invalid-isolation-mode]" in out
    assert "Traceback" in err
    assert "hush" not in out + err


COMMANDS = "##vso[task.setvariable variable=x]", "##[error]x", "::add-mask::x"


@pytest.mark.parametrize(
    "format_", [name for name in SHOWN if name not in {"json", "sarif", "gitlab", "rdjson", "junit"}]
)
def test_no_command_reaches_a_runner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], format_: str
) -> None:
    """Neither a name, a path, a value nor a line of a file is a command of a runner."""
    for number, command in enumerate(COMMANDS):
        text = f'name: w\ndescription: |\n  a\n  {command}\nmanaged_network:\n  isolation_mode: "{command}"\n'
        (tmp_path / f"{number} {command.replace('/', '')}.yml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    main(["lint", "--no-cache", "--format", format_, "--show", "info"])

    for line in "".join(capsys.readouterr()).lower().splitlines():
        ours = line.startswith(
            ("::error file=", "::warning file=", "::notice ", "##vso[task.logissue ", "##vso[task.complete")
        )
        assert not line.strip().startswith("::") or ours, line
        assert not any(sign in line[2:] for sign in ("##vso[", "##[")), line
        assert ours or not line.startswith(("##vso[", "##[")), line


def measured(*arguments: str, cwd: Path) -> tuple[int, float, float, str]:
    """Exit code, CPU seconds, megabytes and output of the program in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "mvnetgen", *arguments]
    process = subprocess.Popen(
        command, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    return process.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile inputs that the project was started with are not here")
class TestShared:
    """The inputs that the project was started with."""

    @pytest.mark.parametrize(
        "name",
        ["budget_other_resource.tf", "regex_bomb.tf", "indent_overflow.tf", "format_width.tf", "json_exponent.tf.json"],
    )
    def test_files(self, tmp_path: Path, name: str) -> None:
        """Each ends within five seconds and 500 MB, and loses no finding of another file."""
        (tmp_path / name).write_bytes((HOSTILE / name).read_bytes())
        (tmp_path / "other.yml").write_text("name: w\nmanaged_network: {isolation_mode: nonsense}\n", encoding="utf-8")
        code, seconds, megabytes, said = measured("lint", "--no-cache", "--format", "concise", cwd=tmp_path)

        assert code in {1, 2}
        assert seconds < SECONDS
        assert megabytes < MEGABYTES
        assert "other.yml" in said
        assert "a bug in mvnetgen" not in said
        if name.startswith("budget"):
            assert "invalid-isolation-mode" in said
            assert "evaluating it takes too much work" in said

    def test_baseline(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A baseline with a number that nobody can read is an error with its place."""
        assert main(["lint", str(tmp_path), "--baseline", str(HOSTILE / "baseline_digits.json")]) == 2
        assert "baseline_digits.json:1:13: is a damaged baseline" in capsys.readouterr().err

    @pytest.mark.parametrize("folder", sorted((HOSTILE / "sensitive").glob("*")), ids=lambda path: path.name)
    def test_sensitive(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        """The secret is in no format."""
        monkeypatch.chdir(folder)
        for format_ in SHOWN:
            assert "secretxyz" not in told(capsys, "--no-cache", "--format", format_, "--show", "info"), format_


def test_hidden_lines_stay_hidden() -> None:
    """A source without some lines gives none of them away, whatever is asked of it."""
    source = Source("a.tf", "one\nsecret\nthree").hiding({2})

    assert "secret" not in source.text
    assert source.line(2) == "(sensitive value)"
    assert source.line(3) == "three"
