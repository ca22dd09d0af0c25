"""``mvnetgen generate``, as a user types it."""

import io
import shlex
import sys
from pathlib import Path

import pytest

from mvnetgen.cli import main
from mvnetgen.formats.az_ml import read_workspace_file
from mvnetgen.lint.engine import Settings, judge_estate
from mvnetgen.rules.rule import Severity
from mvnetgen.text.source import read_source
from tests import GOLDEN

GENERATE = GOLDEN / "generate"
GOOD = "name: ml-prod\nlocation: westeurope\nmanaged_network:\n  isolation_mode: allow_internet_outbound\n"
BAD = "name: ml-prod\nmanaged_network:\n  isolation_mode: allow_all\n"
TERRAFORM = {"terraform.tf", "variables.tf", "main.tf", "dependencies.tf", "network.tf", "outputs.tf"}
BICEP = {"main.bicep", "main.bicepparam"}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """An empty working directory with a workspace file."""
    monkeypatch.chdir(tmp_path)
    Path("ws.yml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def files_in(folder):
    return {path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file()}


def generate(*arguments):
    return main(["generate", *arguments])


@pytest.mark.parametrize(
    "case", sorted(path.parent for path in GENERATE.glob("*/input.yml")), ids=lambda case: case.name
)
def test_golden_input_has_no_errors(case):
    """No stored case is one that the command would refuse."""
    source = read_source(case / "input.yml", "input.yml")
    findings = judge_estate(read_workspace_file(source), Settings(), {"input.yml": source}.get)
    assert [each.message for each in findings if each.severity is Severity.ERROR] == []


class TestFolders:
    def test_default(self):
        """One file and one target: ./<stem>."""
        assert generate("ws.yml") == 0
        assert files_in("ws") == TERRAFORM

    def test_out(self):
        """One file and one target with --out: directly there."""
        assert generate("ws.yml", "--out", "infra/prod", "--target", "bicep") == 0
        assert files_in("infra/prod") == BICEP

    def test_two_targets(self):
        """Two targets: a folder for each."""
        assert generate("ws.yml", "--target", "terraform", "--target", "bicep", "--out", "o") == 0
        assert files_in("o/terraform") == TERRAFORM
        assert files_in("o/bicep") == BICEP

    def test_several_files(self):
        """Several files: a folder for each stem."""
        Path("two.yaml").write_text(GOOD.replace("ml-prod", "ml-two"), encoding="utf-8")
        assert generate("ws.yml", "two.yaml", "--out", "o") == 0
        assert {path.name for path in Path("o").iterdir()} == {"ws", "two"}
        assert '"ml-two"' in Path("o/two/main.tf").read_text(encoding="utf-8")

    def test_same_stem(self, capsys):
        """Two files whose folders would be one are refused."""
        Path("sub").mkdir()
        Path("sub/ws.yml").write_text(GOOD, encoding="utf-8")
        assert generate("ws.yml", "sub/ws.yml") == 2
        assert "same folder" in capsys.readouterr().err
        assert files_in(".") == {"ws.yml", "sub/ws.yml"}

    @pytest.mark.parametrize("link", [False, True])
    def test_one_inside_the_other(self, link, capsys):
        """An order whose folder lies in that of another is refused before anything is written, also through a link."""
        Path("two.yml").write_text(GOOD.replace("ml-prod", "ml-two"), encoding="utf-8")
        Path("o").mkdir()
        inner = "o/inner"
        if link:
            Path("elsewhere").symlink_to("o")
            inner = "elsewhere/inner"
        text = f"generate: [{{file: ws.yml, out: o}}, {{file: two.yml, out: {inner}}}]\n"
        Path(".mvnetgen.yml").write_text(text, encoding="utf-8")
        assert generate() == 2
        assert f"{inner} lies inside of o" in capsys.readouterr().err
        assert list(Path("o").iterdir()) == []

    def test_one_file_twice(self, capsys):
        """Two targets of one file cannot share a folder either: each would take the files of the other away."""
        entries = ", ".join(f"{{file: ws.yml, out: o, targets: [{each}]}}" for each in ("terraform", "bicep"))
        Path(".mvnetgen.yml").write_text(f"generate: [{entries}]\n", encoding="utf-8")
        assert generate() == 2
        assert "same folder" in capsys.readouterr().err

    @pytest.mark.parametrize("name", ["..yml", "...yml", "sub/..yml"])
    def test_no_name(self, name, capsys):
        """A file whose folder would be this one, or the one above, is refused; with --out it is a file like any other."""
        Path("sub").mkdir()
        Path(name).write_text(GOOD, encoding="utf-8")
        assert generate(name) == 2
        assert "is no name for a folder" in capsys.readouterr().err
        assert files_in(".") == {"ws.yml", name}


class TestContent:
    def test_same_bytes_from_anywhere(self, folder, monkeypatch):
        """Neither the path nor the working directory stands in the files."""
        assert generate("ws.yml", "--out", "a") == 0
        monkeypatch.chdir(folder.parent)
        assert generate(str(folder / "ws.yml"), "--out", str(folder / "b")) == 0
        for name in TERRAFORM:
            assert (folder / "a" / name).read_bytes() == (folder / "b" / name).read_bytes()

    def test_overrides(self):
        """Options stand above the file."""
        options = ["--name", "other", "--location", "northeurope", "--resource-group", "rg", "--subscription", "abc"]
        assert generate("ws.yml", *options) == 0
        assert 'name      = "other"' in Path("ws/main.tf").read_text(encoding="utf-8")
        variables = Path("ws/variables.tf").read_text(encoding="utf-8")
        for value in ("northeurope", "rg", "abc"):
            assert f'default     = "{value}"' in variables
        assert "subscription_id = var.workspace_subscription_id" in Path("ws/terraform.tf").read_text(encoding="utf-8")

    def test_command_in_a_comment(self):
        """The command that a parameter file shows is safe to paste, whatever the group is called."""
        assert generate("ws.yml", "--target", "bicep", "--resource-group", "rg(a);b", "--subscription", "a'b") == 0
        comment = Path("ws/main.bicepparam").read_text(encoding="utf-8").splitlines()[2]
        options = {"--subscription": "a'b", "--resource-group": "rg(a);b", "--parameters": "main.bicepparam"}
        words = [word for option in options.items() for word in option]
        assert shlex.split(comment) == ["//", "az", "deployment", "group", "create", *words]

    def test_layout_module(self):
        """A module has no provider block, and comes with a README and an example."""
        assert generate("ws.yml", "--layout", "module") == 0
        assert 'provider "azapi"' not in Path("ws/terraform.tf").read_text(encoding="utf-8")
        assert files_in("ws") == {*TERRAFORM, "roles.tf", "README.md", "example.tfvars"}
        assert generate("ws.yml", "--layout", "module", "--check") == 0
        assert generate("ws.yml") == 0
        assert files_in("ws") == TERRAFORM

    @pytest.mark.parametrize("rules", [[], ["--rules", "child"]])
    def test_rules_child(self, rules):
        """Rules are resources of their own, and so they are with --rules child."""
        rule = "  outbound_rules:\n  - {name: pypi, type: fqdn, destination: pypi.org}\n"
        text = GOOD.replace("internet", "only_approved") + rule
        Path("ws.yml").write_text(text, encoding="utf-8")
        assert generate("ws.yml", *rules) == 0
        assert "locks" in Path("ws/network.tf").read_text(encoding="utf-8")
        assert "outboundRules = {" not in Path("ws/main.tf").read_text(encoding="utf-8")

    @pytest.mark.parametrize("target", ["terraform", "bicep"])
    def test_client_endpoint(self, target, capsys):
        """--client-endpoint makes a private endpoint in a subnet, and is refused what is none."""
        subnet = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/v/subnets/s"
        assert generate("ws.yml", "--target", target, "--client-endpoint", subnet) == 0
        texts = "".join(path.read_text(encoding="utf-8") for path in Path("ws").iterdir())
        assert subnet in texts
        assert "Microsoft.Network/privateEndpoints@" in texts
        assert generate("ws.yml", "--client-endpoint", "subnets/s") == 2
        assert "the full id of a subnet" in capsys.readouterr().err

    def test_api_version(self, capsys):
        """--api-version is taken, or refused when it cannot carry the workspace."""
        text = GOOD.replace("allow_internet_outbound", "allow_only_approved_outbound\n  firewall_sku: standard")
        Path("ws.yml").write_text(text, encoding="utf-8")
        assert generate("ws.yml", "--api-version", "2026-05-01") == 0
        assert "workspaces@2026-05-01" in Path("ws/main.tf").read_text(encoding="utf-8")
        assert generate("ws.yml", "--api-version", "2023-10-01") == 2
        assert "has no `firewallSku`" in capsys.readouterr().err
        assert generate("ws.yml", "--api-version", "2026-10-01", "--out", "later") == 0
        assert "note: The api-version 2026-10-01 is newer than mvnetgen" in capsys.readouterr().err

    def test_templates(self):
        """--templates replaces a template."""
        Path("t/terraform").mkdir(parents=True)
        Path("t/terraform/outputs.tf.jinja").write_text(
            '{% include "terraform/header.tf.jinja" %}\n# none\n', encoding="utf-8"
        )
        assert generate("ws.yml", "--templates", "t") == 0
        assert Path("ws/outputs.tf").read_text(encoding="utf-8").endswith("\n# none\n")

    def test_stdin(self, monkeypatch):
        """A dash reads standard input, under the name that is given."""

        class Stdin:
            buffer = io.BytesIO(GOOD.encode())

        monkeypatch.setattr(sys, "stdin", Stdin)
        assert generate("-", "--stdin-filename", "team/mine.yml") == 0
        assert Path("mine/main.tf").read_text(encoding="utf-8").startswith("# Generated by mvnetgen from mine.yml.")


class TestCheck:
    def test_nothing_to_do(self, capsys):
        """Fresh files pass."""
        generate("ws.yml")
        capsys.readouterr()
        assert generate("ws.yml", "--check") == 0
        assert capsys.readouterr().out == ""

    def test_differs(self, capsys):
        """A changed, a missing and a left-over file are named, and nothing is written."""
        generate("ws.yml")
        main_file = Path("ws/main.tf")
        main_file.write_text(main_file.read_text(encoding="utf-8") + "# x\n", encoding="utf-8")
        Path("ws/outputs.tf").unlink()
        Path("ws/roles.tf").write_text("# Generated by mvnetgen from ws.yml\n", encoding="utf-8")
        before = files_in("ws")
        capsys.readouterr()
        assert generate("ws.yml", "--check", "--diff") == 1
        printed = capsys.readouterr()
        assert "ws/main.tf: differs\nws/outputs.tf: is missing\nws/roles.tf: is no longer generated\n" in printed.err
        assert "\n-# x\n" in printed.out
        assert files_in("ws") == before

    def test_nothing_there(self):
        """Without files everything is missing, and no folder is made."""
        assert generate("ws.yml", "--check") == 1
        assert files_in(".") == {"ws.yml"}

    def test_diff_then_write(self, capsys):
        """--diff alone shows what changes and writes it."""
        assert generate("ws.yml", "--diff") == 0
        assert "+++ ws/main.tf" in capsys.readouterr().out
        assert files_in("ws") == TERRAFORM

    def test_killed_run(self, capsys):
        """A generation that was cut short is told by --check, and completed by the next run."""
        generate("ws.yml")
        Path("ws/.main.tf.abcdefgh.new").write_text("half", encoding="utf-8")
        capsys.readouterr()
        assert generate("ws.yml", "--check") == 1
        assert "ws/.main.tf.abcdefgh.new: is left over from a generation that was cut short" in capsys.readouterr().err
        assert generate("ws.yml") == 0
        assert generate("ws.yml", "--check") == 0
        assert files_in("ws") == TERRAFORM


class TestRefused:
    def test_errors(self, capsys):
        """A workspace with errors is not generated; the errors are printed."""
        Path("ws.yml").write_text(BAD, encoding="utf-8")
        assert generate("ws.yml") == 1
        printed = capsys.readouterr()
        assert "allow_all" in printed.out
        assert "nothing was generated" in printed.err
        assert files_in(".") == {"ws.yml"}

    def test_ignored_error(self, capsys):
        """An error that a comment in the file ignores keeps nobody from generating; one that is expired does."""
        comment = "  # mvnetgen: ignore[fqdn-needs-approved-outbound{}] the mode changes next week\n"
        rule = "  - {name: pypi, type: fqdn, destination: pypi.org}\n"
        for until, code in (("", 0), (" until=2020-01-31", 1)):
            text = f"{GOOD}  outbound_rules:\n{comment.format(until)}{rule}"
            Path("ws.yml").write_text(text, encoding="utf-8")
            assert generate("ws.yml", "--out", f"out-{code}") == code, capsys.readouterr()
        assert Path("out-0/main.tf").exists()
        assert not Path("out-1").exists()

    def test_one_of_several(self):
        """One bad file among good ones: none is generated."""
        Path("bad.yml").write_text(BAD, encoding="utf-8")
        assert generate("ws.yml", "bad.yml", "--out", "o") == 1
        assert not Path("o").exists()

    @pytest.mark.parametrize("text", [": :\n- [", "- a\n- b\n"])
    def test_unreadable(self, text):
        """A file that cannot be read makes it 2."""
        Path("bad.yml").write_text(text, encoding="utf-8")
        assert generate("ws.yml", "bad.yml", "missing.yml") == 2
        assert files_in(".") == {"ws.yml", "bad.yml"}

    @pytest.mark.parametrize(
        "arguments",
        [
            ["ws.yml", "--check", "--stdout"],
            ["ws.yml", "two.yml", "--name", "x"],
            ["-", "-"],
            [],
            ["ws.yml", "--target", "pulumi"],
            ["ws.yml", "--templates", "none"],
        ],
    )
    def test_usage(self, arguments, capsys):
        """Options that make no sense together are wrong usage."""
        assert generate(*arguments) == 2
        assert capsys.readouterr().err

    def test_foreign_file(self, capsys):
        """A file that mvnetgen did not write is kept, until --force."""
        Path("ws").mkdir()
        Path("ws/main.tf").write_text("# mine\n", encoding="utf-8")
        assert generate("ws.yml") == 2
        assert "--force" in capsys.readouterr().err
        assert files_in("ws") == {"main.tf"}
        assert generate("ws.yml", "--force") == 0
        assert files_in("ws") == TERRAFORM


class TestStdout:
    def test_printed(self, capsys):
        """--stdout prints every file below its path, and writes none."""
        assert generate("ws.yml", "--stdout", "--target", "bicep") == 0
        text = capsys.readouterr().out
        assert text.startswith("// ==> ws/main.bicep\n// Generated by mvnetgen from ws.yml.")
        assert "\n// ==> ws/main.bicepparam\n" in text
        assert files_in(".") == {"ws.yml"}


def test_notes(capsys):
    """What the reader of the code has to know is told when it is made, too."""
    target = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/r/providers/Microsoft.DataFactory/factories/f"
    destination = f"{{service_resource_id: {target}, subresource_target: dataFactory, spark_enabled: false}}"
    rule = f"  outbound_rules:\n  - {{name: factory, type: private_endpoint, destination: {destination}}}\n"
    Path("ws.yml").write_text(GOOD + rule, encoding="utf-8")
    assert generate("ws.yml") == 0
    assert "ws.yml: note: The approver role does not cover Microsoft.DataFactory/factories" in capsys.readouterr().err


def test_a_verdict_that_was_kept_is_that_of_the_same_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second run answers alike, and a file that was right and is wrong now is refused."""
    monkeypatch.setenv("MVNETGEN_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "ws.yml"
    right = "name: ws-kept\nmanaged_network:\n  isolation_mode: allow_only_approved_outbound\n"
    file.write_text(right, encoding="utf-8")
    first = [(main(["generate", "ws.yml", "--stdout"]), capsys.readouterr().out) for _ in range(2)]
    assert first[0] == first[1]
    assert first[0][0] == 0

    file.write_text(right.replace("allow_only_approved_outbound", "allow_only_aproved_outbound"), encoding="utf-8")
    refused = [(main(["generate", "ws.yml", "--stdout"]), capsys.readouterr().out) for _ in range(2)]
    assert refused[0] == refused[1]
    assert refused[0][0] != 0
    assert "invalid-isolation-mode" in refused[0][1]
