"""What is found in a network does not depend on who owns it: one table, made into a workspace's and an account's."""

import json
from pathlib import Path

import pytest

from mvnetgen.cli import main

SITE = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/data/providers"
WORKSPACE = (
    "Microsoft.MachineLearningServices/workspaces@2025-12-01",
    "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01",
)
ACCOUNT = (
    "Microsoft.CognitiveServices/accounts@2026-03-01",
    "Microsoft.CognitiveServices/accounts/managedNetworks/outboundRules@2026-03-01",
)
APPROVED, INTERNET = "AllowOnlyApprovedOutbound", "AllowInternetOutbound"


def fqdn(host: str) -> str:
    """The properties of an FQDN rule."""
    return f"type: 'FQDN', category: 'UserDefined', destination: '{host}'"


def tag(name: str, ports: str = "443", protocol: str = "TCP") -> str:
    """The properties of a service tag rule."""
    there = f"serviceTag: '{name}', protocol: '{protocol}', portRanges: '{ports}', action: 'Allow'"
    return f"type: 'ServiceTag', category: 'UserDefined', destination: {{ {there} }}"


def endpoint(resource: str, part: str) -> str:
    """The properties of a private endpoint rule."""
    there = f"serviceResourceId: '{SITE}/{resource}', subresourceTarget: '{part}'"
    return f"type: 'PrivateEndpoint', category: 'UserDefined', destination: {{ {there} }}"


TABLE = [
    ("fqdn-needs-approved-outbound", INTERNET, fqdn("pypi.org")),
    ("service-tag-needs-approved-outbound", INTERNET, tag("PowerBI")),
    ("rules-while-disabled", "Disabled", fqdn("pypi.org")),
    ("fqdn-creates-firewall", APPROVED, fqdn("pypi.org")),
    ("fqdn-to-storage", APPROVED, fqdn("lake.blob.core.windows.net")),
    ("fqdn-with-port", APPROVED, fqdn("pypi.org:8443")),
    ("invalid-fqdn", APPROVED, fqdn("https://pypi.org")),
    ("private-fqdn", APPROVED, fqdn("tools.internal")),
    ("user-content-host", APPROVED, fqdn("pastebin.com")),
    ("fqdn-already-allowed", APPROVED, fqdn("login.microsoftonline.com")),
    ("redundant-service-tag", APPROVED, tag("AzureActiveDirectory")),
    ("unknown-service-tag", APPROVED, tag("PowerBl")),
    ("invalid-port-range", APPROVED, tag("PowerBI", "99999")),
    ("invalid-protocol", APPROVED, tag("PowerBI", "443", "HTTPS")),
    ("invalid-subresource", APPROVED, endpoint("Microsoft.Search/searchServices/one", "search")),
    ("unsupported-private-endpoint-target", APPROVED, endpoint("Microsoft.Kusto/clusters/one", "cluster")),
    ("invalid-resource-id", APPROVED, endpoint("Microsoft.Storage/storageAccounts/one/blobServices/default", "blob")),
]


def template(owner: tuple[str, str], mode: str, rule: str) -> str:
    """A Bicep file with an owner, its network and one rule."""
    network = f"managedNetwork: {{ isolationMode: '{mode}' }}"
    inside = network if owner is WORKSPACE else ""
    own = ""
    if owner is ACCOUNT:
        kind = "Microsoft.CognitiveServices/accounts/managedNetworks@2026-03-01"
        own = f"resource net '{kind}' = {{\n  parent: own\n  name: 'default'\n  properties: {{ {network} }}\n}}\n"
    parent = "own" if owner is WORKSPACE else "net"
    return (
        f"resource own '{owner[0]}' = {{\n  name: 'own'\n  location: 'westeurope'\n"
        f"  identity: {{ type: 'SystemAssigned' }}\n  properties: {{ {inside} }}\n}}\n{own}"
        f"resource rule '{owner[1]}' = {{\n  parent: {parent}\n  name: 'one-rule'\n  properties: {{ {rule} }}\n}}\n"
    )


@pytest.mark.parametrize("owner", [WORKSPACE, ACCOUNT], ids=["workspace", "account"])
@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_found_for_both(
    row: tuple[str, str, str],
    owner: tuple[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The rule speaks once, whoever owns the network."""
    name, mode, rule = row
    monkeypatch.chdir(tmp_path)
    Path("main.bicep").write_text(template(owner, mode, rule), encoding="utf-8")
    main(["lint", "--no-cache", "--select", name, "--format", "json", "main.bicep"])
    report = json.loads(capsys.readouterr().out)
    assert [each["rule"] for each in report["findings"]] == [name]
