"""Results kept between runs: taken again while nothing has changed, and never when something has that they depend on."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import mvnetgen.lint.judgement
import mvnetgen.project.results
from mvnetgen.cli import main
from mvnetgen.text.cache import open_cache, write_checked
from mvnetgen.text.installation import installation

MAIN = """\
variable "hosts" {
  default = ["pypi.org"]
}
module "names" {
  source = "./names"
}
module "later" {
  count  = fileexists("${path.module}/later.txt") ? 1 : 0
  source = "./later"
}
resource "azapi_resource" "ws" {
  type      = "Microsoft.MachineLearningServices/workspaces@2024-10-01"
  name      = "ml"
  parent_id = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg"
  body = {
    properties = {
      managedNetwork = {
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = merge(
          { for host in var.hosts : replace(host, ".", "-") => { type = "FQDN", destination = host } },
          { for host in concat(module.names.hosts, module.later[*].host) : replace(host, ".", "-") => {
            type = "FQDN", destination = host
          } },
          { file = { type = "FQDN", destination = trimspace(file("${path.module}/host.txt")) } },
        )
      }
    }
  }
}
"""
YAML = """\
$schema: https://azuremlschemas.azureedge.net/latest/workspace.schema.json
managed_network:
  isolation_mode: allow_internet_outbound
  outbound_rules:
    - {name: a, type: fqdn, destination: pypi.org}
"""
WRONG = "not a host"


def output(name: str) -> str:
    """A module with one host as its output."""
    return f'output "{name}" {{\n  value = "{WRONG}"\n}}\n'


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module with a child, a value file, and a file that a function reads; the working directory."""
    folder = tmp_path / "repository" / "infra"
    (folder / "names").mkdir(parents=True)
    (tmp_path / "repository" / ".git").mkdir()
    (folder / "main.tf").write_text(MAIN)
    (folder / "names" / "main.tf").write_text('output "hosts" {\n  value = ["conda.org"]\n}\n')
    (folder / "host.txt").write_text("example.org\n")
    (folder / "workspace.yml").write_text(YAML)
    monkeypatch.setenv("MVNETGEN_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Fills with the inputs that are judged rather than remembered."""
    paths: list[str] = []
    judge = mvnetgen.lint.judgement.judge_input

    def noted(each, tree, settings):
        paths.append(each.path)
        return judge(each, tree, settings)

    monkeypatch.setattr(mvnetgen.lint.judgement, "judge_input", noted)
    return paths


@pytest.fixture
def lint(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Runs lint and gives everything that it prints, with the exit code."""

    def run(*arguments: str) -> str:
        code = main(["lint", "--format", "concise", "--jobs", "1", *arguments])
        printed = capsys.readouterr()
        return f"{printed.out}{printed.err}{code}"

    return run


def test_remembered(module, judged, lint):
    """The second run says the same as the first, and judges nothing."""
    first = lint()
    assert sorted(judged) == [".", "workspace.yml"]
    judged.clear()
    assert lint() == first
    assert judged == []


def write(path: str, text: str) -> Callable[[], object]:
    """Writes a file, with its folder."""

    def change() -> None:
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(text)

    return change


def same_size_same_time() -> None:
    """A host of the same length, in a file that claims to be as old as before."""
    path = Path("main.tf")
    before = path.stat()
    path.write_text(MAIN.replace('["pypi.org"]', '["py i.org"]'))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def relink() -> None:
    """The folder of the child module becomes a symlink to another one."""
    write("other/main.tf", f'output "hosts" {{\n  value = ["{WRONG}"]\n}}\n')()
    Path("names").rename("names-before")
    Path("names").symlink_to("other", target_is_directory=True)


CHANGES = {
    "the file itself": write("main.tf", MAIN.replace("pypi.org", WRONG)),
    "the file, as long and as old as before": same_size_same_time,
    "a new value file": write("terraform.tfvars", f'hosts = ["{WRONG}"]\n'),
    "a new value file that loads by itself": write("x.auto.tfvars.json", f'{{"hosts": ["{WRONG}"]}}\n'),
    "a new override": write("override.tf", f'variable "hosts" {{\n  default = ["{WRONG}"]\n}}\n'),
    "a child module": write("names/main.tf", f'output "hosts" {{\n  value = ["{WRONG}"]\n}}\n'),
    "a new file in a child module": write("names/more_override.tf", f'output "hosts" {{\n  value = ["{WRONG}"]\n}}\n'),
    "a child module in another place": relink,
    "a file that a function reads": write("host.txt", WRONG),
    "a file that a function reads, gone": lambda: Path("host.txt").unlink(),
    "a file out of reach of functions": lambda: (
        Path("host.txt").unlink(),
        Path("../../host.txt").write_text("example.org\n"),
        Path("host.txt").symlink_to("../../host.txt"),
    ),
    "a syntax error": write("broken.tf", "resource {{\n"),
    "a severity": write(".mvnetgen.yml", "severity: {fqdn-needs-approved-outbound: info}\n"),
    "a policy": write(".mvnetgen.yml", "policy: {fqdns: [example.org]}\n"),
    "an ignored file": write(".gitignore", "workspace.yml\n"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_changed(change, module, lint):
    """After any change that matters, the run says what one without a cache says, and that is something new."""
    before = lint()
    change()
    after = lint()
    assert after != before
    assert after == lint("--no-cache")
    assert lint() == after


def test_what_was_missing(module, lint):
    """A file that did not exist when a function asked, and a module that did not exist when it was called, count."""
    before = lint()
    write("later.txt", "")()
    called = lint()
    assert called == lint("--no-cache")
    write("later/main.tf", output("host"))()
    there = lint()
    assert there == lint("--no-cache")
    assert WRONG in there
    assert len({before, called, there}) == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ["--select", "invalid-fqdn"],
        ["--ignore", "missing-container-registry"],
        ["--var", f'hosts=["{WRONG}"]'],
        ["--var-file", "more.values"],
        ["--name", "mine"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_other_settings(arguments, module, lint):
    """A run with other settings does not get what the first run found, nor the first what that one found."""
    write("more.values", f'hosts = ["{WRONG}"]\n')()
    before = lint()
    other = lint(*arguments)
    assert other == lint("--no-cache", *arguments)
    assert other != before
    assert lint() == before


def test_changed_settings(module, lint):
    """Kept settings are those of the file as it stands, and a mistake in it is told each time."""
    write(".mvnetgen.yml", "fail_on: error\n")()
    assert lint() == lint() == lint("--no-cache")
    write(".mvnetgen.yml", "fail_on: never\n")()
    assert "`never`" in lint()
    assert lint() == lint("--no-cache")


def test_value_file_of_the_command_line(module, lint):
    """A file of `--var-file` counts by its content."""
    write("more.values", 'hosts = ["pypi.org"]\n')()
    before = lint("--var-file", "more.values")
    write("more.values", f'hosts = ["{WRONG}"]\n')()
    after = lint("--var-file", "more.values")
    assert after != before
    assert after == lint("--no-cache", "--var-file", "more.values")


def test_other_directory(module, lint, monkeypatch):
    """The same module from another working directory is another input: its paths are others."""
    before = lint()
    monkeypatch.chdir(module.parent)
    assert lint("infra") != before
    assert lint("infra") == lint("--no-cache", "infra")


def test_repository(module, lint):
    """What functions may read depends on where the repository begins."""
    write("main.tf", MAIN.replace("${path.module}/host.txt", "${path.module}/../host.txt"))()
    Path("../host.txt").write_text(WRONG)
    before = lint()
    Path(".git").mkdir()
    after = lint()
    assert after != before
    assert after == lint("--no-cache")


def test_fileset(module, judged, lint):
    """A module that asks for the files below a folder is judged again when there is one more, and only then."""
    write(
        "main.tf", MAIN.replace('["pypi.org"]', '[for f in fileset(path.module, "*.host") : trimsuffix(f, ".host")]')
    )()
    text = Path("main.tf").read_text()
    write(
        "main.tf",
        text.replace("var.hosts", "local.hosts").replace('variable "hosts" {\n  default', "locals {\n  hosts"),
    )()
    lint()
    judged.clear()
    lint()
    assert judged == []
    write("pypi.org.host", "")()
    assert lint() == lint("--no-cache")
    assert judged.count(".") == 2


def test_new_installation(module, judged, lint, monkeypatch):
    """What another version of our code found is not taken."""
    lint()
    judged.clear()
    monkeypatch.setattr(mvnetgen.project.results, "installation", lambda: "another")
    lint()
    assert sorted(judged) == [".", "workspace.yml"]


def test_installation_is_its_files(tmp_path):
    """A changed rule is another installation."""
    package = Path(mvnetgen.__file__).parent
    copy = tmp_path / "mvnetgen"
    for path in [*package.glob("*.py"), *package.glob("text/*.py"), *package.glob("rules/*.py")]:
        (copy / path.relative_to(package)).parent.mkdir(parents=True, exist_ok=True)
        (copy / path.relative_to(package)).write_bytes(path.read_bytes())

    def asked() -> str:
        code = "from mvnetgen.text.installation import installation; print(installation())"
        environment = {
            **os.environ,
            "PYTHONPATH": str(tmp_path),
        }  # also where another test made Python look nowhere else
        return subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, env=environment, text=True, capture_output=True, check=True
        ).stdout

    before = asked()
    assert asked() == before
    (copy / "rules" / "new.py").write_text("")
    assert asked() != before != installation()


@pytest.mark.parametrize(
    "data",
    [b"no JSON", b"null", b'{"seen": {}, "result": ["no result", []]}', b'{"seen": {}, "result": [["Span", 1], []]}'],
)
def test_foreign_entry(data, module, judged, lint):
    """An entry that is whole but means nothing is judged anew."""
    first = lint()
    judged.clear()
    for path in (module.parent.parent / "cache" / "judged").iterdir():
        write_checked(path, data)
    assert lint() == first
    assert sorted(judged) == [".", "workspace.yml"]


def test_syntax_error_stays(module, judged, lint):
    """What could not be parsed is said again, with exit code 2, without parsing it again."""
    write("broken.tf", "resource {{\n")()
    first = lint()
    judged.clear()
    assert lint() == first
    assert first.endswith("2")
    assert judged == []


def test_no_cache(module, judged, lint):
    """`--no-cache` neither reads nor writes results."""
    lint("--no-cache")
    judged.clear()
    lint()
    lint("--no-cache")
    assert sorted(judged) == [".", ".", "workspace.yml", "workspace.yml"]


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such permissions")
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_not_our_own(mode, module, judged, lint):
    """A folder into which others may write is not trusted: what they say would be believed."""
    lint()
    judged.clear()
    cache = module.parent.parent / "cache"
    for folder in (cache / "judged", cache):
        folder.chmod(mode)
        lint()
        folder.chmod(0o700)
    assert sorted(judged) == [".", ".", "workspace.yml", "workspace.yml"]
    assert type(open_cache("judged", "1")).__name__ == "Cache"


@pytest.mark.parametrize("settings", [None, "fail_on: error\nexclude: [docs/**]\n"])
def test_nothing_heavy_is_loaded(settings, module):
    """A run that has nothing to judge loads no rules, no parsers and no pydantic, not even for the settings."""
    if settings:
        write(".mvnetgen.yml", settings)()
    heavy = {
        "pydantic",
        "yaml",
        "hcl2",
        "lark",
        "jinja2",
        "rich",
        "multiprocessing",
        "mvnetgen.rules.index",
        "mvnetgen.model.workspace",
    }
    code = (
        "import sys\n"
        "from mvnetgen.cli import main\n"
        "main(['lint', '--format', 'concise'])\n"
        f"print(sorted(set(sys.modules) & {heavy!r}))\n"
    )
    runs = [subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=True) for _ in range(2)]
    assert runs[0].stdout.splitlines()[-1] != "[]"
    assert runs[1].stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("path", "unneeded"),
    [
        ("main.tf", {"yaml", "jinja2", "rich", "lark", "multiprocessing", "mvnetgen.formats.az_ml"}),
        ("workspace.yml", {"hcl2", "lark", "jinja2", "rich", "multiprocessing", "mvnetgen.formats.terraform.read"}),
    ],
)
def test_only_what_is_needed_is_loaded(path, unneeded, module):
    """Terraform alone does not pay for YAML, nor YAML for Terraform, and neither for what only writes or draws."""
    code = (
        "import sys\n"
        "from mvnetgen.cli import main\n"
        f"main(['lint', '--format', 'concise', '--no-cache', {path!r}])\n"
        f"print(sorted(set(sys.modules) & {unneeded!r}))\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)  # makes the tables of the grammar
    run = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"
