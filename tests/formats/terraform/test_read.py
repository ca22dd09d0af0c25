"""Whole modules: places of values that come through variables, worlds, value files, and the boundaries of what is read."""

from pathlib import Path

import pytest

from mvnetgen.model.workspace import IsolationMode
from mvnetgen.text.errors import InputError, UsageError
from tests.formats.terraform.reading import WORKSPACES, estate, lint, read, rule, workspace, write

RULE = "fqdn-needs-approved-outbound"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def places(finding: dict) -> list[tuple[str, int, str]]:
    return [(each["path"], each["line"], each["message"]) for each in finding["related"]]


def one(
    capsys: pytest.CaptureFixture[str], files: dict[str, str], name: str = RULE, more: tuple[str, ...] = ()
) -> dict:
    write(files)
    (finding,) = lint(capsys, name, more=more)["findings"]
    return finding


class TestOrigins:
    """A finding points at the use of a value and names the place where it was written."""

    USE = "\n" * 0 + workspace(mode="var.mode")

    def test_default(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The default of a variable."""
        files = {"main.tf": self.USE, "variables.tf": 'variable "mode" {\n  default = "allow_all"\n}\n'}
        finding = one(capsys, files, "invalid-isolation-mode")

        assert (finding["path"], finding["line"], finding["column"]) == ("main.tf", 8, 42)
        assert (finding["end_line"], finding["end_column"]) == (8, 50)
        assert places(finding) == [("variables.tf", 2, "the value comes from here")]

    def test_values_file(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A tfvars file wins over the default; a later one over an earlier one."""
        files = {
            "main.tf": self.USE,
            "variables.tf": 'variable "mode" {\n  default = "Disabled"\n}\n',
            "terraform.tfvars": 'mode = "Disabled"\n',
            "z.auto.tfvars": '\nmode = "allow_all"\n',
        }
        assert places(one(capsys, files, "invalid-isolation-mode")) == [
            ("z.auto.tfvars", 2, "the value comes from here")
        ]

    def test_option(self, capsys: pytest.CaptureFixture[str]) -> None:
        """`--var-file` and `--var` win over everything else."""
        files = {"main.tf": self.USE + 'variable "mode" {}\n', "prod.tfvars": 'mode = "allow_all"\n'}
        finding = one(capsys, files, "invalid-isolation-mode", ("--var-file", "prod.tfvars"))
        assert places(finding) == [("prod.tfvars", 1, "the value comes from here")]

        finding = one(capsys, files, "invalid-isolation-mode", ("--var", "mode=other"))
        assert "`other`" in finding["message"]

    def test_argument_of_a_module(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The argument of the call, where the value was written."""
        files = {
            "main.tf": 'module "ml" {\n  source = "./ml"\n  mode   = "allow_all"\n}\n',
            "ml/main.tf": self.USE + 'variable "mode" {\n  default = "Disabled"\n}\n',
        }
        finding = one(capsys, files, "invalid-isolation-mode")

        assert (finding["path"], finding["address"]) == ("ml/main.tf", "module.ml.azapi_resource.ws")
        assert places(finding) == [("main.tf", 3, "the value comes from here")]

    def test_each_value(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The element of a collection that `for_each` goes through."""
        text = """
locals {
  hosts = {
    good = "pypi.org"
    bad  = "https://pypi.org"
  }
}
""" + rule("hosts", "azapi_resource.ws.id", top="for_each = local.hosts").replace('"pypi.org"', "each.value")
        finding = one(capsys, {"main.tf": workspace() + text}, "invalid-fqdn")

        assert finding["address"] == 'azapi_resource.hosts["bad"]'
        assert [line for _, line, _ in places(finding)] == [workspace().count("\n") + 5]

    def test_second_place_of_the_mode(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The mode that makes a rule wrong is a second place, and so is the default it comes from."""
        files = {
            "main.tf": workspace(mode="var.mode") + rule("pypi", "azapi_resource.ws.id"),
            "variables.tf": 'variable "mode" {\n  default = "AllowInternetOutbound"\n}\n',
        }
        finding = one(capsys, files)

        assert finding["address"] == "azapi_resource.pypi"
        assert [place[:2] for place in places(finding)] == [("main.tf", 8), ("variables.tf", 2)]

    def test_sensitive_value_stays_hidden(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A value marked sensitive is found wrong and never shown."""
        files = {
            "main.tf": workspace(mode="var.mode")
            + 'variable "mode" {\n  default   = "hush-hush"\n  sensitive = true\n}\n'
        }
        finding = one(capsys, files, "invalid-isolation-mode")

        assert "hush" not in str({**finding, "related": places(finding)})


class TestWorlds:
    MODE = 'variable "open" {\n  type = bool\n}\n'

    def test_one_arm(self, capsys: pytest.CaptureFixture[str]) -> None:
        """One wrong arm of a condition that cannot be decided is a warning with the condition."""
        text = self.MODE + workspace(mode='var.open ? "AllowInternetOutbound" : "AllowOnlyApprovedOutbound"')
        finding = one(capsys, {"main.tf": text + rule("pypi", "azapi_resource.ws.id")})

        assert finding["severity"] == "warning"
        assert finding["message"].endswith("(may be so: when `var.open` is true)")

    def test_both_arms_alike(self, capsys: pytest.CaptureFixture[str]) -> None:
        """What is wrong in both arms in the same way is wrong without a condition."""
        text = self.MODE + workspace('description = var.open ? "a" : "b"', mode='"AllowInternetOutbound"')
        finding = one(capsys, {"main.tf": text + rule("pypi", "azapi_resource.ws.id")})

        assert finding["severity"] == "error"
        assert "when" not in finding["message"]

    def test_both_arms_differently(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Two arms that are wrong each in its own way are two errors, each with its condition."""
        write({"main.tf": self.MODE + workspace(mode='var.open ? "all" : "some"')})
        found = lint(capsys, "invalid-isolation-mode")["findings"]

        assert [each["severity"] for each in found] == ["error", "error"]
        assert [each["message"].partition(" (when ")[2] for each in found] == [
            "`var.open` is true)",
            "`var.open` is false)",
        ]

    def test_decided(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A condition that values decide has one arm."""
        text = self.MODE + workspace(mode='var.open ? "AllowInternetOutbound" : "AllowOnlyApprovedOutbound"')
        files = {"main.tf": text + rule("pypi", "azapi_resource.ws.id"), "terraform.tfvars": "open = true\n"}

        assert one(capsys, files)["severity"] == "error"
        write({"terraform.tfvars": "open = false\n"})
        assert lint(capsys, RULE)["findings"] == []


class TestModules:
    def test_judged_at_its_call(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A module that another calls is judged with the caller's values, not with its defaults."""
        files = {
            "stack/main.tf": 'module "ml" {\n  source = "../ml"\n  mode   = "AllowOnlyApprovedOutbound"\n}\n',
            "ml/main.tf": workspace(mode="var.mode")
            + 'variable "mode" {\n  default = "Disabled"\n}\n'
            + rule("pypi", "azapi_resource.ws.id"),
        }
        write(files)

        report = lint(capsys, "rules-while-disabled", RULE)
        assert (report["findings"], report["summary"]["workspaces"]) == ([], 1)

    def test_each_call(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A module that is called twice is judged twice; the finding names the call."""
        call = 'module "{0}" {{\n  source = "./ml"\n  mode   = "{1}"\n}}\n'
        files = {
            "main.tf": call.format("dev", "AllowInternetOutbound") + call.format("prod", "AllowOnlyApprovedOutbound"),
            "ml/main.tf": workspace(mode="var.mode") + 'variable "mode" {}\n' + rule("pypi", "azapi_resource.ws.id"),
        }
        assert one(capsys, files)["address"] == "module.dev.azapi_resource.pypi"

    def test_rules_in_tf_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        """JSON syntax says the same as HCL, with places in the JSON file."""
        text = '{"resource": {"azapi_resource": {"ws": {"type": "%s@2025-12-01", "body": {"properties": {"managedNetwork": {"isolationMode": "all"}}}}}}}'
        finding = one(capsys, {"main.tf.json": text % WORKSPACES}, "invalid-isolation-mode")

        assert (finding["path"], finding["address"]) == ("main.tf.json", "azapi_resource.ws")
        assert finding["column"] == (text % WORKSPACES).index('"all"') + 1

    def test_override(self, capsys: pytest.CaptureFixture[str]) -> None:
        """An override file wins, and the finding stands in it."""
        files = {
            "main.tf": workspace(),
            "override.tf": f'resource "azapi_resource" "ws" {{\n  type = "{WORKSPACES}@1999-01-01"\n}}\n',
        }
        finding = one(capsys, files, "api-version-too-old")

        assert (finding["path"], finding["line"]) == ("override.tf", 2)


class TestErrors:
    def test_variable_without_a_name(self) -> None:
        """`--var` without a name is a wrong call."""
        with pytest.raises(UsageError):
            read(workspace(), variables=("mode",))

    def test_missing_values_file(self) -> None:
        """A values file that was named and is not there cannot be passed over."""
        with pytest.raises(InputError):
            read(workspace(), var_files=("missing.tfvars",))

    def test_broken_child_module(self) -> None:
        """A child module that cannot be read leaves the rest judged."""
        files = {"main.tf": workspace() + 'module "m" {\n  source = "./m"\n}\n', "m/main.tf": "resource {{{\n"}
        reading = read(files)

        assert [error.span.path for error in reading.unreadable] == ["m/main.tf"]
        ((_, judged),) = reading.worlds
        assert judged.declarations[0].workspace.isolation_mode is IsolationMode.APPROVED

    def test_duplicate_keys_of_other_resources_are_not_ours(self) -> None:
        """A key that is written twice elsewhere in the file is no finding."""
        text = workspace() + "locals {\n  tags = {\n    a = 1\n    a = 2\n  }\n}\n"

        assert [each.rule for each in estate(text).misread] == []
