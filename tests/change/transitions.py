"""
Transitions of one workspace, and what is found about each: by name, the YAML of both versions and the rules with severities.

Every transition is compared in each pair of forms: YAML, the Terraform and the Bicep that are generated from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

HEAD = """\
$schema: https://azuremlschemas.azureedge.net/latest/workspace.schema.json
name: ml-prod
location: westeurope
resource_group: rg-ml
storage_account: {own}/Microsoft.Storage/storageAccounts/stmlprod
key_vault: {own}/Microsoft.KeyVault/vaults/kvmlprod
application_insights: {own}/Microsoft.Insights/components/aimlprod
container_registry: {own}/Microsoft.ContainerRegistry/registries/crmlprod
""".replace("{own}", "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-ml/providers")
LAKE = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-data/providers/Microsoft.Storage/storageAccounts/"
INTERNET, APPROVED = "allow_internet_outbound", "allow_only_approved_outbound"


def fqdn(name: str, host: str) -> str:
    return f'    - {{name: {name}, type: fqdn, destination: "{host}"}}\n'


def tag(name: str, service_tag: str, ports: str = "443", protocol: str = "TCP") -> str:
    destination = f'{{service_tag: {service_tag}, protocol: {protocol}, port_ranges: "{ports}"}}'
    return f"    - {{name: {name}, type: service_tag, destination: {destination}}}\n"


def endpoint(name: str, account: str, subresource: str = "blob") -> str:
    destination = f"{{service_resource_id: {LAKE}{account}, subresource_target: {subresource}, spark_enabled: false}}"
    return f"    - {{name: {name}, type: private_endpoint, destination: {destination}}}\n"


def ml(*rules: str, mode: str = APPROVED, access: str = "disabled", sku: str = "", head: str = HEAD) -> str:
    network = f"managed_network:\n  isolation_mode: {mode}\n" + (f"  firewall_sku: {sku}\n" if sku else "")
    return f"{head}public_network_access: {access}\n{network}" + (
        "  outbound_rules:\n" + "".join(rules) if rules else ""
    )


@dataclass(frozen=True)
class Transition:
    """Two versions and what is found; `left` says otherwise where what left the code does not leave Azure."""

    old: str
    new: str
    found: frozenset[str] = frozenset()
    left: frozenset[str] | None = None


def to(old: str, new: str, *found: str, left: str = "") -> Transition:
    return Transition(old, new, frozenset(found), frozenset([left]) if left else None)


OPENED, CLOSED, RENAMED = "outbound-opened@warning", "outbound-closed@warning", "outbound-renamed@info"
SKU, COST = "firewall-changed@info", "cost-increased@info"
LEFT = "network-unmanaged@warning"

PYPI, CONDA = fqdn("pypi", "pypi.org"), fqdn("conda", "conda.anaconda.org")
FACTORY = tag("factory", "DataFactory.WestEurope")
BLOB = endpoint("lake", "stlake")

TRANSITIONS: Mapping[str, Transition] = {
    "nothing": to(ml(PYPI, FACTORY, BLOB), ml(PYPI, FACTORY, BLOB)),
    "another order": to(ml(PYPI, CONDA, BLOB), ml(BLOB, CONDA, PYPI)),
    "casing of a host": to(ml(PYPI), ml(fqdn("pypi", "PyPI.org"))),
    "no rules": to(ml(), ml()),
    "internet, nothing": to(ml(mode=INTERNET), ml(mode=INTERNET)),
    "host more": to(ml(PYPI), ml(PYPI, CONDA), OPENED),
    "host less": to(ml(PYPI, CONDA), ml(PYPI), CLOSED, left=LEFT),
    "first host": to(ml(), ml(PYPI), OPENED, SKU, COST),
    "last host": to(ml(PYPI), ml(), CLOSED, SKU, left=LEFT),
    "host to wildcard": to(ml(PYPI), ml(fqdn("pypi", "*.pypi.org")), OPENED, CLOSED),
    "deep host to wildcard": to(ml(fqdn("pypi", "files.pypi.org")), ml(fqdn("pypi", "*.pypi.org")), OPENED),
    "wildcard to host": to(ml(fqdn("pypi", "*.pypi.org")), ml(fqdn("pypi", "files.pypi.org")), CLOSED),
    "wildcard to wider wildcard": to(ml(fqdn("a", "*.a.example.org")), ml(fqdn("a", "*.example.org")), OPENED),
    "covered host goes": to(
        ml(fqdn("w", "*.pypi.org"), fqdn("f", "files.pypi.org")), ml(fqdn("w", "*.pypi.org")), left=LEFT
    ),
    "covered host comes": to(ml(fqdn("w", "*.pypi.org")), ml(fqdn("w", "*.pypi.org"), fqdn("f", "files.pypi.org"))),
    "another host": to(ml(PYPI), ml(fqdn("pypi", "conda.anaconda.org")), OPENED, CLOSED),
    "rule renamed": to(ml(PYPI), ml(fqdn("python", "pypi.org")), RENAMED, left=LEFT),
    "two renamed": to(ml(PYPI, CONDA), ml(fqdn("a", "pypi.org"), fqdn("b", "conda.anaconda.org")), RENAMED, left=LEFT),
    "rules swap their hosts": to(
        ml(fqdn("one", "pypi.org"), fqdn("two", "conda.anaconda.org")),
        ml(fqdn("one", "conda.anaconda.org"), fqdn("two", "pypi.org")),
    ),
    "tag more": to(ml(), ml(FACTORY), OPENED),
    "tag less": to(ml(FACTORY), ml(), CLOSED, left=LEFT),
    "tag of a region to all": to(ml(FACTORY), ml(tag("factory", "DataFactory")), OPENED),
    "tag of all to a region": to(ml(tag("factory", "DataFactory")), ml(FACTORY), CLOSED),
    "tag of another region": to(ml(FACTORY), ml(tag("factory", "DataFactory.NorthEurope")), OPENED, CLOSED),
    "more ports": to(ml(FACTORY), ml(tag("factory", "DataFactory.WestEurope", "443,8443")), OPENED),
    "fewer ports": to(ml(tag("factory", "DataFactory.WestEurope", "443,8443")), ml(FACTORY), CLOSED),
    "port range written otherwise": to(
        ml(tag("f", "DataFactory.WestEurope", "80,81,82")), ml(tag("f", "DataFactory.WestEurope", "80-82"))
    ),
    "another protocol": to(ml(FACTORY), ml(tag("factory", "DataFactory.WestEurope", protocol="UDP")), OPENED, CLOSED),
    "any protocol": to(ml(FACTORY), ml(tag("factory", "DataFactory.WestEurope", protocol='"*"')), OPENED),
    "required tag comes": to(ml(), ml(tag("arm", "AzureResourceManager"))),
    "required tag goes": to(ml(tag("arm", "AzureResourceManager")), ml(), left=LEFT),
    "endpoint more": to(ml(), ml(BLOB), OPENED, COST),
    "endpoint less": to(ml(BLOB), ml(), CLOSED, left=LEFT),
    "endpoint to another part": to(ml(BLOB), ml(endpoint("lake", "stlake", "dfs")), OPENED, CLOSED),
    "endpoint to another account": to(ml(BLOB), ml(endpoint("lake", "stother")), OPENED, CLOSED),
    "endpoint renamed": to(ml(BLOB), ml(endpoint("data", "stlake")), RENAMED, left=LEFT),
    "id in another casing": to(ml(BLOB), ml(BLOB.replace("rg-data", "RG-Data"))),
    "standard to basic": to(ml(PYPI), ml(PYPI, sku="basic"), SKU),
    "basic to standard": to(ml(PYPI, sku="basic"), ml(PYPI, sku="standard"), SKU, COST),
    "default to standard": to(ml(PYPI), ml(PYPI, sku="standard")),
    "public access on": to(ml(), ml(access="enabled"), "public-access-opened@warning"),
    "approved to internet": to(ml(PYPI), ml(mode=INTERNET), "isolation-downgrade@error", SKU),
    "approved to disabled": to(ml(), ml(mode="disabled"), "isolation-disabled@error"),
    "internet to disabled": to(ml(mode=INTERNET), ml(mode="disabled"), "isolation-disabled@error"),
    "disabled to internet": to(ml(mode="disabled"), ml(mode=INTERNET), "irreversible-isolation@warning", COST),
    "disabled to approved": to(ml(mode="disabled"), ml(), "irreversible-isolation@warning", COST),
}
"""Transitions by name."""
