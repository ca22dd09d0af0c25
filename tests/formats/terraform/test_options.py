"""What stands beside the body of a resource."""

from pathlib import Path

import pytest

from mvnetgen.model.estate import Declaration
from mvnetgen.model.workspace import IsolationMode
from mvnetgen.text.document import Unknown
from tests.formats.terraform.reading import estate, workspace


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def declaration(top: str, more: str = "") -> Declaration:
    (found,) = estate(more + workspace(top=top)).declarations
    return found


def option(top: str, name: str, more: str = "") -> object:
    found = declaration(top, more).options.get(name)
    return found.value if found else None


def test_plain_arguments() -> None:
    """Arguments that rules ask about are kept, others and null are not."""
    assert option("schema_validation_enabled = false", "schema_validation_enabled") is False
    assert option("schema_validation_enabled = null", "schema_validation_enabled") is None
    assert isinstance(
        option("schema_validation_enabled = var.v", "schema_validation_enabled", 'variable "v" {}\n'), Unknown
    )
    assert declaration('location = "westeurope"').options.keys() == {"type"}


def test_timeouts() -> None:
    """The time for a creation, from a block, a dynamic one too; unknown when nobody knows whether there is a block."""
    dynamic = 'dynamic "timeouts" {\n  for_each = %s\n  content {\n    create = "90m"\n  }\n}'

    assert option('timeouts {\n  create = "90m"\n}', "timeouts.create") == "90m"
    assert option('timeouts {\n  delete = "90m"\n}', "timeouts.create") is None
    assert option(dynamic % '["x"]', "timeouts.create") == "90m"
    assert option(dynamic % "[]", "timeouts.create") is None
    assert isinstance(option(dynamic % "var.list", "timeouts.create", 'variable "list" {}\n'), Unknown)


@pytest.mark.parametrize(
    ("written", "paths", "covered"),
    [
        ("[body.properties.managedNetwork]", ["body.properties.managedNetwork"], True),
        ("[body.properties.managedNetwork]", ["body.properties.managedNetwork.outboundRules"], True),
        ("[body.properties.managedNetwork.firewallSku]", ["body.properties.managedNetwork"], False),
        ("[body.properties.managedNetworkKind]", ["body.properties.managedNetwork"], False),
        ("[body]", ["body.properties.managedNetwork"], True),
        ('[body["properties"]]', ["body.properties.managedNetwork"], True),
        ('[body["sku"]]', ["body.properties.managedNetwork"], False),
        ("[tags, body]", ["body.properties.managedNetwork"], True),
        ("[tags]", ["body.properties.managedNetwork"], False),
        ("all", ["body.properties.managedNetwork"], True),
        ("[managed_network[0].isolation_mode]", ["managed_network", "managed_network.isolation_mode"], True),
        ('["tags"]', ["tags"], True),
    ],
)
def test_ignored_changes(written: str, paths: list[str], covered: bool) -> None:
    """An ignored argument covers itself and what is below it, whatever else the list names."""
    found = declaration(f"lifecycle {{\n  ignore_changes = {written}\n}}")

    assert found.ignores_changes_of(*paths) is covered


def test_body_as_text() -> None:
    """JSON text with an unknown part keeps the rest; text that is no JSON is unknown."""
    head = workspace().partition("  body =")[0]
    json = '"{\\"properties\\": {\\"description\\": \\"${var.d}\\", \\"managedNetwork\\": {\\"isolationMode\\": \\"Disabled\\"}}}"'
    (found,) = estate('variable "d" {}\n' + head + f"  body = {json}\n}}\n").declarations
    (broken,) = estate(head + '  body = "no json"\n}\n').declarations

    assert found.workspace.isolation_mode is IsolationMode.DISABLED
    assert isinstance(found.workspace.description, Unknown)
    assert isinstance(broken.workspace.managed_network, Unknown)
