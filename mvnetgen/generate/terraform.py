"""A deployment as a Terraform module with azapi as its only provider."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mvnetgen.azure.private_link import services
from mvnetgen.azure.resource_versions import resource_versions
from mvnetgen.formats.arm.spelling import OUTBOUND_RULES, WORKSPACES
from mvnetgen.generate.context import given_inputs, named, shared_context
from mvnetgen.generate.explained import late_comments
from mvnetgen.generate.format import format_hcl
from mvnetgen.generate.inputs import Input, Placeholders
from mvnetgen.generate.options import Layout, Placement
from mvnetgen.generate.plan import Deployment
from mvnetgen.generate.templates import fill
from mvnetgen.generate.value import Given, Joined, Local, Use, Value
from mvnetgen.generate.version import azapi_constraint
from mvnetgen.model.workspace import IdentityType

FILES = ("terraform", "variables", "main", "dependencies", "roles", "network", "client_endpoint", "outputs")
"""All Terraform that a generation may hold, by the name of file and template, in the order in which one reads it."""

ENDPOINTS = "Microsoft.Network/privateEndpoints"
IDENTITY_TYPES = {IdentityType.BOTH: "SystemAssigned, UserAssigned"}
"""What azapi spells in its own way."""


def terraform_files(plan: Deployment, overlay: Path | None = None) -> dict[str, str]:
    """Names of files to their text, in the order in which one reads them."""
    context = _context(plan)
    texts = {name: _filled(name, context, overlay) for name in _files(plan) if name != "variables"}
    context |= {"inputs": tuple(_inputs(context))}
    texts["variables"] = _filled("variables", context, overlay)
    files = {f"{name}.tf": texts[name] for name in FILES if name in texts}
    if not context["root"]:
        literal = context | {"placeholders": Placeholders({})}
        files["example.tfvars"] = format_hcl(fill("terraform/example.tfvars.jinja", literal, overlay))
        files["README.md"] = fill("terraform/README.md.jinja", context, overlay)
    return files


def _filled(name: str, context: dict[str, Any], overlay: Path | None) -> str:
    return format_hcl(fill(f"terraform/{name}.tf.jinja", context, overlay))


def _files(plan: Deployment) -> Iterator[str]:
    needed = {
        "dependencies": bool(plan.dependencies),
        "roles": bool(plan.access.grants),
        "network": plan.child_rules or plan.provision,
        "client_endpoint": plan.client_subnet is not None,
    }
    return (name for name in FILES if needed.get(name, True))


def _context(plan: Deployment) -> dict[str, Any]:
    kind = plan.workspace.identity_type
    assert isinstance(kind, IdentityType)
    context = shared_context(plan)
    root = plan.options.layout is Layout.ROOT
    placed = not root and plan.isolated
    tags: object = plan.workspace.tags
    prefix = Local("name_prefix") if not root or plan.name_prefix is None else plan.name_prefix
    return context | {
        "placeholders": Placeholders(plan.inputs.placeholders, parametrized=not root),
        "root": root,
        "module_rules": placed,
        "azapi": azapi_constraint(plan.api_version),
        "client_config": plan.inputs.subscription.default is None or "key_vault" in plan.creates,
        "hub_is_read": plan.public_access_of_hub or plan.inputs.location is None,
        "identity_type": IDENTITY_TYPES.get(kind, context["identity_type"]),
        "workspace_type": f"{WORKSPACES}@{plan.api_version}",
        "rule_type": f"{OUTBOUND_RULES}@{plan.rule_version}",
        "workspace_id": Joined((Local("resource_group_id"), f"/providers/{WORKSPACES}/", plan.name)),
        "endpoint_name": Joined(("pe-", plan.name)),
        "zone_group_type": f"Microsoft.Network/privateEndpoints/privateDnsZoneGroups@{resource_versions()[ENDPOINTS]}",
        "accepted_of_all": late_comments(plan),
        "tags": Use("tags") if not root else Local("tags") if tags else None,
        "monitoring_location": plan.monitoring_location or Use("location"),
        "name_prefix": prefix,
        "dependencies": named(plan, prefix),
        "own_ids": [each for each in _own(plan) if isinstance(each, Given)],
        "covered_types": sorted({each.arm_type.lower() for each in services().values() if each.approver_role}),
        "inline": plan.options.rules is Placement.INLINE,
    }


def _own(plan: Deployment) -> tuple[Value | None, ...]:
    """The resources that the managed network reaches without a role."""
    return (plan.ids.storage_account, plan.ids.key_vault, plan.ids.container_registry)


def _inputs(context: dict[str, Any]) -> Iterator[Input]:
    """The variables that are texts, once all other files have said which they need."""
    inputs, placeholders = context["plan"].inputs, context["placeholders"]
    first = [inputs.subscription, inputs.resource_group_name, *([inputs.location] if inputs.location else [])]
    if context["plan"].client_subnet is not None:
        subnet = context["plan"].client_subnet.value
        first.append(
            Input("client_subnet_id", "Full resource id of the subnet from which people reach the workspace.", subnet)
        )
    yield from first
    given = list(given_inputs(placeholders))
    yield from given
    taken = {each.name for each in [*first, *given]}
    yield from (each for each in placeholders.used.values() if each.name not in taken)
