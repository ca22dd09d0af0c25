"""Where statements end, and what ignore comments in HCL cover because of it."""

from pathlib import Path

import pytest

from mvnetgen.languages.hcl.parse import parse
from mvnetgen.languages.hcl.statements import statement_ends
from mvnetgen.text.source import Source
from tests.formats.terraform.reading import WORKSPACES, lint, write

RULE = "fqdn-needs-approved-outbound"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_ends() -> None:
    """Blocks, arguments and items of objects are covered from their first line to their last."""
    text = """resource "x" "y" {
  name = "a"
  body = {
    inner = {
      host = "b"
    }
    "quoted" = 1
  }
  nested {
    list = [
      1,
    ]
  }
}
"""
    assert statement_ends(parse(Source("m.tf", text))) == {1: 14, 2: 2, 3: 8, 4: 6, 5: 5, 7: 7, 9: 13, 10: 12}


MODULE = """{0}resource "azapi_resource" "ws" {{
  type = "WORKSPACES@2025-12-01"
  body = {{
    properties = {{
      {1}managedNetwork = {{
        isolationMode = "AllowInternetOutbound"
        outboundRules = {{
          {2}pypi = {{
            type = "FQDN"
            {3}destination = "pypi.org"{4}
          }}
          {5}other = {{
            type = "FQDN"
            destination = "quay.io"
          }}
        }}
      }}
    }}
  }}
}}
""".replace("WORKSPACES", WORKSPACES)
HERE = f"# mvnetgen: ignore[{RULE}] a reason\n"


def left(capsys: pytest.CaptureFixture[str], *comments: str) -> tuple[list[int], int]:
    """The lines of the findings that are left, and how many were suppressed."""
    filled = [*comments, *[""] * 6][:6]
    write({"main.tf": MODULE.format(*filled)})
    report = lint(capsys, RULE)
    return [finding["line"] for finding in report["findings"]], report["summary"]["suppressed"]


@pytest.mark.parametrize(
    ("comments", "suppressed"),
    [
        ([HERE], 2),
        ([HERE.replace("#", "//")], 2),
        ([f"/* mvnetgen: ignore[{RULE}] a reason */\n"], 2),
        (["", HERE], 2),
        (["", "", HERE], 1),
        (["", "", "", HERE], 1),
        (["", "", "", "", f" # mvnetgen: ignore[{RULE}] a reason"], 1),
        (["", "", "", "", f" // mvnetgen: ignore[{RULE}] a reason"], 1),
        (["", "", "", "", "", HERE], 1),
        (["# mvnetgen: ignore-file[fqdn-needs-approved-outbound] a reason\n"], 2),
        (["# mvnetgen: ignore[public-workspace] a reason\n"], 0),
        ([], 0),
    ],
)
def test_what_a_comment_covers(comments: list[str], suppressed: int, capsys: pytest.CaptureFixture[str]) -> None:
    """A comment above a block, an item or an argument covers all of it; one behind a value, the value."""
    lines, number = left(capsys, *comments)

    assert number == suppressed
    assert len(lines) == 2 - suppressed


def test_inside_text(capsys: pytest.CaptureFixture[str]) -> None:
    """What looks like a comment inside of a text or a heredoc is none."""
    lines, number = left(capsys, f'locals {{\n  a = "{HERE.strip()}"\n  b = <<EOT\n{HERE}EOT\n}}\n')

    assert (len(lines), number) == (2, 0)


def test_at_the_default_of_a_variable(capsys: pytest.CaptureFixture[str]) -> None:
    """A comment where the value was written covers the finding where it is used."""
    used = MODULE.format("", "", "", "", "", "").replace('"AllowInternetOutbound"', "var.mode")
    variable = 'variable "mode" {{\n  default = "allow_all"{0}\n}}\n'
    write({"main.tf": used, "variables.tf": variable.format("")})
    assert [each["line"] for each in lint(capsys, "invalid-isolation-mode")["findings"]] == [6]

    write({"variables.tf": variable.format(" # mvnetgen: ignore[invalid-isolation-mode] a reason")})
    assert lint(capsys, "invalid-isolation-mode")["findings"] == []


def test_in_a_values_file(capsys: pytest.CaptureFixture[str]) -> None:
    """A comment in a tfvars file covers what its value makes wrong."""
    used = MODULE.format("", "", "", "", "", "").replace('"AllowInternetOutbound"', "var.mode")
    write({"main.tf": used + 'variable "mode" {}\n', "terraform.tfvars": 'mode = "allow_all"\n'})
    assert len(lint(capsys, "invalid-isolation-mode")["findings"]) == 1

    write({"terraform.tfvars": '# mvnetgen: ignore[invalid-isolation-mode] a reason\nmode = "allow_all"\n'})
    report = lint(capsys, "invalid-isolation-mode")
    assert (report["findings"], report["summary"]["suppressed"]) == ([], 1)


def test_above_a_resource_of_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    """A comment above one rule resource leaves the finding at the other."""
    rule = """{0}resource "azapi_resource" "{1}" {{
  type      = "WORKSPACES/outboundRules@2025-12-01"
  name      = "{1}"
  parent_id = azapi_resource.ws.id
  body      = {{ properties = {{ type = "FQDN", destination = "{1}.org" }} }}
}}
""".replace("WORKSPACES", WORKSPACES)
    head = f'resource "azapi_resource" "ws" {{\n  type = "{WORKSPACES}@2025-12-01"\n  body = {{ properties = {{ managedNetwork = {{ isolationMode = "AllowInternetOutbound" }} }} }}\n}}\n'
    write({"main.tf": head + rule.format(HERE, "pypi") + rule.format("", "quay")})

    (finding,) = lint(capsys, RULE)["findings"]
    assert finding["address"] == "azapi_resource.quay"
