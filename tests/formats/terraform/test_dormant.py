"""What the default of a variable switches off is judged value by value, and is not there otherwise."""

from pathlib import Path

import pytest

from tests.formats.terraform.reading import read, rule, workspace

FLAG = 'variable "on" {\n  default = false\n}\n'


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def counted(text: str) -> str:
    """A rule that the flag switches on."""
    return text.replace("{\n", "{\n  count = var.on ? 1 : 0\n", 1)


def test_off_by_default() -> None:
    """It is in no world, and may exist in the estate beside them, where only it is judged."""
    contents = read(FLAG + workspace() + counted(rule("pypi", "azapi_resource.ws.id")))
    ((_, judged),) = contents.worlds

    assert judged.declarations[0].rule_resources == ()
    assert contents.dormant is not None
    assert [each.address for each in contents.dormant.declarations[0].rule_resources] == ["azapi_resource.pypi[?]"]
    assert contents.dormant.only == {"azapi_resource.pypi"}
    assert contents.dormant.judges("azapi_resource.pypi[?]")
    assert not contents.dormant.judges("azapi_resource.ws")


def test_module_that_is_off() -> None:
    """All that a module declares is off with its call."""
    contents = read(
        {
            "main.tf": FLAG + workspace() + 'module "rules" {\n  source = "./rules"\n  count = var.on ? 1 : 0\n'
            "  id = azapi_resource.ws.id\n}\n",
            "rules/main.tf": 'variable "id" {}\n' + rule("pypi", "var.id"),
        }
    )

    assert contents.dormant is not None
    assert contents.dormant.only == {"module.rules"}
    assert contents.dormant.judges("module.rules[?].azapi_resource.pypi")


@pytest.mark.parametrize(
    ("flag", "values"),
    [
        (FLAG, "on = false\n"),
        (FLAG, "on = true\n"),
        (FLAG.replace("false", "true"), ""),
        ('variable "on" {}\n', ""),
    ],
    ids=["switched off by a value", "switched on by a value", "on by default", "not known"],
)
def test_nothing_is_dormant(flag: str, values: str) -> None:
    """What a value decides, what is on, and what nobody knows is no matter of defaults."""
    contents = read(
        {"main.tf": flag + workspace() + counted(rule("pypi", "azapi_resource.ws.id")), "terraform.tfvars": values}
    )
    rules = [each.address for each in contents.dormant.declarations[0].rule_resources] if contents.dormant else []

    assert rules == []


def test_off_for_good() -> None:
    """A count of 0 that no variable decides is off."""
    assert (
        read(workspace() + rule("pypi", "azapi_resource.ws.id").replace("{\n", "{\n  count = 0\n", 1)).dormant is None
    )
