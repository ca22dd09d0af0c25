"""The resource ids in the body of a workspace: given by the file, or of what the deployment makes."""

from __future__ import annotations

from dataclasses import dataclass

from mvnetgen.formats.arm.spelling import written
from mvnetgen.generate.inputs import DeploymentInputs
from mvnetgen.generate.value import Given, Made, Value
from mvnetgen.model.workspace import Kind, Workspace


@dataclass(frozen=True)
class Ids:
    """The resource ids of the workspace's body, with the inputs in place or as references to what is made."""

    storage_account: Value | None
    key_vault: Value | None
    application_insights: Value | None
    container_registry: Value | None
    hub: Value | None
    primary_identity: Value | None
    identities: tuple[Value, ...]
    key_vault_of_key: Value | None
    key_uri: Value | None
    cosmosdb: Value | None
    key_storage: Value | None
    key_search: Value | None
    custom_subnet: Value | None
    default_resource_group: Value | None


def plan_ids(workspace: Workspace, inputs: DeploymentInputs, made: set[str]) -> Ids:
    """The ids of a workspace whose deployment makes the resources of the given symbols."""
    key = written(workspace.customer_managed_key, "`customer_managed_key`")
    serverless = written(workspace.serverless_compute, "`serverless_compute`")
    identities = inputs.identities(workspace)

    def value(field: str, symbol: str = "") -> Value | None:
        name = field if field.endswith("_id") else f"{field}_id"
        return Made(symbol) if symbol in made else inputs.given(name, getattr(workspace, field), f"`{field}`")

    def key_value(field: str, name: str) -> Value | None:
        return inputs.given(name, getattr(key, field) or None, f"`{field}`") if key else None

    return Ids(
        storage_account=value("storage_account", "storage"),
        key_vault=value("key_vault", "key_vault"),
        application_insights=value("application_insights", "application_insights"),
        container_registry=value("container_registry"),
        hub=value("hub_id"),
        primary_identity=_primary(workspace, inputs, identities),
        identities=identities,
        key_vault_of_key=key_value("key_vault", "encryption_key_vault_id"),
        key_uri=key_value("key_uri", "encryption_key_uri"),
        cosmosdb=key_value("cosmosdb_id", "encryption_cosmosdb_id"),
        key_storage=key_value("storage_id", "encryption_storage_id"),
        key_search=key_value("search_id", "encryption_search_id"),
        custom_subnet=inputs.given("serverless_subnet_id", serverless.custom_subnet, "`custom_subnet`")
        if serverless
        else None,
        default_resource_group=value("default_resource_group") if workspace.kind is Kind.HUB else None,
    )


def _primary(workspace: Workspace, inputs: DeploymentInputs, identities: tuple[Given, ...]) -> Given | None:
    text = inputs.value(workspace.primary_user_assigned_identity, "`primary_user_assigned_identity`")
    if text is None:
        return None
    same = (each for each in identities if each.value.lower() == text.lower())
    return next(same, Given("primary_identity_id", text))
