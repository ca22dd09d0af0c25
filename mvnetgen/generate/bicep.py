"""A deployment as Bicep, for a resource group: a main file, its parameters, and a module for each kind of target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from shlex import quote
from typing import Any

from mvnetgen.azure.resource_ids import ResourceId, parse_resource_id
from mvnetgen.azure.resource_versions import versioned
from mvnetgen.formats.arm.spelling import OUTBOUND_RULES, WORKSPACES
from mvnetgen.generate.access import Grant, Scope
from mvnetgen.generate.bicep_layout import format_bicep
from mvnetgen.generate.bicep_linter import with_directives
from mvnetgen.generate.context import given_inputs, named, shared_context
from mvnetgen.generate.explained import accepted_comments
from mvnetgen.generate.inputs import NAME, Input, Placeholders
from mvnetgen.generate.plan import Deployment
from mvnetgen.generate.templates import fill
from mvnetgen.generate.value import PLACEHOLDER, Existing, Given, Local, Made, Value
from mvnetgen.text.errors import RenderError

STACK = "the-name-of-the-stack"
"""What stands for the name of a deployment stack, which somebody else decides."""


@dataclass(frozen=True)
class Targets:
    """Resources of one type to which private endpoints lead: a parameter, and the ids that the file gives for it."""

    arm_type: str
    ids: tuple[str, ...]

    @property
    def symbol(self) -> Local:
        """The name of the parameter."""
        return Local(f"{_words(self.arm_type)}_targets")

    @property
    def description(self) -> str:
        """What the parameter holds."""
        return (
            f"Full resource ids of the targets of private endpoints of the type {self.arm_type}, for the role on each."
        )

    @property
    def literal(self) -> bool:
        """Whether the ids are plain text."""
        return not any(PLACEHOLDER.search(each) for each in self.ids)


@dataclass(frozen=True)
class Assignment:
    """One role: on a resource that the same deployment makes, or in a loop on all targets of a type."""

    reference: Made
    title: str
    role: str
    principal: Existing | None
    """None: the workspace itself."""
    scope: Scope | None = None
    """What the deployment makes."""
    module: str | None = None
    """The file that gives the role on a resource of a type."""
    own: tuple[Value, ...] = ()
    """Given resources of the workspace itself."""
    targets: Local | None = None
    """The parameter with targets of rules."""

    @property
    def system(self) -> bool:
        """Whether the workspace's own identity gets it."""
        return self.principal is None


def bicep_files(plan: Deployment, overlay: Path | None = None) -> dict[str, str]:
    """Names of files to their text, in the order in which one reads them."""
    _check_hub(plan)
    before = list(_assignments(plan.access.before))
    after = list(_assignments(plan.access.after))
    context = _context(plan) | {"before": before, "after": after}
    fill("bicep/main.bicep.jinja", context | {"inputs": ()}, overlay)  # says which parameters it needs
    context |= _parameters(plan, context["placeholders"])
    files = {"main.bicep": _filled("main.bicep", context, overlay)}
    # values are texts here: what has placeholders in it is a default in the main file
    files["main.bicepparam"] = _filled("main.bicepparam", context | {"placeholders": Placeholders({})}, overlay)
    for module, arm_type in _modules([*plan.access.before, *plan.access.after]):
        files[module] = _filled("role_module.bicep", context | {"type": versioned(arm_type)}, overlay)
    return files


def _filled(name: str, context: dict[str, Any], overlay: Path | None) -> str:
    return with_directives(format_bicep(fill(f"bicep/{name}.jinja", context, overlay)))


def _context(plan: Deployment) -> dict[str, Any]:
    context = shared_context(plan)
    placeholders = Placeholders(plan.inputs.placeholders, parametrized=True)
    return context | {
        "placeholders": placeholders,
        "accepted": accepted_comments(plan, actions=False),
        "deploy_command": _command(plan, "az deployment group create"),
        "stack_command": _command(
            plan, f"az stack group create --name {STACK} --action-on-unmanage deleteResources --deny-settings-mode none"
        ),
        "dependencies": named(plan, Local("name_prefix")),
        "targets_by_type": tuple(_targets([*plan.access.before, *plan.access.after])),
        "name_default": None,
        "workspace_type": f"{WORKSPACES}@{plan.api_version}",
        "rule_type": f"{OUTBOUND_RULES}@{plan.rule_version}",
    }


def _parameters(plan: Deployment, placeholders: Placeholders) -> dict[str, Any]:
    """The parameters that the main file turned out to need, placeholders last."""
    given = [_defaulted(each, placeholders) for each in given_inputs(placeholders) if each.name != NAME]
    location = plan.inputs.location or Input("location", "Azure region of the project: the region of its hub.")
    name = placeholders.fill(plan.name.value)
    taken = {"location", *(each.name for each in given)}
    asked = [each for each in placeholders.used.values() if each.name not in taken]
    return {
        "inputs": (location, *given, *asked),
        "placeholder_inputs": tuple(asked),
        "name_default": None if isinstance(name, str) else name,
    }


def _defaulted(given: Input, placeholders: Placeholders) -> Input:
    """What the file gives; without a default where it is one placeholder that has the name of the parameter itself."""
    same = given.default is not None and placeholders.fill(given.default) == given.use
    return replace(given, default=None) if same else given


def _check_hub(plan: Deployment) -> None:
    """Raises `RenderError` where the hub of a project is to be read and its id has no parts to read it by."""
    parts = parse_resource_id(plan.ids.hub.value) if isinstance(plan.ids.hub, Given) else None
    if plan.public_access_of_hub and not isinstance(parts, ResourceId):
        raise RenderError("the `hub_id` is not the id of a resource, and Bicep reads the hub by the parts of its id")


def _command(plan: Deployment, verb: str) -> str:
    """A command for a shell: a group may have brackets in its name."""
    group = plan.inputs.resource_group_name.literal
    subscription = plan.inputs.subscription.literal
    where = f"--resource-group {quote(group) if group else '<resource group>'}"
    where = f"--subscription {quote(subscription)} {where}" if subscription else where
    return f"{verb} {where} --parameters main.bicepparam"


def _assignments(grants: tuple[Grant, ...]) -> Iterator[Assignment]:
    for grant in grants:
        principal = grant.identity.reference if grant.identity else None
        for scope in grant.scopes:
            made = scope.reference
            if made is not None:
                yield Assignment(
                    Made(f"{grant.symbol}_on_{made.symbol}", ""), grant.title, grant.role, principal, scope=scope
                )
        for arm_type, scopes in _by_type(grant).items():
            yield Assignment(
                Made(f"{grant.symbol}_on_{_words(arm_type)}", ""),
                grant.title,
                grant.role,
                principal,
                module=_module(arm_type),
                own=tuple(each.id for each in scopes if isinstance(each.id, Given)),
                targets=Targets(arm_type, ()).symbol if any(isinstance(each.id, str) for each in scopes) else None,
            )


def _by_type(grant: Grant) -> dict[str, list[Scope]]:
    """The scopes that exist already, by their types."""
    found: dict[str, list[Scope]] = {}
    for scope in grant.scopes:
        if scope.reference is None:
            found.setdefault(scope.arm_type, []).append(scope)
    return found


def _targets(grants: list[Grant]) -> Iterator[Targets]:
    """The targets of rules that some grant is on, by type."""
    found: dict[str, dict[str, str]] = {}
    for grant in grants:
        for arm_type, scopes in _by_type(grant).items():
            for scope in scopes:
                if isinstance(scope.id, str):
                    found.setdefault(arm_type, {}).setdefault(scope.id.lower(), scope.id)
    return (Targets(arm_type, tuple(ids.values())) for arm_type, ids in found.items())


def _modules(grants: list[Grant]) -> Iterator[tuple[str, str]]:
    """The files of modules with the types that they are for, each once."""
    yield from dict.fromkeys((_module(arm_type), arm_type) for grant in grants for arm_type in _by_type(grant))


def _module(arm_type: str) -> str:
    return f"modules/role_on_{_words(arm_type)}.bicep"


def _words(text: str) -> str:
    """``Microsoft.KeyVault/vaults`` → ``key_vault_vaults``."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", text.removeprefix("Microsoft."))
    return "_".join(word.lower() for word in words) or "target"
