"""
A deployment as a call of the Azure Verified Module of the workspace, by its documented inputs.

Source: Azure/terraform-azurerm-avm-res-machinelearningservices-workspace, `variables.tf` and `main.tf` at e778c5b
(0.9.0, 2026-08). What the module cannot be told is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mvnetgen.generate.context import shared_context
from mvnetgen.generate.format import format_hcl
from mvnetgen.generate.inputs import LOCATION, Input, Placeholders
from mvnetgen.generate.options import Layout
from mvnetgen.generate.plan import Deployment
from mvnetgen.generate.templates import fill
from mvnetgen.generate.value import Joined
from mvnetgen.model.workspace import FqdnRule, IdentityType, Kind, PrivateEndpointRule, ServiceTagRule
from mvnetgen.text.errors import RenderError, UsageError

VERSION = "0.9.0"
"""The release of the module whose inputs these are."""

_NAME = re.compile(r"[0-9A-Za-z-]{5,}|.*<.*>.*")


def avm_files(plan: Deployment, overlay: Path | None = None) -> dict[str, str]:
    """
    Names of files to their text, in the order in which one reads them.

    Raises `RenderError` with the names of all that the module cannot be told, and `UsageError` for an option that it has
    no use for.
    """
    if plan.options.api_version is not None:
        raise UsageError("--api-version means nothing to the module: it decides itself")
    refused = list(_refused(plan))
    if refused:
        raise RenderError(f"the module cannot be told {'; '.join(refused)}")
    context = _context(plan)
    texts = {
        name: _filled(name, context, overlay) for name in ("main", "roles") if name != "roles" or plan.access.before
    }
    context |= {"inputs": tuple(_inputs(plan, context["placeholders"]))}
    texts |= {name: _filled(name, context, overlay) for name in ("terraform", "variables")}
    order = ("terraform", "variables", "main", "roles")
    return {f"{name}.tf": texts[name] for name in order if name in texts}


def _filled(name: str, context: dict[str, Any], overlay: Path | None) -> str:
    template = "roles" if name == "roles" else f"avm_{name}"
    return format_hcl(fill(f"terraform/{template}.tf.jinja", context, overlay))


def _context(plan: Deployment) -> dict[str, Any]:
    kinds: dict[str, list[object]] = {"fqdn": [], "private_endpoint": [], "service_tag": []}
    for outbound in plan.rules:
        kinds[outbound.rule.type].append(outbound)
    workspace = plan.workspace
    return shared_context(plan) | {
        "placeholders": Placeholders(plan.inputs.placeholders),
        "root": plan.options.layout is Layout.ROOT,
        "module_rules": False,
        "version": VERSION,
        "kinds": {kind: rules for kind, rules in kinds.items() if rules},
        "user_identities": plan.ids.identities,
        "access_mode": "identity" if str(workspace.system_datastores_auth_mode).lower() == "identity" else "accessKey",
        "endpoint_name": Joined(("pe-", plan.name)),
    }


def _inputs(plan: Deployment, placeholders: Placeholders) -> Iterator[Input]:
    location = plan.inputs.location or Input(LOCATION, "Azure region of the project: the region of its hub.")
    first = [plan.inputs.subscription, plan.inputs.resource_group_name, location]
    if plan.client_subnet is not None:
        subnet = "Full resource id of the subnet from which people reach the workspace."
        first.append(Input("client_subnet_id", subnet, plan.client_subnet.value))
    yield from first
    taken = {each.name for each in first}
    yield from (each for each in placeholders.used.values() if each.name not in taken)


def _refused(plan: Deployment) -> Iterator[str]:
    """What the module cannot be told, in the words of the file."""
    workspace = plan.workspace
    project, default = workspace.kind is Kind.PROJECT, workspace.kind is Kind.DEFAULT
    if not _NAME.fullmatch(plan.name.value):
        yield f"the `name` `{plan.name.value}`: it takes five letters, digits or hyphens and more"
    names = {"storage": "storage_account", "key_vault": "key_vault", "application_insights": "application_insights"}
    for symbol in (each for each in names if each in plan.creates):
        yield f"to create what `{names[symbol]}` does not name"
    if project and workspace.public_network_access is None:
        yield "that a project has the `public_network_access` of its hub: say it"
    for field in ("network_acls", "customer_managed_key", "v1_legacy_mode", "default_resource_group"):
        if getattr(workspace, field) is not None:
            yield f"`{field}`"
    if workspace.enable_data_isolation:
        yield "`enable_data_isolation`"
    if workspace.allow_roleassignment_on_rg is False:
        yield "`allow_roleassignment_on_rg`"
    if default and workspace.serverless_compute is not None:
        yield "`serverless_compute` of a workspace that is no hub"
    if default and plan.provision:
        yield "`provision_network_now` of a workspace that is no hub"
    elif plan.provision and plan.with_spark:
        yield "`provision_network_now` with Spark"
    if workspace.identity_type is IdentityType.NONE:
        yield "the `identity` `none`"
    if workspace.identity_type is IdentityType.USER and workspace.primary_user_assigned_identity is None:
        yield "which identity works for the workspace: say `primary_user_assigned_identity`"
    network = workspace.network
    if network is not None and network.kind is not None:
        yield "`managedNetworkKind`"
    if network is not None and network.enable_network_monitor is not None:
        yield "`enableNetworkMonitor`"
    yield from (each for outbound in plan.rules for each in _refused_of(outbound.rule))
    if plan.access.waiting:
        names_ = ", ".join(f"`{each}`" for each in plan.access.waiting)
        yield f"to wait for the role that the workspace's own identity needs for {names_}: use a user-assigned identity"


def _refused_of(rule: FqdnRule | ServiceTagRule | PrivateEndpointRule) -> Iterator[str]:
    match rule:
        case PrivateEndpointRule():
            if rule.fqdns:
                yield f"the `fqdns` of `{rule.name}`"
            if rule.subresource_target is None:
                yield f"`{rule.name}` without `subresource_target`"
        case ServiceTagRule():
            for field in ("service_tag", "protocol", "port_ranges"):
                if getattr(rule, field) is None:
                    yield f"`{rule.name}` without `{field}`"
