"""A deployment as Bicep, for a resource group: a main file, its parameters, and a module for each kind of scope."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import Any

from mvnetgen.azure.resource_ids import ResourceId, parse_resource_id
from mvnetgen.formats.arm.spelling import OUTBOUND_RULES, WORKSPACES
from mvnetgen.generate.access import Grant, Scope
from mvnetgen.generate.context import MARK, shared_context
from mvnetgen.generate.format import format_bicep
from mvnetgen.generate.inputs import Input
from mvnetgen.generate.plan import Deployment
from mvnetgen.generate.templates import fill
from mvnetgen.generate.value import Existing, Made, Value
from mvnetgen.text.errors import RenderError

# Versions of the types on which a role is given: any that exists will do, because only the id is read.
# https://github.com/Azure/bicep-types-az, 2026-08
TYPE_VERSIONS = {
    "Microsoft.ApiManagement/service": "2024-05-01",
    "Microsoft.Cache/Redis": "2024-11-01",
    "Microsoft.Cache/redisEnterprise": "2024-10-01",
    "Microsoft.CognitiveServices/accounts": "2024-10-01",
    "Microsoft.ContainerRegistry/registries": "2023-07-01",
    "Microsoft.DBforMySQL/flexibleServers": "2023-12-30",
    "Microsoft.DBforMySQL/servers": "2017-12-01",
    "Microsoft.DBforPostgreSQL/flexibleServers": "2024-08-01",
    "Microsoft.DBforPostgreSQL/servers": "2017-12-01",
    "Microsoft.DocumentDB/databaseAccounts": "2024-11-15",
    "Microsoft.EventHub/namespaces": "2024-01-01",
    "Microsoft.Insights/privateLinkScopes": "2021-09-01",
    "Microsoft.KeyVault/vaults": "2023-07-01",
    "Microsoft.MachineLearningServices/registries": "2024-10-01",
    "Microsoft.MachineLearningServices/workspaces": "2024-10-01",
    "Microsoft.Network/applicationGateways": "2024-05-01",
    "Microsoft.Search/searchServices": "2023-11-01",
    "Microsoft.Sql/servers": "2023-08-01",
    "Microsoft.Storage/storageAccounts": "2023-05-01",
}

LONGEST_DEPLOYMENT_NAME = 64


@dataclass(frozen=True)
class Assignment:
    """One role on one resource."""

    reference: Made
    title: str
    role: str
    scope: Scope
    principal: Existing | None
    """None: the workspace itself."""
    module: str | None
    """None when the resource is made by the same deployment."""
    deployment: str

    @property
    def system(self) -> bool:
        """Whether the workspace's own identity gets it."""
        return self.principal is None


@dataclass(frozen=True)
class Hub:
    """The hub of a project, by the parts of its id."""

    name: Value
    subscription: Value
    resource_group: Value


def bicep_files(plan: Deployment, overlay: Path | None = None) -> dict[str, str]:
    """Names of files to their text, in the order in which one reads them."""
    before = list(_assignments(plan, plan.access.before))
    after = list(_assignments(plan, plan.access.after))
    context = _context(plan) | {"before": before, "after": after}
    files = {
        name: format_bicep(fill(f"bicep/{name}.jinja", context, overlay)) for name in ("main.bicep", "main.bicepparam")
    }
    for assignment in [*before, *after]:
        if assignment.module is not None:
            arm_type = assignment.scope.arm_type
            module = context | {"type": f"{arm_type}@{TYPE_VERSIONS[arm_type]}"}
            files[assignment.module] = format_bicep(fill("bicep/role_module.bicep.jinja", module, overlay))
    return files


def _context(plan: Deployment) -> dict[str, Any]:
    context = shared_context(plan)
    inputs: list[Input] = [each for each in context["inputs"] if _is_parameter(each, plan)]
    if plan.inputs.location is None:
        inputs.append(Input("location", "Azure region of the project: the region of its hub."))
    group = plan.inputs.resource_group_name.default
    return context | {
        "mark": MARK,
        "inputs": inputs,
        # of a command for a shell: a group may have brackets in its name
        "resource_group": quote(group) if group else "<resource group>",
        "subscription": quote(plan.options.subscription) if plan.options.subscription else None,
        "hub": _hub(plan),
        "workspace_type": f"{WORKSPACES}@{plan.api_version}",
        "rule_type": f"{OUTBOUND_RULES}@{plan.api_version}",
    }


def _is_parameter(each: Input, plan: Deployment) -> bool:
    """A deployment to a group is told the group and the subscription on the command line."""
    return each.name not in {"resource_group_name", "subscription_id"} or each.name in plan.inputs.names.values()


def _hub(plan: Deployment) -> Hub | None:
    if not plan.public_access_of_hub:
        return None
    text = plan.workspace.hub_id
    parts = parse_resource_id(text) if isinstance(text, str) else None
    if not isinstance(parts, ResourceId) or parts.name is None:
        raise RenderError("the `hub_id` is not the id of a resource, and Bicep reads the hub by the parts of its id")
    needed = plan.inputs.needed
    return Hub(
        needed(parts.name, "`hub_id`"),
        needed(parts.subscription, "`hub_id`"),
        needed(parts.resource_group, "`hub_id`"),
    )


def _assignments(plan: Deployment, grants: tuple[Grant, ...]) -> Iterator[Assignment]:
    taken: set[str] = set()
    for grant in grants:
        for scope in grant.scopes:
            symbol = _unique(f"{grant.symbol}_on_{_words(scope.key)}", taken)
            yield Assignment(
                reference=Made(symbol, ""),
                title=grant.title,
                role=grant.role,
                scope=scope,
                principal=grant.identity.reference if grant.identity else None,
                module=None if scope.reference else f"modules/role_on_{_words(scope.arm_type)}.bicep",
                deployment=_deployment_name(f"{plan.workspace.name}-{scope.key}", grant.symbol),
            )


def _words(text: str) -> str:
    """``Microsoft.KeyVault/vaults`` → ``key_vault_vaults``; ``my-lake`` → ``my_lake``."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", text.removeprefix("Microsoft."))
    return "_".join(word.lower() for word in words) or "target"


def _unique(symbol: str, taken: set[str]) -> str:
    wanted, number = symbol, 2
    while symbol in taken:
        symbol, number = f"{wanted}_{number}", number + 1
    taken.add(symbol)
    return symbol


def _deployment_name(text: str, symbol: str) -> str:
    """Unique in the target's resource group for each workspace, rule and role, within what Azure allows."""
    digest = hashlib.sha256(f"{text}/{symbol}".encode()).hexdigest()[:8]
    plain = re.sub(r"[^A-Za-z0-9_-]", "-", text)
    return f"{plain[: LONGEST_DEPLOYMENT_NAME - len(digest) - 1]}-{digest}"
