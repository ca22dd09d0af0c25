"""What may leave, as rows: each kind of rule, what it opens, and what it costs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mvnetgen.egress.build import Terms
from mvnetgen.egress.cost import Volume
from mvnetgen.egress.given_prices import read_prices
from mvnetgen.egress.question import parse_question
from mvnetgen.egress.reach import answer
from mvnetgen.egress.row import Egress, Row, RowKind
from mvnetgen.egress.summary import summary
from mvnetgen.egress.weekly_list import read_weekly_list
from mvnetgen.report.egress import FORMATS
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source
from tests.egress.workspaces import (
    INTERNET,
    REGISTRIES,
    STORAGE,
    endpoint,
    fqdn,
    module,
    network,
    run,
    said,
    tag,
    workspace,
)


def egress(
    rules: str = "", mode: str = "allow_only_approved_outbound", terms: Terms | None = None, **more: str
) -> Egress:
    """What may leave the network of a small workspace."""
    return summary(network(workspace(rules, mode, **more), terms))


def own(found: Egress) -> list[Row]:
    """The rows of the user's rules."""
    return [row for row in found.rows if row.kind is RowKind.USER]


@pytest.mark.parametrize(
    ("rule", "destination", "nothing"),
    [
        (fqdn("one", "pypi.org"), "pypi.org", None),
        (fqdn("one", "https://pypi.org/simple"), "https://pypi.org/simple", "starts with `https://`"),
        (fqdn("one", "pypi.org:443"), "pypi.org:443", "names a port"),
        (fqdn("one", "st.blob.core.windows.net"), "st.blob.core.windows.net", "takes a private endpoint"),
        (fqdn("one", "nas.office.internal"), "nas.office.internal", "no public name"),
        (tag("one", "storage.westeurope"), "Storage.WestEurope", None),
        (tag("one", "Storage.Atlantis"), "Storage.Atlantis", "no such region"),
        (tag("one", "Stroage"), "Stroage", "no such service tag"),
        (tag("one", "VirtualNetwork"), "VirtualNetwork", "a part of the network itself"),
        (tag("one", "Sql", ports="none"), "Sql", "its ports are none"),
        (tag("one", "Sql", prefixes="203.0.113.0/24"), ("203.0.113.0/24",), None),
        (tag("one", "", prefixes="192.168.0.0/16"), ("192.168.0.0/16",), "no way leads to private addresses"),
    ],
)
def test_what_a_rule_opens(rule: str, destination: object, nothing: str | None) -> None:
    """A rule is a row; one that opens nothing says why."""
    (row,) = own(egress(rule))
    assert row.destination == destination
    assert (row.nothing or "").count(nothing or "") if nothing else row.nothing is None
    assert bool(row.openings) is (nothing is None)


def test_a_rule_with_several_hosts_is_several_rows() -> None:
    """Each host stands for itself."""
    rows = own(egress(fqdn("torch", "pytorch.org, *.pytorch.org,download.pytorch.org")))
    assert [row.destination for row in rows] == ["pytorch.org", "*.pytorch.org", "download.pytorch.org"]
    assert {row.by for row in rows} == {"rule:torch"}


@pytest.mark.parametrize(
    ("rule", "broad"),
    [
        (fqdn("one", "*.blob.example.net"), None),
        (fqdn("one", "*.azurewebsites.net"), "web apps"),
        (fqdn("one", "*"), "every host"),
        (fqdn("one", "github.com"), "repositories"),
        (tag("one", "Storage"), "storage accounts of every customer"),
        (tag("one", "AppConfiguration"), None),
        (tag("one", "", prefixes="0.0.0.0/0"), "0.0.0.0/0"),
    ],
)
def test_broad_rules(rule: str, broad: str | None) -> None:
    """What reaches others' things is marked."""
    (row,) = own(egress(rule))
    assert (broad or "") in (row.broad or "")
    assert bool(row.broad) is bool(broad)


def test_rules_that_a_mode_does_not_take() -> None:
    """In the open mode an FQDN rule opens nothing; without isolation no rule does."""
    rules = "\n".join([fqdn("one", "pypi.org"), endpoint("two", f"{STORAGE}/stlake", "blob")])
    assert [row.nothing is None for row in own(egress(rules, INTERNET))] == [False, True]
    assert [row.nothing is None for row in own(egress(rules, "disabled"))] == [False, False]


def test_the_guarantee() -> None:
    """It belongs to the approved mode, and is lost with the first rule of one's own."""
    assert egress().guarantee_lost is False
    assert egress(fqdn("one", "pypi.org")).guarantee_lost is True
    assert egress(mode=INTERNET).guarantee_lost is None


def test_the_region_of_batch() -> None:
    """The back end of computes is open for the workspace's own region; an unknown one is a row with its reason."""
    rows = [row for row in egress().rows if "Batch" in str(row.destination)]
    assert [row.destination for row in rows] == ["BatchNodeManagement.WestEurope"]
    lost = [row for row in egress(head="name: ml-one\n").rows if "Batch" in str(row.destination)]
    assert [(row.destination, row.unknown) for row in lost] == [
        ("BatchNodeManagement.<region>", "the region of the workspace is not written")
    ]


@pytest.mark.parametrize(
    ("rules", "more", "month", "most"),
    [
        ("", "", 36.5, 36.5),
        (fqdn("one", "pypi.org"), "", 948.5, 948.5),
        (fqdn("one", "pypi.org"), "  firewall_sku: basic\n", 324.5, 324.5),
        ("\n".join([fqdn("one", "pypi.org"), fqdn("two", "conda.io")]), "", 948.5, 948.5),
        (endpoint("one", f"{STORAGE}/stlake", "blob"), "", 43.8, 43.8),
        (endpoint("one", f"{STORAGE}/stone", "blob"), "", 36.5, 36.5),
        (tag("one", "DataFactory"), "", 36.5, 36.5),
    ],
)
def test_cost(rules: str, more: str, month: float, most: float) -> None:
    """Nothing but endpoints until the first FQDN rule; then one firewall, whichever it is."""
    cost = egress(rules, more=more).cost
    assert cost is not None
    assert (cost.month, cost.month_at_most) == (month, most)


def test_traffic_costs() -> None:
    """GB are paid at the endpoints and at the firewall, each only where it is."""
    terms = Terms(volume=Volume(endpoints=100, firewall=1000))
    costs = [egress(rules, terms=terms).cost for rules in ("", fqdn("one", "pypi.org"))]
    assert [cost.month for cost in costs if cost] == [37.5, 965.5]


def test_prices_of_ones_own() -> None:
    """A CSV file with other prices counts; what it leaves out stays."""
    text = "# date: 2026-11-01\nitem,monthly,per_gb,currency\nprivate_endpoint,6,0.02,EUR\nstandard,900,,EUR\n"
    terms = Terms(prices=read_prices(Source("prices.csv", text)))
    cost = egress(fqdn("one", "pypi.org"), terms=terms).cost
    assert cost is not None
    assert (cost.month, cost.currency, cost.as_of) == (930.0, "EUR", "2026-11")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("item,price\nstandard,1\n", "1:1: has no columns"),
        ("item,monthly\npremium,1\n", "2:1: `premium` is none of"),
        ("item,monthly\nstandard,cheap\n", "2:1: `cheap` is no price"),
        ("item,monthly\n\nstandard,-1\n", "3:1: `-1` is no price"),
    ],
)
def test_prices_that_are_none(text: str, place: str) -> None:
    """What is wrong with a file of prices is said with its line."""
    with pytest.raises(InputError) as error:
        read_prices(Source("prices.csv", text))
    assert place in str(error.value)


WEEKLY: dict[str, Any] = {
    "values": [
        {"name": "Sql.WestEurope", "properties": {"addressPrefixes": ["20.61.97.0/25", "2603::/32"]}},
        {"name": "AzureActiveDirectory", "properties": {"addressPrefixes": ["20.190.128.0/18"]}},
    ]
}


def test_the_weekly_list_tells_addresses() -> None:
    """With Microsoft's file an address lies behind a tag or does not."""
    terms = Terms(weekly=read_weekly_list(Source("tags.json", json.dumps(WEEKLY))))
    found = network(workspace(tag("sql", "Sql.WestEurope", "1433")), terms)
    asked = ("20.61.97.1:1433", "20.61.97.0/24:1433", "20.61.97.128:1433", "20.190.128.5:80", "20.61.97.1:80")
    assert [said(answer(parse_question(each), found)) for each in asked] == [
        "allowed rule:sql",
        "refused no-rule",
        "refused no-rule",
        "allowed required:AzureActiveDirectory",
        "refused no-rule",
    ]
    for text in ("{", "[]", '{"values": 1}'):
        with pytest.raises(InputError):
            read_weekly_list(Source("tags.json", text))


def test_the_services_own_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the service says that it needs stands beside what is open, differences by name."""

    def named(category: str, host: str, port: int) -> dict[str, Any]:
        endpoints = [{"domainName": host, "endpointDetails": [{"port": port}]}]
        return {"properties": {"category": category, "endpoints": endpoints}}

    listed = [
        named("Azure Active Directory", "login.microsoftonline.com", 443),
        named("Azure Storage", "stelse.blob.core.windows.net", 443),
        named("Azure Machine Learning", "*.azureml.ms", 443),
    ]
    (tmp_path / "list.json").write_text(json.dumps({"value": listed}), encoding="utf-8")
    (tmp_path / "workspace.yml").write_text(workspace(fqdn("pypi", "pypi.org")), encoding="utf-8")
    assert run("egress", tmp_path / "workspace.yml", "--evidence", tmp_path / "list.json") == 0
    shown = capsys.readouterr().out.partition("the service's list")[2]
    assert "3 endpoints, 1 open here" in shown
    assert "stelse.blob.core.windows.net:443  storage-needs-private-endpoint  Azure Storage" in shown
    assert "*.azureml.ms:443  " in shown
    assert "pypi  pypi.org" in shown


NEIGHBOURS = """
resource "azurerm_resource_group" "ml" {
  name     = "rg-ml"
  location = "westeurope"
}
resource "azurerm_storage_account" "ml" {
  name                          = "stmlone"
  resource_group_name           = azurerm_resource_group.ml.name
  location                      = "westeurope"
  public_network_access_enabled = %s
}
resource "azurerm_key_vault" "ml" {
  name                = "kv-one"
  resource_group_name = azurerm_resource_group.ml.name
  location            = "westeurope"
}
resource "azurerm_storage_account" "lake" {
  name                          = "stlake"
  resource_group_name           = azurerm_resource_group.ml.name
  location                      = "westeurope"
  public_network_access_enabled = false
}
resource "azurerm_machine_learning_workspace" "ml" {
  name                          = "ml-one"
  location                      = "westeurope"
  resource_group_name           = azurerm_resource_group.ml.name
  storage_account_id            = azurerm_storage_account.ml.id
  key_vault_id                  = azurerm_key_vault.ml.id
  application_insights_id       = "x"
  public_network_access_enabled = true
  identity {
    type = "SystemAssigned"
  }
  managed_network {
    isolation_mode = "AllowInternetOutbound"
  }
}
%s
"""
RULE = """
resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "lake" {
  name                = "lake"
  workspace_id        = azurerm_machine_learning_workspace.ml.id
  service_resource_id = azurerm_storage_account.lake.id
  sub_resource_target = "blob"
}
"""
ROLE = """
resource "azurerm_role_assignment" "lake" {
  scope                = azurerm_storage_account.lake.id
  role_definition_name = "Azure AI Enterprise Network Connection Approver"
  principal_id         = azurerm_machine_learning_workspace.ml.identity[0].principal_id
}
"""


def test_endpoints_of_the_open_mode() -> None:
    """They come by themselves for what is closed to the public, and not for what is open."""
    for access, expected in (("false", ["blob", "file"]), ("true", [])):
        (found,) = module(main=NEIGHBOURS % (access, ""))
        rows = [row for row in summary(found).rows if row.kind is RowKind.AUTOMATIC and row.unknown is None]
        assert [row.subresource for row in rows] == expected


def test_a_private_target_without_endpoint() -> None:
    """The way is open, and the target may refuse."""
    (found,) = module(main=NEIGHBOURS % ("true", ""))
    assert said(answer(parse_question("stlake.blob.core.windows.net"), found)) == "depends target-private"
    assert said(answer(parse_question("stmlone.blob.core.windows.net"), found)) == "allowed mode"


@pytest.mark.parametrize(
    ("more", "expected"),
    [("", "depends endpoint-not-approved"), (ROLE, "allowed rule:lake")],
)
def test_the_approver_role(more: str, expected: str) -> None:
    """Where the estate would show the role and does not, nobody may approve the endpoint."""
    main = (NEIGHBOURS % ("true", RULE + more)).replace("AllowInternetOutbound", "AllowOnlyApprovedOutbound")
    (found,) = module(main=main)
    assert said(answer(parse_question("stlake.blob.core.windows.net"), found)) == expected


HIDDEN = """
variable "it" {{
  default   = "{value}"
  sensitive = true
}}
resource "azapi_resource" "ml" {{
  type     = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name     = "ml-one"
  location = "westeurope"
  body     = {{
    properties = {{
      managedNetwork = {{
        isolationMode = "AllowOnlyApprovedOutbound"
        outboundRules = {{ one = {rule} }}
      }}
    }}
  }}
}}
"""


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("secret.example.net", '{ type = "FQDN", destination = var.it }'),
        ("https://secret.example.net/x", '{ type = "FQDN", destination = var.it }'),
        ("*.secret.azurewebsites.net", '{ type = "FQDN", destination = var.it }'),
        ("secret.blob.core.windows.net", '{ type = "FQDN", destination = var.it }'),
        (
            "Secret",
            '{ type = "ServiceTag", destination = { serviceTag = var.it, protocol = "TCP", portRanges = "443" } }',
        ),
        (
            f"{STORAGE}/secret",
            '{ type = "PrivateEndpoint", destination = { serviceResourceId = var.it, subresourceTarget = "blob" } }',
        ),
    ],
)
def test_what_is_sensitive_stays_so(
    value: str,
    rule: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A value that its author marked counts, and is shown nowhere."""
    monkeypatch.chdir(tmp_path)
    Path("main.tf").write_text(HIDDEN.format(value=value, rule=rule), encoding="utf-8")
    for format_ in FORMATS:
        run("egress", "--format", format_)
    asked = ("github.com", "x.blob.core.windows.net", "azurewebsites.net")
    run("reach", *asked)
    run("reach", *asked, "--format", "json")
    shown = capsys.readouterr()
    assert "secret" not in (shown.out + shown.err).lower()


def test_the_region_of_a_registry() -> None:
    """The data host of a registry has its region; where that is not known, so is the host."""
    (found,) = (network(workspace(endpoint("cr", f"{REGISTRIES}/crtwo", "registry"))),)
    assert said(answer(parse_question("crtwo.azurecr.io"), found)) == "allowed rule:cr"
    assert said(answer(parse_question("crtwo.westeurope.data.azurecr.io"), found)) == "depends unknown-value"
    assert said(answer(parse_question("crsix.westeurope.data.azurecr.io"), found)) == "refused no-rule"


def test_shared_rows(shared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The rows and costs that the project was started with are there."""
    monkeypatch.chdir(shared / "cases" / "reach")
    wanted = json.loads(Path("egress_expected.json").read_text(encoding="utf-8"))
    for path, workspaces in wanted.items():
        run("egress", "--format", "json", path)
        found = {each["workspace"]: each for each in json.loads(capsys.readouterr().out)["workspaces"]}
        for name, want in workspaces.items():
            got = found[name]
            for row in want.get("must", []):
                assert any(_like(row, each) for each in got["rows"]), (path, row)
            for row in want.get("must_not", []):
                assert not any(_like(row, each) for each in got["rows"]), (path, row)
            if want["cost"] is not None:
                assert [got["cost"]["month"], got["cost"]["month_at_most"]] == want["cost"]["monthly_usd"], path
            assert "guarantee_lost" not in want or got["guarantee_lost"] == want["guarantee_lost"], path


def _like(want: dict[str, Any], row: dict[str, Any]) -> bool:
    target = want["destination"]
    if isinstance(target, dict):
        ends = f"/providers/{target['type']}/{target['name']}".lower()
        return str(row["destination"]).lower().endswith(ends) and row["subresource"] == target["subresource"]
    keys = [key for key in ("kind", "type", "rule", "direction", "protocol") if want.get(key) is not None]
    same = all(str(want[key]).lower() == str(row[key]).lower() for key in keys)
    ports = want.get("ports") is None or set(want["ports"].split(", ")) == set((row["ports"] or "").split(", "))
    return same and ports and str(target).lower() == str(row["destination"]).lower()
