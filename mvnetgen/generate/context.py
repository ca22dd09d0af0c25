"""What both languages' templates get beside the plan: ARM's spellings, the inputs and the outputs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mvnetgen.azure.limits import limit
from mvnetgen.azure.resource_versions import resource_versions, versioned
from mvnetgen.formats.arm.spelling import FIREWALL_SKUS, IDENTITY_TYPES, ISOLATION_MODES, PUBLIC_ACCESS, written
from mvnetgen.generate.explained import accepted_comments
from mvnetgen.generate.inputs import NAME, Input, Placeholders
from mvnetgen.generate.plan import Deployment
from mvnetgen.generate.value import PLACEHOLDER, Joined, Local, Made, Value
from mvnetgen.model.workspace import IdentityType
from mvnetgen.text.source import GENERATED


@dataclass(frozen=True)
class Output:
    """An output that names something the deployment makes."""

    name: str
    description: str
    reference: Made

    @property
    def symbol(self) -> Made:
        """The name as Bicep spells it."""
        return Made(self.name, "")


_OUTPUTS = (
    Output("storage_account_id", "Resource id of the default storage account.", Made("storage", "")),
    Output("key_vault_id", "Resource id of the key vault.", Made("key_vault", "")),
    Output("application_insights_id", "Resource id of Application Insights.", Made("application_insights", "")),
)


def shared_context(plan: Deployment) -> dict[str, Any]:
    """Names in the templates to values."""
    workspace = plan.workspace
    network = workspace.network
    kind = workspace.identity_type
    assert isinstance(kind, IdentityType)
    access = written(workspace.public_network_access, "`public_network_access`")
    serverless = written(workspace.serverless_compute, "`serverless_compute`")
    mode = written(network.isolation_mode, "`isolation_mode`") if network else None
    sku = written(network.firewall_sku, "`firewall_sku`") if network else None
    return {
        "plan": plan,
        "mark": GENERATED,
        "source": plan.options.source,
        "accepted": accepted_comments(plan),
        "soft_delete_days": limit("vault_soft_delete"),
        "rules_have_placeholders": any(has_placeholder(each.rule.model_dump()) for each in plan.rules),
        "tags_have_placeholders": has_placeholder(plan.workspace.tags),
        "types": {each: versioned(each) for each in resource_versions()},
        # az ml calls a workspace without words of its own by its name
        "display_name": plan.name if workspace.display_name == workspace.name else workspace.display_name,
        "description": plan.name if workspace.description == workspace.name else workspace.description,
        "identity_type": IDENTITY_TYPES[kind],
        "system_identity": kind in (IdentityType.SYSTEM, IdentityType.BOTH),
        "public_network_access": PUBLIC_ACCESS[access] if access else None,
        "isolation_mode": ISOLATION_MODES[mode] if mode else None,
        "firewall_sku": FIREWALL_SKUS[sku] if sku else None,
        "no_public_ip": bool(serverless.no_public_ip) if serverless else False,
        "made_outputs": [each for each in _OUTPUTS if each.reference.symbol in plan.creates],
    }


@dataclass(frozen=True)
class Named:
    """A dependency with its name before it is cut to 24 characters."""

    symbol: str
    name: Joined


def named(plan: Deployment, prefix: Value) -> tuple[Named, ...]:
    """
    The dependencies with their names: what the workspace's name begins with, a word, and a hash of the resource group and
    the workspace.
    """
    return tuple(Named(each.symbol, Joined((prefix, each.word, Local("name_suffix")))) for each in plan.dependencies)


def has_placeholder(value: object) -> bool:
    """Whether a text in a tree of values has a placeholder."""
    match value:
        case str():
            return PLACEHOLDER.search(value) is not None
        case dict():
            return any(has_placeholder(each) for pair in value.items() for each in pair)
        case tuple() | list():
            return any(map(has_placeholder, value))
    return False


def given_inputs(placeholders: Placeholders) -> Iterator[Input]:
    """The inputs for what the workspace file gives, as far as a rendering needed them."""
    for given in placeholders.given.values():
        yield Input(given.name, _description(given.name), given.value)


def _description(name: str) -> str:
    """What `storage_account_id` holds, in a sentence."""
    if name == NAME:
        return "Name of the workspace."
    words = name.removesuffix("_id").replace("_", " ").replace("uri", "URI")
    return f"Full resource id of the {words}." if name.endswith("_id") else f"The {words}."
