"""The inputs of a deployment: where it goes, and the placeholders of the YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mvnetgen.formats.arm.spelling import written
from mvnetgen.generate.value import PLACEHOLDER, Use, Value, input_name, with_inputs
from mvnetgen.model.workspace import Kind, PrivateEndpointRule, Workspace
from mvnetgen.text.document import Unknown
from mvnetgen.text.errors import RenderError


@dataclass(frozen=True)
class Input:
    """A variable in Terraform, a parameter in Bicep."""

    name: str
    """In snake case."""
    description: str
    default: str | None = None
    placeholder: str | None = None
    """What it replaces in the YAML."""

    @property
    def use(self) -> Use:
        """The input where it is used."""
        return Use(self.name)

    @property
    def given(self) -> str | None:
        """What a file of parameters says: the default, or the placeholder for somebody to replace."""
        return self.default if self.default is not None else self.placeholder


@dataclass(frozen=True)
class DeploymentInputs:
    """All inputs, and how placeholders map to them."""

    location: Input | None
    """None for a project without a location: it has its hub's."""
    resource_group_name: Input
    subscription_id: Input | None
    """None when the deployment goes to the subscription of whoever is signed in."""
    deploys_to_subscription: bool
    """Whether `subscription_id` says where the deployment goes, and is not only part of an id."""
    placeholders: tuple[Input, ...]
    names: Mapping[str, str]
    """Placeholders with their brackets, to input names."""

    def value(self, text: str | Unknown | None, what: str) -> Value | None:
        """The text with its placeholders as inputs; None for None. Raises `RenderError` for an unknown."""
        text = written(text, what)
        return None if text is None else with_inputs(text, self.names)

    def needed(self, text: str | Unknown | None, what: str) -> Value:
        """As `value`, for a text that must be there."""
        value = self.value(text, what)
        if value is None:
            raise RenderError(f"{what} is missing")
        return value


_DEPLOYMENT_NAMES = frozenset({"location", "resource_group_name", "subscription_id"})
# https://developer.hashicorp.com/terraform/language/block/variable: the arguments of a module call
_TAKEN = frozenset({"source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals"})


def plan_inputs(workspace: Workspace, subscription: str | None) -> DeploymentInputs:
    """The inputs that a workspace needs; what the YAML says is a default."""
    names: dict[str, str] = {}
    placeholders: dict[str, Input] = {}
    for text in _ids(workspace):
        for match in PLACEHOLDER.finditer(text):
            name = input_name(match.group(1)) or "value"
            name = f"{name}_value" if name in _TAKEN else name
            names[match.group()] = name
            if name not in _DEPLOYMENT_NAMES:
                words = name.replace("_", " ")
                description = f"What stands for {match.group()} in the workspace file: the {words}."
                placeholders.setdefault(name, Input(name, description, placeholder=match.group()))
    needs_subscription = subscription is not None or "subscription_id" in names.values()
    location = _known(workspace.location, "`location`")
    return DeploymentInputs(
        location=None
        if workspace.kind is Kind.PROJECT and location is None and "location" not in names.values()
        else Input("location", "Azure region of the workspace and of what is created with it.", location),
        resource_group_name=Input(
            "resource_group_name",
            "Resource group of the workspace and of what is created with it. It must exist.",
            _known(workspace.resource_group, "`resource_group`"),
        ),
        subscription_id=Input(
            "subscription_id",
            "Id of the Azure subscription.",
            subscription,
            "<SUBSCRIPTION_ID>",
        )
        if needs_subscription
        else None,
        deploys_to_subscription=subscription is not None,
        placeholders=tuple(placeholders.values()),
        names=names,
    )


def _known(value: str | Unknown | None, what: str) -> str | None:
    return written(value, what)


def _ids(workspace: Workspace) -> Iterator[str]:
    """Every resource id of a workspace, in the order of the document."""
    key = workspace.customer_managed_key
    serverless = workspace.serverless_compute
    identity = workspace.identity
    candidates = [
        workspace.storage_account,
        workspace.container_registry,
        workspace.key_vault,
        workspace.application_insights,
        workspace.hub_id,
        workspace.default_resource_group,
        workspace.primary_user_assigned_identity,
    ]
    if identity is not None and not isinstance(identity, Unknown):
        assigned = identity.user_assigned_identities
        candidates += [] if isinstance(assigned, Unknown) else [each.resource_id for each in assigned]
    if key is not None and not isinstance(key, Unknown):
        candidates += [key.key_vault, key.key_uri, key.cosmosdb_id, key.storage_id, key.search_id]
    if serverless is not None and not isinstance(serverless, Unknown):
        candidates.append(serverless.custom_subnet)
    candidates += [
        rule.service_resource_id for _, rule in workspace.outbound_rules() if isinstance(rule, PrivateEndpointRule)
    ]
    return (text for text in candidates if isinstance(text, str))
