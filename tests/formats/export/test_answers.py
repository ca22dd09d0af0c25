"""Answers of Azure: which they are, what they show, and what they do not."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from mvnetgen.cli import main
from mvnetgen.formats.export.contents import read_answer
from mvnetgen.model.estate import Declaration
from mvnetgen.model.workspace import IsolationMode, PublicAccess
from mvnetgen.text.document import Unknown

ID = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-ml/providers/Microsoft.MachineLearningServices/workspaces/ml-prod"
SYSTEM = {
    "type": "ServiceTag",
    "category": "Required",
    "status": "Active",
    "destination": {"serviceTag": "AzureActiveDirectory", "protocol": "TCP", "portRanges": "80, 443"},
}
PYPI = {"type": "FQDN", "category": "UserDefined", "status": "Active", "destination": "pypi.org"}
NETWORK = {
    "isolationMode": "AllowOnlyApprovedOutbound",
    "firewallSku": "Standard",
    "networkId": "x",
    "outboundRules": {"__SYS_ST_AzureActiveDirectory_TCP": SYSTEM, "gone": None, "pypi": PYPI},
    "status": {"status": "Active", "sparkReady": True},
}
WORKSPACE = {
    "id": ID,
    "name": "ml-prod",
    "type": "Microsoft.MachineLearningServices/workspaces",
    "location": "westeurope",
    "identity": {"type": "UserAssigned", "userAssignedIdentities": {"/subscriptions/x/id-ml": {"clientId": "y"}}},
    "sku": {"name": "Basic"},
    "systemData": {"createdBy": "somebody"},
    "properties": {
        "publicNetworkAccess": "Enabled",
        "workspaceId": "x",
        "managedNetwork": NETWORK,
        "notebookInfo": None,
    },
}


def read(answer: Any) -> list[Declaration]:
    """The declarations of an answer, as JSON and as YAML alike."""
    text = json.dumps(answer, indent=2)
    found = read_answer(text.encode(), "answer.json")
    assert found is not None
    again = read_answer(yaml.safe_dump(answer, sort_keys=False).encode(), "answer.yml")
    assert again is not None
    declarations = list(found.worlds[0][1].declarations)
    assert [each.workspace for each in declarations] == [each.workspace for each in again.worlds[0][1].declarations]
    assert not found.worlds[0][1].misread
    return declarations


def test_a_workspace() -> None:
    """`az rest`, `az resource show`: the workspace, its rules with their status, its group; nothing is misspelt."""
    (declaration,) = read(WORKSPACE)

    workspace = declaration.workspace
    network = workspace.network
    assert network is not None
    assert declaration.declared
    assert (workspace.name, workspace.resource_group) == ("ml-prod", "rg-ml")
    assert workspace.public_network_access is PublicAccess.ENABLED
    assert network.isolation_mode is IsolationMode.APPROVED
    assert [(rule.label, rule.status) for _, rule in workspace.outbound_rules()] == [("`pypi`", "Active")]
    assert (network.status, network.spark_ready) == ("Active", True)


@pytest.mark.parametrize("top", ["value", "data", None])
def test_many(top: str | None) -> None:
    """A list of workspaces, of `az rest`, of `az graph query` with lower-cased types, or bare."""
    lower = {**WORKSPACE, "type": "microsoft.machinelearningservices/workspaces", "id": ID.replace("ml-prod", "ml-dev")}
    listed = [WORKSPACE, {**lower, "name": "ml-dev"}, {"id": "/subscriptions/x", "type": "other", "properties": {}}]

    found = read({top: listed, "count": 3} if top else listed)

    assert [each.workspace.name for each in found] == ["ml-prod", "ml-dev"]


def test_a_network_alone() -> None:
    """``managedNetworks/default``: the network is known, and nothing of the workspace."""
    answer = {
        "id": f"{ID}/managedNetworks/default",
        "name": "default",
        "type": "Microsoft.MachineLearningServices/workspaces/managedNetworks",
        "properties": {"managedNetwork": NETWORK, "provisioningState": "Succeeded"},
    }

    (declaration,) = read(answer)

    assert not declaration.declared
    assert isinstance(declaration.workspace.public_network_access, Unknown)
    assert declaration.workspace.isolation_mode is IsolationMode.APPROVED


@pytest.mark.parametrize("below", ["outboundRules", "managedNetworks/default/outboundRules"])
def test_rules_alone(below: str) -> None:
    """A list of rules: the mode of their network is not known."""
    kind = "workspaces/managedNetworks/outboundRules" if "managed" in below else "workspaces/outboundRules"
    rules = [
        {
            "id": f"{ID}/{below}/{name}",
            "name": name,
            "type": f"Microsoft.MachineLearningServices/{kind}",
            "properties": properties,
        }
        for name, properties in (("__SYS_ST_AzureActiveDirectory_TCP", SYSTEM), ("pypi", {**PYPI, "status": "Failed"}))
    ]

    for answer in ({"value": rules}, rules[1]):
        (declaration,) = read(answer)

        assert not declaration.declared
        assert isinstance(declaration.workspace.isolation_mode, Unknown)
        assert [rule.status for _, rule in declaration.workspace.outbound_rules()] == ["Failed"]


def test_az_ml() -> None:
    """`az ml workspace show` and `list`, with identities as a list; `az ml workspace outbound-rule list`."""
    rules = [
        {
            "name": "__SYS_PE_x",
            "category": "required",
            "status": "Active",
            "type": "private_endpoint",
            "destination": {},
        },
        {"name": "pypi", "category": "user_defined", "status": "Active", "type": "fqdn", "destination": "pypi.org"},
    ]
    workspace = {
        "id": ID,
        "name": "ml-prod",
        "resourceGroup": "rg-ml",
        "resource_group": "rg-ml",
        "mlflow_tracking_uri": "azureml://x",
        "public_network_access": "Disabled",
        "identity": {
            "type": "user_assigned",
            "user_assigned_identities": [{"resource_id": "/subscriptions/x/id-ml", "client_id": "y"}],
        },
        "managed_network": {
            "isolation_mode": "allow_only_approved_outbound",
            "network_id": "x",
            "outbound_rules": rules,
        },
    }

    for answer in (workspace, [workspace]):
        (declaration,) = read(answer)
        identity = declaration.workspace.identity
        assert identity is not None
        assert not isinstance(identity, Unknown)
        assert [each.resource_id for each in identity.user_assigned_identities] == ["/subscriptions/x/id-ml"]
        assert [rule.label for _, rule in declaration.workspace.outbound_rules()] == ["`pypi`"]
    (declaration,) = read(rules)
    assert not declaration.declared
    assert [rule.label for _, rule in declaration.workspace.outbound_rules()] == ["`pypi`"]


@pytest.mark.parametrize(
    "document",
    [
        {"name": "ml", "managed_network": {"isolation_mode": "disabled"}},
        {"id": ID, "name": "ml", "managed_network": {"isolation_mode": "disabled"}},
        {"value": []},
        {"data": [{"id": "/subscriptions/x", "type": "Microsoft.Storage/storageAccounts", "properties": {}}]},
        [1, None, "x"],
        {"properties": None, "type": 3, "id": [], "name": {}},
    ],
)
def test_what_is_no_answer(document: Any) -> None:
    """What people write, and answers about other things, are none."""
    assert read_answer(json.dumps(document).encode(), "x.json") is None


@pytest.mark.parametrize("seed", [WORKSPACE, [WORKSPACE], {"value": [WORKSPACE]}])
def test_any_shape(seed: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever stands where something else should is no crash."""
    path = tmp_path / "answer.json"
    junk = [None, 1, "x", [], {}, [[]], {"a": {}}, True]

    def variants(value: Any) -> Any:
        if isinstance(value, dict):
            for key in value:
                yield from ({**value, key: each} for each in junk)
                yield from ({**value, key: each} for each in variants(value[key]))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield from ([*value[:index], each, *value[index + 1 :]] for each in [*junk, *variants(item)])

    for number, each in enumerate(variants(seed)):
        if number % 9:
            continue
        path.write_text(json.dumps(each), encoding="utf-8")
        code = main(["lint", "-q", "--format", "concise", str(path)])
        printed = capsys.readouterr()
        assert code in {0, 1, 2}
        assert "bug" not in printed.out + printed.err


def test_a_pipe(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """``az … | mvnetgen lint -`` and ``| mvnetgen import -``."""
    for command, said in ((["lint", "--format", "concise", "-"], "stdin.json:"), (["import", "-"], "name: ml-prod")):
        data = json.dumps(WORKSPACE, indent=1).encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert main(command) in {0, 1}
        assert said in capsys.readouterr().out
