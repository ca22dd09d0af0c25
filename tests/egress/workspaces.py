"""Workspaces for the tests of egress: small files, and networks of them."""

from __future__ import annotations

from pathlib import Path

from mvnetgen.cli import main
from mvnetgen.egress.build import Network, Terms, networks
from mvnetgen.egress.question import parse_question
from mvnetgen.egress.reach import Answer, answer
from mvnetgen.formats.az_ml import read_workspace_file
from mvnetgen.formats.contents import ReadSettings, read_input
from mvnetgen.formats.input import Input, InputKind
from mvnetgen.text.source import Source
from mvnetgen.text.tree import Memory

GROUP = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-ml/providers"
STORAGE = f"{GROUP}/Microsoft.Storage/storageAccounts"
VAULTS = f"{GROUP}/Microsoft.KeyVault/vaults"
REGISTRIES = f"{GROUP}/Microsoft.ContainerRegistry/registries"

APPROVED = "allow_only_approved_outbound"
INTERNET = "allow_internet_outbound"

HEAD = f"""\
name: ml-one
location: westeurope
resource_group: rg-ml
storage_account: {STORAGE}/stone
key_vault: {VAULTS}/kv-one
container_registry: {REGISTRIES}/crone
"""


def workspace(rules: str = "", mode: str = APPROVED, head: str = HEAD, more: str = "") -> str:
    """The text of a workspace file; each rule is a line in braces."""
    text = f"{head}managed_network:\n  isolation_mode: {mode}\n{more}"
    lines = [line.strip() for line in rules.strip().splitlines() if line.strip()]
    return text + ("  outbound_rules:\n" + "".join(f"    - {line}\n" for line in lines) if lines else "")


def fqdn(name: str, host: str) -> str:
    """An FQDN rule as a line."""
    return f"{{name: {name}, type: fqdn, destination: '{host}'}}"


def tag(name: str, service_tag: str, ports: str = "443", protocol: str = "TCP", prefixes: str = "") -> str:
    """A service tag rule as a line."""
    listed = f", address_prefixes: [{prefixes}]" if prefixes else ""
    where = f"{{service_tag: '{service_tag}', protocol: '{protocol}', port_ranges: '{ports}'{listed}}}"
    return f"{{name: {name}, type: service_tag, destination: {where}}}"


def endpoint(name: str, target: str, subresource: str, *, spark: bool = False) -> str:
    """A private endpoint rule as a line."""
    where = f"{{service_resource_id: {target}, subresource_target: {subresource}, spark_enabled: {str(spark).lower()}}}"
    return f"{{name: {name}, type: private_endpoint, destination: {where}}}"


def network(text: str, terms: Terms | None = None) -> Network:
    """The network of a workspace file."""
    (found,) = networks([[("", read_workspace_file(Source("workspace.yml", text)))]], terms)
    return found


def module(terms: Terms | None = None, **files: str) -> tuple[Network, ...]:
    """The networks of a Terraform module: its files by their names without the ending."""
    tree = Memory({f"infra/{name}.tf": text.encode() for name, text in files.items()})
    contents = read_input(Input("infra", InputKind.MODULE), tree, ReadSettings())
    assert contents is not None
    assert not contents.unreadable
    return networks([contents.worlds], terms)


def ask(text: str, question: str, *, spark: bool = False) -> Answer:
    """What the network of a workspace file says to a question."""
    return answer(parse_question(question), network(text), spark=spark)


def said(found: Answer) -> str:
    """An answer in one word and its reason: ``allowed rule:pypi``, ``refused no-rule``."""
    return f"{found.verdict} {found.by or found.code}"


def run(*arguments: str | Path) -> int:
    """One call of the command line."""
    return main([str(each) for each in arguments])
