"""
What a workspace becomes when it is deployed: every decision that the templates only have to write down.

Nothing in here is Terraform or Bicep. See "Terraform as output" in docs/architecture.md for the reasons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from mvnetgen.azure import api_versions
from mvnetgen.formats.arm.spelling import KINDS, completed, to_body, written
from mvnetgen.generate.access import Access, plan_access
from mvnetgen.generate.inputs import DeploymentInputs, plan_inputs
from mvnetgen.generate.value import Joined, Local, Made, Value
from mvnetgen.generate.version import azapi_constraint, choose_version
from mvnetgen.model.workspace import (
    FqdnRule,
    IdentityType,
    Kind,
    PrivateEndpointRule,
    PublicAccess,
    ServiceTagRule,
    UndecidedRule,
    Workspace,
)
from mvnetgen.text.errors import RenderError


class Placement(StrEnum):
    """Where the outbound rules stand."""

    INLINE = "inline"
    """In the body of the workspace: one operation, nothing to race."""
    CHILD = "child"
    """Resources of their own, one after the other, when something must happen after the workspace and before them."""


class Layout(StrEnum):
    """What kind of Terraform module is written."""

    ROOT = "root"
    MODULE = "module"


@dataclass(frozen=True)
class Options:
    """What a user may decide beside the workspace."""

    source: str = "workspace.yml"
    """The name of the file, for the header: no path, so that the bytes are the same on every machine."""
    layout: Layout = Layout.ROOT
    rules: Placement | None = None
    api_version: str | None = None
    subscription: str | None = None


@dataclass(frozen=True)
class Dependency:
    """A resource that the workspace needs and the YAML does not name: `az ml workspace create` makes it too."""

    symbol: str
    prefix: str
    """The name's beginning; Azure's 24 characters are filled with a hash of the resource group and the workspace."""

    @property
    def name(self) -> Joined:
        """The name before it is cut to 24 characters."""
        return Joined((self.prefix, Local("name_suffix")))


@dataclass(frozen=True)
class Outbound:
    """An outbound rule, and the target of its private endpoint with the inputs in place."""

    rule: FqdnRule | ServiceTagRule | PrivateEndpointRule
    target: Value | None = None

    @property
    def name(self) -> str:
        """The rule's name."""
        assert isinstance(self.rule.name, str)
        return self.rule.name


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


@dataclass(frozen=True)
class Deployment:
    """Everything that the templates ask for."""

    options: Options
    workspace: Workspace
    """With the defaults of az ml filled in."""
    kind: str
    api_version: str
    azapi: str
    inputs: DeploymentInputs
    ids: Ids
    dependencies: tuple[Dependency, ...]
    closed: bool
    """Whether the created dependencies are closed to the public, trusted Azure services let in."""
    monitoring_location: str | None
    """Where Log Analytics and Application Insights go when the workspace's own region has none."""
    rules: tuple[Outbound, ...]
    placement: Placement
    access: Access
    provision_with_spark: bool
    provision_network_now: bool
    public_access_of_hub: bool
    """A project takes the hub's public network access when it does not name its own."""
    notes: tuple[str, ...]
    """What the reader of the generated code has to know; printed by the command too."""

    @property
    def creates(self) -> frozenset[str]:
        """The symbols of the dependencies."""
        return frozenset(each.symbol for each in self.dependencies)

    @property
    def child_rules(self) -> bool:
        """Whether there are rules, and they are resources of their own."""
        return bool(self.rules) and self.placement is Placement.CHILD

    @property
    def inline_rules(self) -> tuple[Outbound, ...]:
        """The rules that stand in the body of the workspace."""
        return self.rules if self.placement is Placement.INLINE else ()


MONITORING_MOVES = frozenset({"westcentralus", "eastus2euap", "centraluseuap"})
"""Regions whose Log Analytics `az ml` puts elsewhere (workspace_base.json of azure-ai-ml 1.35.2)."""
MONITORING_MOVES_TO = "southcentralus"

HUB_NETWORK_NOTE = "A project uses the managed network of its hub: `managed_network` is left out here."


def plan_deployment(workspace: Workspace, options: Options) -> Deployment:
    """
    The deployment of a workspace.

    Raises `RenderError` for a workspace that cannot be written, `UsageError` when the api-version that the user asked
    for does not carry a field that the workspace uses.
    """
    asked = workspace
    workspace = completed(workspace)
    _refuse(asked)
    _check_known(workspace)
    dependencies = tuple(_dependencies(workspace))
    inputs = plan_inputs(workspace, options.subscription)
    ids = _ids(workspace, inputs, {each.symbol for each in dependencies})
    rules = tuple(_outbound(workspace, inputs))
    access = plan_access(workspace, inputs, {each.symbol for each in dependencies})
    placement = options.rules or (Placement.CHILD if access.system_waits else Placement.INLINE)
    spark = any(isinstance(each.rule, PrivateEndpointRule) and each.rule.spark_enabled for each in rules)
    provision_with_spark = spark and workspace.provision_network_now is not False
    version = choose_version(workspace, options.api_version)
    notes = [*access.notes]
    if asked.kind is Kind.PROJECT and asked.network is not None:
        notes.append(HUB_NETWORK_NOTE)
    if api_versions.exists(version) is None:
        notes.append(
            f"The api-version {version} is newer than mvnetgen: nothing is known of its fields and of its azapi."
        )
    location = workspace.location.lower() if isinstance(workspace.location, str) else ""
    return Deployment(
        options=options,
        workspace=workspace,
        kind=KINDS[written(workspace.kind, "`kind`")],
        api_version=version,
        azapi=azapi_constraint(version),
        inputs=inputs,
        ids=ids,
        dependencies=dependencies,
        closed=_closed(workspace),
        monitoring_location=MONITORING_MOVES_TO if location in MONITORING_MOVES else None,
        rules=rules,
        placement=placement,
        access=access,
        provision_with_spark=provision_with_spark,
        provision_network_now=bool(workspace.provision_network_now) and not provision_with_spark,
        public_access_of_hub=workspace.kind is Kind.PROJECT and workspace.public_network_access is None,
        notes=tuple(notes),
    )


def _refuse(workspace: Workspace) -> None:
    if workspace.kind is Kind.FEATURE_STORE:
        raise RenderError(
            "a feature store cannot be generated: its materialization store and identity are not modelled"
        )
    if workspace.kind is not Kind.PROJECT:
        return
    if not workspace.hub_id and not workspace.workspace_hub:
        raise RenderError("a project needs the `hub_id` of its hub")
    for field in ("storage_account", "container_registry", "key_vault"):
        if getattr(workspace, field) is not None:
            raise RenderError(f"a project has no `{field}` of its own: it uses the one of its hub")


def _check_known(workspace: Workspace) -> None:
    """Refuses a workspace with a value that is not known or lacks one that cannot be left out."""
    to_body(workspace)
    tags = written(workspace.tags, "`tags`") or {}
    for key, value in tags.items():
        if written(value, f"the tag `{key}`") is None:
            raise RenderError(f"the tag `{key}` has no value")
    for what in ("location", "resource_group"):
        written(getattr(workspace, what), f"`{what}`")
    acls = written(workspace.network_acls, "`network_acls`")
    if acls is not None and acls.default_action is None:
        raise RenderError("`network_acls` has no `default_action`")
    for _, rule in workspace.outbound_rules():
        if isinstance(rule, FqdnRule) and rule.destination is None:
            raise RenderError(f"the destination of {rule.label} is missing")


def _closed(workspace: Workspace) -> bool:
    isolated = workspace.network is not None and workspace.network.isolated
    return isolated or workspace.public_network_access is PublicAccess.DISABLED


def _dependencies(workspace: Workspace) -> Iterator[Dependency]:
    if workspace.kind is Kind.PROJECT:
        return
    name = written(workspace.name, "`name`")
    assert name is not None
    prefix = "".join(char for char in name.lower() if char.isascii() and char.isalnum())[:8]
    if not prefix[:1].isalpha():
        prefix = f"ml{prefix}"[:8]  # a key vault's name begins with a letter
    if workspace.storage_account is None:
        yield Dependency("storage", f"{prefix}storage")
    if workspace.key_vault is None:
        yield Dependency("key_vault", f"{prefix}keyvault")
    if workspace.application_insights is None and workspace.kind is Kind.DEFAULT:
        yield Dependency("log_analytics", f"{prefix}logalyti")
        yield Dependency("application_insights", f"{prefix}insights")


def _ids(workspace: Workspace, inputs: DeploymentInputs, made: set[str]) -> Ids:
    key = written(workspace.customer_managed_key, "`customer_managed_key`")
    serverless = written(workspace.serverless_compute, "`serverless_compute`")
    identity = written(workspace.identity, "`identity`")
    assigned = written(identity.user_assigned_identities, "`user_assigned_identities`") if identity else ()
    has_identities = workspace.identity_type in (IdentityType.USER, IdentityType.BOTH)

    def value(field: str, symbol: str = "") -> Value | None:
        return Made(symbol) if symbol in made else inputs.value(getattr(workspace, field), f"`{field}`")

    return Ids(
        storage_account=value("storage_account", "storage"),
        key_vault=value("key_vault", "key_vault"),
        application_insights=value("application_insights", "application_insights"),
        container_registry=value("container_registry"),
        hub=value("hub_id"),
        primary_identity=value("primary_user_assigned_identity"),
        identities=tuple(inputs.needed(each.resource_id, "the id of an identity") for each in assigned)
        if has_identities
        else (),
        key_vault_of_key=inputs.value(key.key_vault, "`key_vault`") if key else None,
        key_uri=inputs.value(key.key_uri, "`key_uri`") if key else None,
        cosmosdb=inputs.value(key.cosmosdb_id or None, "`cosmosdb_id`") if key else None,
        key_storage=inputs.value(key.storage_id or None, "`storage_id`") if key else None,
        key_search=inputs.value(key.search_id or None, "`search_id`") if key else None,
        custom_subnet=inputs.value(serverless.custom_subnet, "`custom_subnet`") if serverless else None,
        default_resource_group=value("default_resource_group") if workspace.kind is Kind.HUB else None,
    )


def _outbound(workspace: Workspace, inputs: DeploymentInputs) -> Iterator[Outbound]:
    network = workspace.network
    if network is not None and network.more_rules is not None:
        raise RenderError(f"the outbound rules cannot be written: not all are known ({network.more_rules.reason})")
    seen: set[str] = set()
    for _, rule in workspace.outbound_rules():
        if isinstance(rule, UndecidedRule):
            raise RenderError(f"{rule.label} cannot be written: its type is not known")
        name = written(rule.name, "the name of a rule")
        if name is None:
            raise RenderError("an outbound rule has no name")
        if name in seen:
            raise RenderError(f"two outbound rules are called `{name}`")
        seen.add(name)
        if isinstance(rule, PrivateEndpointRule):
            yield Outbound(rule, inputs.needed(rule.service_resource_id, f"`service_resource_id` of `{name}`"))
        else:
            yield Outbound(rule)
