"""
Mistakes that people make, from Microsoft's own samples and from public repositories: each is found, or is listed with the
reason why nobody could find it from the files.

`MISTAKES` names for each the rule that finds it; the texts are reduced to the mistake. Sources: the samples of
https://learn.microsoft.com/azure/machine-learning/how-to-managed-network, of azureml-examples and of azapi; 157 Terraform,
73 Bicep, 30 ARM and 38 YAML files of public repositories (2026-08).
"""

import json
from pathlib import Path
from textwrap import dedent, indent
from typing import NamedTuple

import pytest

from mvnetgen.cli import main

WORKSPACES = "Microsoft.MachineLearningServices/workspaces"
SEARCH = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.Search/searchServices/docs"
LAKE = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ml/providers/Microsoft.Storage/storageAccounts/lake"
AIO, AOAO = "AllowInternetOutbound", "AllowOnlyApprovedOutbound"


class Mistake(NamedTuple):
    """A file with a mistake, and the rule that finds it."""

    what: str
    rule: str
    text: str
    form: str = "tf"


def azapi(network: str, more: str = "", version: str = "2025-12-01", top: str = "") -> str:
    """An azapi workspace with a network and further properties."""
    return dedent(f"""\
        resource "azapi_resource" "ws" {{
          type = "{WORKSPACES}@{version}"
          name = "research"
          {top}
          body = {{
            properties = {{
              {more}
              managedNetwork = {{ {network} }}
            }}
          }}
        }}
        """)


def azurerm(mode: str = AOAO) -> str:
    """An azurerm workspace."""
    return f'resource "azurerm_machine_learning_workspace" "ws" {{\n  name = "research"\n  managed_network {{\n    isolation_mode = "{mode}"\n  }}\n}}\n'


def child(name: str, properties: str, version: str = "2025-12-01", top: str = "") -> str:
    """A rule of its own."""
    return dedent(f"""\
        resource "azapi_resource" "{name}" {{
          type      = "{WORKSPACES}/outboundRules@{version}"
          name      = "{name}"
          parent_id = azapi_resource.ws.id
          {top}
          body = {{ properties = {{ {properties} }} }}
        }}
        """)


def azurerm_rule(kind: str, name: str, arguments: str) -> str:
    """An azurerm rule."""
    return f'resource "azurerm_machine_learning_workspace_network_outbound_rule_{kind}" "{name}" {{\n  name = "{name}"\n  workspace_id = azurerm_machine_learning_workspace.ws.id\n{indent(arguments, "  ")}\n}}\n'


def fqdns(*hosts: str) -> str:
    """An inline map of FQDN rules."""
    items = "\n".join(f'host-{index} = {{ type = "FQDN", destination = "{host}" }}' for index, host in enumerate(hosts))
    return (
        f'isolationMode = "{AOAO}"\noutboundRules = {{\n{items}\n}}'.replace("isolationMode", "\nisolationMode") + "\n"
    )


def yaml(network: str) -> str:
    """A workspace file."""
    return "name: research\nmanaged_network:\n" + indent(dedent(network), "  ")


PYPI = 'type = "FQDN", destination = "pypi.org"'
QUAY = 'type = "FQDN", destination = "quay.io"'
MODE = f'isolationMode = "{AOAO}"'
STORAGE = 'resource "azurerm_storage_account" "lake" {\n  name = "lake"\n}\n'
ENDPOINT = 'type = "PrivateEndpoint", destination = { serviceResourceId = azurerm_storage_account.lake.id, subresourceTarget = "blob" }'
UPDATE = f'resource "azapi_update_resource" "sku" {{\n  type = "{WORKSPACES}@2025-12-01"\n  resource_id = azurerm_machine_learning_workspace.ws.id\n  body = {{ properties = {{ managedNetwork = {{ firewallSku = "Basic" }} }} }}\n}}\n'
SUBNET = 'resource "azurerm_subnet" "own" {\n  name = "own"\n}\n'

SAMPLES = [
    Mistake(
        "the keys of a rule stand at the dash (update sample, one rule)",
        "misplaced-rule-body",
        """\
name: research
managed_network:
  isolation_mode: allow_internet_outbound
  outbound_rules:
  - name: added-perule
  destination:
    service_resource_id: x
    spark_enabled: true
    subresource_target: blob
  type: private_endpoint
""",
        "yml",
    ),
    Mistake(
        "the keys of a rule stand at the dash (update sample, three rules)",
        "syntax-error",
        """\
name: research
managed_network:
  isolation_mode: allow_only_approved_outbound
  outbound_rules:
  - name: added-servicetagrule
  destination:
    port_ranges: 80, 8080
    protocol: TCP
    service_tag: DataFactory
  type: service_tag
  - name: added-fqdnrule
  destination: "*.pypi.org"
  type: fqdn
""",
        "yml",
    ),
    Mistake(
        "category: required on a rule of one's own",
        "reserved-category",
        yaml("""\
            isolation_mode: allow_only_approved_outbound
            outbound_rules:
              - {name: pypi, category: required, type: fqdn, destination: pypi.org}
            """),
        "yml",
    ),
    Mistake(
        "a firewall SKU under allow_internet_outbound",
        "ignored-firewall-sku",
        yaml("isolation_mode: allow_internet_outbound\nfirewall_sku: basic\n"),
        "yml",
    ),
    Mistake(
        "a firewall SKU under AllowInternetOutbound (template of the verified module)",
        "ignored-firewall-sku",
        azapi(f'isolationMode = "{AIO}"\nfirewallSku = "Basic"\n'),
    ),
    Mistake(
        "public access beside approved outbound (azapi's example of an outbound rule)",
        "public-workspace",
        azapi(MODE, 'publicNetworkAccess = "Enabled"', "2024-04-01") + child("rule", PYPI, "2024-04-01"),
    ),
]

REPOSITORIES = [
    Mistake(
        "1: AllowInternetOutBound in azapi", "invalid-isolation-mode", azapi('isolationMode = "AllowInternetOutBound"')
    ),
    Mistake("1: AllowInternetOutBound in azurerm", "invalid-isolation-mode", azurerm("AllowInternetOutBound")),
    Mistake(
        "2: nobody has the approver role",
        "missing-approver-role",
        STORAGE + azapi(MODE, top='identity {\n    type = "SystemAssigned"\n  }') + child("lake", ENDPOINT),
    ),
    Mistake(
        "3: inline rules and separate ones",
        "inline-and-separate-rules",
        azapi(f"{MODE}\noutboundRules = {{ pypi = {{ {PYPI} }} }}\n") + child("quay", QUAY),
    ),
    Mistake(
        "3: an empty inline map and separate rules",
        "inline-and-separate-rules",
        azapi(f"{MODE}\noutboundRules = {{}}\n") + child("quay", QUAY),
    ),
    Mistake("3: azurerm and azapi_update_resource", "split-ownership", azurerm() + UPDATE),
    Mistake(
        "4: azapi rules in parallel", "concurrent-outbound-rules", azapi(MODE) + child("a", PYPI) + child("b", QUAY)
    ),
    Mistake(
        "4: azurerm rules in parallel",
        "concurrent-outbound-rules",
        azurerm()
        + azurerm_rule("fqdn", "hosts", 'for_each = toset(["pypi.org", "quay.io"])\ndestination_fqdn = each.key'),
    ),
    Mistake("5: outboundRules@2023-04-01", "api-version-too-old", azapi(MODE) + child("pypi", PYPI, "2023-04-01")),
    Mistake("5: a network on 2022-12-01-preview", "api-version-too-old", azapi(MODE, version="2022-12-01-preview")),
    Mistake("5: a network on 2023-02-01-preview", "api-version-too-old", azapi(MODE, version="2023-02-01-preview")),
    Mistake(
        "5: validation switched off",
        "schema-validation-disabled",
        azapi(MODE) + child("pypi", PYPI, top="schema_validation_enabled = false"),
    ),
    Mistake("6: managedNetworkKind beside the network", "unknown-key", azapi(MODE, 'managedNetworkKind = "V1"')),
    Mistake("6: kind inside of properties", "unknown-key", azapi(MODE, 'kind = "Hub"')),
    Mistake(
        "6: sparkEnabled beside a host",
        "unknown-key",
        azapi(MODE) + child("pypi", f"{PYPI}, sparkEnabled = false"),
    ),
    Mistake(
        "7: sub_resource_type",
        "unknown-key",
        azurerm()
        + azurerm_rule("private_endpoint", "lake", f'service_resource_id = "{LAKE}"\nsub_resource_type = "blob"'),
    ),
    *(
        Mistake(
            f"7: {sub} in azurerm",
            "azurerm-unsupported-target",
            azurerm()
            + f'resource "{kind}" "target" {{\n  name = "target"\n}}\n'
            + azurerm_rule(
                "private_endpoint", "rule", f'service_resource_id = {kind}.target.id\nsub_resource_target = "{sub}"'
            ),
        )
        for kind, sub in (("azurerm_search_service", "searchService"), ("azurerm_cosmosdb_account", "Sql"))
    ),
    Mistake(
        "8: a compute in a subnet of one's own",
        "custom-subnet",
        azurerm()
        + SUBNET
        + 'resource "azurerm_machine_learning_compute_cluster" "cpu" {\n  machine_learning_workspace_id = azurerm_machine_learning_workspace.ws.id\n  subnet_resource_id = azurerm_subnet.own.id\n}\n',
    ),
    Mistake("9: pypi.org without *.pythonhosted.org", "incomplete-scenario", azapi(fqdns("pypi.org"))),
    Mistake("9: Hugging Face by one of its hosts", "incomplete-scenario", azapi(fqdns("cdn-lfs.huggingface.co"))),
    Mistake("10: raw.githubusercontent.com", "user-content-host", azapi(fqdns("raw.githubusercontent.com"))),
    Mistake("10: *.docker.io", "user-content-host", azapi(fqdns("*.docker.io"))),
    Mistake("10: management.azure.com", "fqdn-already-allowed", azapi(fqdns("management.azure.com"))),
    Mistake("10: *.azureml.ms", "fqdn-already-allowed", azapi(fqdns("*.azureml.ms"))),
    Mistake(
        "11: a rule and no network",
        "rules-while-disabled",
        azapi(MODE).replace(f"managedNetwork = {{ {MODE} }}", "") + STORAGE + child("lake", ENDPOINT),
    ),
    Mistake(
        "15: a rule for something that is off: its id",
        "invalid-resource-id",
        azapi(
            f'{MODE}\noutboundRules = {{ "-account" = {{ type = "PrivateEndpoint", destination = {{ serviceResourceId = "", subresourceTarget = "account" }} }} }}\n'
        ),
    ),
    Mistake(
        "15: a rule for something that is off: its name",
        "invalid-rule-name",
        azapi(f'{MODE}\noutboundRules = {{ "-account" = {{ {PYPI} }} }}\n'),
    ),
    Mistake(
        "16: a host from an attribute that holds a URL",
        "unresolved-value",
        'resource "azurerm_cognitive_account" "bing" {\n  name = "bing"\n}\n'
        + azapi(
            f'{MODE}\noutboundRules = {{ bing = {{ type = "FQDN", destination = azurerm_cognitive_account.bing.endpoint }} }}\n'
        ),
    ),
    Mistake(
        "17: firewallSku under AllowInternetOutbound",
        "ignored-firewall-sku",
        azapi(f'isolationMode = "{AIO}"\nfirewallSku = "Standard"\n'),
    ),
    Mistake("17: provisioning left off", "network-not-provisioned", azapi(MODE, "provisionNetworkNow = false")),
    Mistake(
        "18: an FQDN rule under allow_internet_outbound",
        "fqdn-needs-approved-outbound",
        yaml("""\
            isolation_mode: allow_internet_outbound
            outbound_rules:
              - {name: pypi, type: fqdn, destination: pypi.org}
            """),
        "yml",
    ),
    Mistake(
        "18: a loop over hosts whatever the mode",
        "fqdn-needs-approved-outbound",
        'variable "mode" {\n  default = "AllowInternetOutbound"\n}\nvariable "hosts" {\n  default = ["pypi.org"]\n}\n'
        + azurerm().replace(f'"{AOAO}"', "var.mode")
        + azurerm_rule("fqdn", "hosts", "for_each = toset(var.hosts)\ndestination_fqdn = each.key"),
    ),
    Mistake(
        "19: subresource_type in YAML",
        "unknown-key",
        yaml(f"""\
            isolation_mode: allow_internet_outbound
            outbound_rules:
              - name: docs
                type: private_endpoint
                destination: {{service_resource_id: {SEARCH}, subresource_type: searchService, spark_enabled: false}}
            """),
        "yml",
    ),
    Mistake(
        "19: port_ranges as a list",
        "invalid-type",
        yaml("""\
            isolation_mode: allow_only_approved_outbound
            outbound_rules:
              - {name: factory, type: service_tag, destination: {service_tag: DataFactory, protocol: TCP, port_ranges: [80, 443]}}
            """),
        "yml",
    ),
    Mistake(
        "19: rules as a map",
        "invalid-type",
        yaml("""\
            isolation_mode: allow_only_approved_outbound
            outbound_rules:
              pypi: {type: fqdn, destination: pypi.org}
            """),
        "yml",
    ),
    Mistake(
        "19: isolation_mode that is not indented",
        "unknown-key",
        "name: research\nmanaged_network:\nisolation_mode: allow_internet_outbound\n",
        "yml",
    ),
    Mistake("19: no isolation_mode", "missing-key", yaml("outbound_rules: []\n"), "yml"),
    Mistake(
        "19: placeholders",
        "placeholder-value",
        yaml("""\
            isolation_mode: allow_only_approved_outbound
            outbound_rules:
              - {name: host, type: fqdn, destination: <HOST>}
            """),
        "yml",
    ),
]

NOT_DECIDABLE = {
    "samples: the one rule of azapi's example takes no lock": "it stands alone; concurrent-outbound-rules speaks from two on",
    "samples: the storage account of azapi's example allows public blobs": "a setting of storage, not of the network",
    "samples: --resource_group and misspelt enumerations of the SDK in command lines": "command lines and Python are not read",
    "2: Contributor instead of the approver role": "Contributor may approve private endpoints, so nothing is missing",
    "2: a module of rules without the role": "its caller may assign it; missing-approver-role gives a hint only",
    "7: account in azurerm": "the table of the next release accepts it; it depends on the provider's version",
    "10: *.vo.msecnd.net": "Microsoft's own list of the hosts of Visual Studio Code has it",
    "12: approved outbound without a rule": "legal, and right for a workspace that needs nothing from outside",
    "13: a local set of rules that is never used": "Terraform allows it, and nobody knows that it was meant",
    "14: depends_on a resource that does not exist": "`terraform validate` refuses it, and the network is what it is",
}
"""What is no finding, with the reason."""

ACCEPTED = [
    ("spark_enabled as a text", 'spark_enabled: "true"', "spark_enabled: true"),
    ("the casing of a sub-resource", "subresource_target: SearchService", "subresource_target: searchService"),
    ("the casing of an id", SEARCH.replace("resourceGroups", "resourcegroups").replace("Search/", "search/"), SEARCH),
]
"""What must be no finding, as found in samples and repositories: what is written, and how others write it."""


def found(text: str, form: str, capsys: pytest.CaptureFixture[str]) -> set[str]:
    name = "workspace.yml" if form == "yml" else "main.tf"
    Path(name).write_text(text, encoding="utf-8")
    main(["lint", "--no-cache", "--format", "json", name])
    report = json.loads(capsys.readouterr().out)
    return {finding["rule"] for finding in report["findings"]} | {"syntax-error" for _ in report["unreadable"]}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("mistake", [*SAMPLES, *REPOSITORIES], ids=lambda mistake: f"{mistake.what} [{mistake.rule}]")
def test_is_found(mistake: Mistake, capsys: pytest.CaptureFixture[str]) -> None:
    """The mistake is found by the rule that is named for it."""
    assert mistake.rule in found(mistake.text, mistake.form, capsys)


@pytest.mark.parametrize(("what", "written", "usual"), ACCEPTED, ids=[each[0] for each in ACCEPTED])
def test_is_accepted(what: str, written: str, usual: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A spelling that Azure and az ml read as well as the usual one changes nothing in what is found."""
    text = yaml(f"""\
        isolation_mode: allow_internet_outbound
        outbound_rules:
          - name: docs
            type: private_endpoint
            destination:
              service_resource_id: {SEARCH}
              subresource_target: searchService
              spark_enabled: true
        """)
    assert usual in text
    assert found(text.replace(usual, written), "yml", capsys) == found(text, "yml", capsys)


def test_every_mistake_of_the_repositories_is_here() -> None:
    """The nineteen kinds of mistakes are cases, or stand among those that cannot be decided."""
    numbers = {each.what.partition(":")[0] for each in REPOSITORIES} | {
        each.partition(":")[0] for each in NOT_DECIDABLE
    }

    assert numbers == {str(number) for number in range(1, 20)} | {"samples"}
    assert all(NOT_DECIDABLE.values())
