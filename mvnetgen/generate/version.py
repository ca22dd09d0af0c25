"""The api-version that a generated workspace is written for, and the azapi releases that know it."""

from __future__ import annotations

from collections.abc import Iterator

from mvnetgen.azure import api_versions
from mvnetgen.model.workspace import (
    CustomerManagedKey,
    PrivateEndpointRule,
    ServerlessCompute,
    ServiceTagRule,
    Workspace,
)
from mvnetgen.text.errors import UsageError

DEFAULT_VERSION = "2025-12-01"
"""
The stable version that carries every field of the YAML but two.

Newer ones carry no more of a managed network and ask for a newer azapi.
"""
DEFAULT_PREVIEW = "2025-10-01-preview"
"""Carries the fields that no stable version has, and is the newest preview before `DEFAULT_VERSION`."""
_BRING_YOUR_OWN_KEY_STORES = "2025-12-01"
"""The first stable version with `cosmosDbResourceId` and its like in `encryption`; previews have them since 2023."""


def used_fields(workspace: Workspace) -> tuple[str, ...]:
    """The fields of the table of api-versions that a workspace uses, each once."""
    return tuple(dict.fromkeys(_used(workspace)))


def _used(workspace: Workspace) -> Iterator[str]:
    network = workspace.network
    if network is not None:
        yield "isolationMode"
        if network.firewall_sku is not None:
            yield "firewallSku"
        if network.kind is not None:
            yield "managedNetworkKind"
        if network.enable_network_monitor is not None:
            yield "enableNetworkMonitor"
    yield from _used_by_rules(workspace)
    if workspace.hub_id is not None:
        yield "hubResourceId"
    if workspace.default_resource_group is not None:
        yield "workspaceHubConfig"
    if workspace.provision_network_now:
        yield "provisionNetworkNow"
    if workspace.ip_allowlist:
        yield "ipAllowlist"
    if workspace.network_acls is not None:
        yield "networkAcls"
    if workspace.system_datastores_auth_mode:
        yield "systemDatastoresAuthMode"
    if isinstance(workspace.serverless_compute, ServerlessCompute):
        yield "serverlessComputeSettings"
    if workspace.enable_data_isolation:
        yield "enableDataIsolation"
    if workspace.allow_roleassignment_on_rg is False:
        yield "allowRoleAssignmentOnRG"
    if workspace.v1_legacy_mode is not None:
        yield "v1LegacyMode"


def _used_by_rules(workspace: Workspace) -> Iterator[str]:
    for _, rule in workspace.outbound_rules():
        yield "outboundRules"
        if isinstance(rule, PrivateEndpointRule) and rule.fqdns:
            yield "pe.fqdns"
        if isinstance(rule, ServiceTagRule) and rule.address_prefixes:
            yield "st.addressPrefixes"
        if isinstance(rule, ServiceTagRule) and rule.action is not None:
            yield "st.action"


def choose_rule_version(workspace: Workspace, asked: str | None) -> str:
    """
    The api-version for outbound rules that are resources of their own: stable where it carries them, whatever the
    workspace itself needs. `asked` wins, and is checked by `choose_version`.
    """
    if asked is not None:
        return asked.lower()
    missing = api_versions.fields_missing(DEFAULT_VERSION, tuple(_used_by_rules(workspace)))
    return DEFAULT_PREVIEW if missing else DEFAULT_VERSION


def choose_version(workspace: Workspace, asked: str | None) -> str:
    """
    The api-version for a workspace.

    `asked` wins; `UsageError` when it does not exist or lacks a field that the workspace uses.
    """
    fields = used_fields(workspace)
    if asked is None:
        if not api_versions.fields_missing(DEFAULT_VERSION, fields):
            return DEFAULT_VERSION
        if not api_versions.fields_missing(DEFAULT_PREVIEW, fields):
            return DEFAULT_PREVIEW
        return api_versions.newest_preview_with(fields) or DEFAULT_PREVIEW
    asked = asked.lower()
    if api_versions.exists(asked) is False:
        raise UsageError(
            f"there is no api-version `{asked}` of workspaces; leave --api-version out for {DEFAULT_VERSION}"
        )
    missing = api_versions.fields_missing(asked, fields)
    key = workspace.customer_managed_key
    own_stores = isinstance(key, CustomerManagedKey) and (key.cosmosdb_id or key.storage_id or key.search_id)
    if own_stores and not api_versions.is_preview(asked) and asked < _BRING_YOUR_OWN_KEY_STORES:
        missing = (*missing, "encryption.cosmosDbResourceId")
    if missing:
        names = ", ".join(f"`{field}`" for field in missing)
        better = choose_version(workspace, None)
        raise UsageError(f"the api-version {asked} has no {names}, which the workspace needs; {better} has")
    return asked


def azapi_constraint(version: str) -> str:
    """
    What ``required_providers`` demands: the first release of azapi that embeds the version, and its minor successors.

    A version that no known release embeds gets the newest release that is known.
    """
    release = api_versions.azapi_release_for(version)
    if release is None:
        known = (api_versions.azapi_release_for(each) for each in api_versions.versions())
        release = max((each for each in known if each), key=lambda each: tuple(map(int, each.split("."))))
    major, minor, *_ = map(int, release.split("."))
    major, minor = max((major, minor), _OLDEST_AZAPI)
    return f"~> {major}.{minor}"


_OLDEST_AZAPI = (2, 9)
"""Embeds what is created beside the workspace in the versions of the table, and knows `ignore_no_op_changes` (since 2.5)."""
