"""A deployment as a Terraform module with azapi as its only provider."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mvnetgen.formats.arm.spelling import OUTBOUND_RULES, WORKSPACES
from mvnetgen.generate.context import MARK, shared_context
from mvnetgen.generate.format import format_hcl
from mvnetgen.generate.plan import Deployment, Layout
from mvnetgen.generate.templates import fill
from mvnetgen.model.workspace import IdentityType

FILES = ("terraform", "variables", "main", "dependencies", "roles", "network", "outputs")
"""All that a generation may hold, by the name of file and template."""

IDENTITY_TYPES = {IdentityType.BOTH: "SystemAssigned, UserAssigned"}
"""What azapi spells in its own way."""


def terraform_files(plan: Deployment, overlay: Path | None = None) -> dict[str, str]:
    """Names of files to their text, in the order in which one reads them."""
    context = _context(plan)
    return {f"{name}.tf": format_hcl(fill(f"terraform/{name}.tf.jinja", context, overlay)) for name in _files(plan)}


def _files(plan: Deployment) -> Iterator[str]:
    needed = {
        "dependencies": bool(plan.dependencies),
        "roles": bool(plan.access.grants),
        "network": plan.child_rules or plan.provision_with_spark,
    }
    return (name for name in FILES if needed.get(name, True))


def _context(plan: Deployment) -> dict[str, Any]:
    kind = plan.workspace.identity_type
    assert isinstance(kind, IdentityType)
    context = shared_context(plan)
    return context | {
        "mark": MARK,
        "root": plan.options.layout is Layout.ROOT,
        "client_config": not plan.inputs.deploys_to_subscription or "key_vault" in plan.creates,
        "hub_is_read": plan.public_access_of_hub or plan.inputs.location is None,
        "identity_type": IDENTITY_TYPES.get(kind, context["identity_type"]),
        "workspace_type": f"{WORKSPACES}@{plan.api_version}",
        "rule_type": f"{OUTBOUND_RULES}@{plan.api_version}",
    }
