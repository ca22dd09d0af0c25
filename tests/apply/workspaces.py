"""Workspace files for applies, as data: each kind of network, identity and dependency."""

from __future__ import annotations

from typing import Any

from tests.apply.cloud import SUBSCRIPTION

OTHER = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-data/providers"
LAKE = f"{OTHER}/Microsoft.Storage/storageAccounts/stlake"
RAW = f"{OTHER}/Microsoft.Storage/storageAccounts/straw"
VAULT = f"{OTHER}/Microsoft.KeyVault/vaults/kv-data"
IDENTITY = f"{OTHER}/Microsoft.ManagedIdentity/userAssignedIdentities/id-ml"

Document = dict[str, Any]
Rule = dict[str, Any]


def host(name: str, destination: str) -> Rule:
    """An FQDN rule."""
    return {"name": name, "type": "fqdn", "destination": destination}


def tag(name: str, service_tag: str, **more: object) -> Rule:
    """A service tag rule."""
    destination = {"service_tag": service_tag, "protocol": "TCP", "port_ranges": "443", **more}
    return {"name": name, "type": "service_tag", "destination": destination}


def endpoint(name: str, target: str, subresource: str, *, spark: bool = False) -> Rule:
    """A private endpoint rule."""
    destination = {"service_resource_id": target, "subresource_target": subresource, "spark_enabled": spark}
    return {"name": name, "type": "private_endpoint", "destination": destination}


def workspace(*rules: Rule, mode: str = "allow_only_approved_outbound", **more: object) -> Document:
    """A workspace with a managed network."""
    return {
        "name": "ml-prod",
        "location": "westeurope",
        "resource_group": "rg-ml",
        "public_network_access": "disabled",
        "managed_network": {"isolation_mode": mode, "outbound_rules": list(rules)},
        **more,
    }


def rules_of(document: Document) -> list[Rule]:
    """The rules of a workspace file: the list itself."""
    found: list[Rule] = document["managed_network"]["outbound_rules"]
    return found


def user_identity(kind: str = "user_assigned") -> Document:
    """The keys that give a workspace an identity of the user's."""
    identity = {"type": kind, "user_assigned_identities": {IDENTITY: {}}}
    return {"identity": identity, "primary_user_assigned_identity": IDENTITY}


PYPI, TAG = host("pypi", "pypi.org"), tag("data-factory", "DataFactory")
KINDS = (PYPI, TAG, endpoint("lake", LAKE, "blob"), endpoint("lake-dfs", LAKE, "dfs"))

WORKSPACES: dict[str, Document] = {
    "minimal": workspace(),
    "one_host": workspace(PYPI),
    "internet": workspace(endpoint("lake", LAKE, "blob"), mode="allow_internet_outbound"),
    "all_kinds": workspace(*KINDS),
    "user_identity": workspace(*KINDS, **user_identity()),
    "both_identities": workspace(*KINDS, **user_identity("system_assigned,user_assigned")),
    "provisioned": workspace(*KINDS, provision_network_now=True),
    "spark": workspace(PYPI, endpoint("lake", LAKE, "dfs", spark=True), provision_network_now=True),
    "tags_and_access": workspace(*KINDS, tags={"env": "prod"}, public_network_access="enabled"),
    "many_rules": workspace(*(host(f"host-{number:02}", f"h{number}.example.com") for number in range(30))),
    "hub": workspace(PYPI, endpoint("lake", LAKE, "blob"), kind="hub"),
    "own_storage": workspace(
        PYPI,
        endpoint("own-queue", f"{OTHER}/Microsoft.Storage/storageAccounts/stown", "queue"),
        storage_account=f"{OTHER}/Microsoft.Storage/storageAccounts/stown",
        key_vault=f"{OTHER}/Microsoft.KeyVault/vaults/kv-own",
        application_insights=f"{OTHER}/Microsoft.Insights/components/appi-own",
    ),
}
"""Each is applied, changed and taken down."""

GIVEN = [
    {"id": f"{OTHER}/Microsoft.Storage/storageAccounts/stown", "location": "westeurope"},
    {"id": f"{OTHER}/Microsoft.KeyVault/vaults/kv-own", "location": "westeurope"},
    {"id": f"{OTHER}/Microsoft.Insights/components/appi-own", "location": "westeurope"},
]
"""What somebody else has made before."""
