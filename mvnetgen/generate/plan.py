"""
What a workspace becomes when it is deployed: every decision that the templates only have to write down.

Nothing in here is Terraform or Bicep.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mvnetgen.azure.resource_ids import ResourceId, parse_resource_id
from mvnetgen.formats.arm.spelling import KINDS, completed, to_body, written
from mvnetgen.generate.access import Access, plan_access
from mvnetgen.generate.ids import Ids, plan_ids
from mvnetgen.generate.inputs import NAME, DeploymentInputs, plan_inputs
from mvnetgen.generate.notes import plan_notes
from mvnetgen.generate.options import Layout, Options, Placement
from mvnetgen.generate.value import PLACEHOLDER, Given
from mvnetgen.generate.version import choose_rule_version, choose_version
from mvnetgen.model.workspace import (
    FqdnRule,
    Kind,
    PrivateEndpointRule,
    PublicAccess,
    ServiceTagRule,
    UndecidedRule,
    Workspace,
)
from mvnetgen.text.errors import RenderError, UsageError


@dataclass(frozen=True)
class Dependency:
    """A resource that the workspace needs and the YAML does not name: `az ml workspace create` makes it too."""

    symbol: str
    word: str
    """What it is, in its name."""


@dataclass(frozen=True)
class Outbound:
    """An outbound rule that can be written."""

    rule: FqdnRule | ServiceTagRule | PrivateEndpointRule

    @property
    def name(self) -> str:
        """The rule's name."""
        assert isinstance(self.rule.name, str)
        return self.rule.name


@dataclass(frozen=True)
class Deployment:
    """Everything that the templates ask for."""

    options: Options
    workspace: Workspace
    """With the defaults of az ml filled in."""
    kind: str
    api_version: str
    rule_version: str
    """The api-version of rules that are resources of their own."""
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
    provision: bool
    """Whether the network is provisioned right away, as the file asks for."""
    with_spark: bool
    """Whether a rule needs Spark in the network."""
    client_subnet: Given | None
    public_access_of_hub: bool
    """A project takes the hub's public network access when it does not name its own."""
    notes: tuple[str, ...]
    """What the reader of the generated code has to know; printed by the command too."""

    @property
    def creates(self) -> frozenset[str]:
        """The symbols of the dependencies."""
        return frozenset(each.symbol for each in self.dependencies)

    @property
    def isolated(self) -> bool:
        """Whether there is a managed network that may have rules; or the file has some all the same."""
        return bool(self.rules) or (self.workspace.network is not None and self.workspace.network.isolated)

    @property
    def child_rules(self) -> bool:
        """Whether rules are resources of their own: also when there is none now."""
        return self.isolated and self.placement is Placement.CHILD

    @property
    def inline_rules(self) -> bool:
        """Whether rules stand in the body of the workspace: also when there is none now."""
        return self.isolated and self.placement is Placement.INLINE

    @property
    def name(self) -> Given:
        """The name of the workspace."""
        return Given(NAME, self.inputs.needed(self.workspace.name, "`name`"))

    @property
    def name_prefix(self) -> str | None:
        """What the names of dependencies begin with; None where the name is for somebody to fill in."""
        name = self.name.value
        return None if PLACEHOLDER.search(name) else prefix_of(name)


MONITORING_MOVES = frozenset({"westcentralus", "eastus2euap", "centraluseuap"})
"""Regions whose Log Analytics `az ml` puts elsewhere (workspace_base.json of azure-ai-ml 1.35.2)."""
MONITORING_MOVES_TO = "southcentralus"


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
    ids = plan_ids(workspace, inputs, {each.symbol for each in dependencies})
    rules = tuple(_outbound(workspace, inputs))
    isolated = workspace.network is not None and workspace.network.isolated
    open_rules = isolated and options.layout is Layout.MODULE
    access = plan_access(workspace, inputs, {each.symbol for each in dependencies}, open_rules=open_rules)
    spark = any(isinstance(each.rule, PrivateEndpointRule) and each.rule.spark_enabled for each in rules)
    version = choose_version(workspace, options.api_version)
    location = workspace.location.lower() if isinstance(workspace.location, str) else ""
    return Deployment(
        options=options,
        workspace=workspace,
        kind=KINDS[written(workspace.kind, "`kind`")],
        api_version=version,
        rule_version=choose_rule_version(workspace, options.api_version),
        inputs=inputs,
        ids=ids,
        dependencies=dependencies,
        closed=_closed(workspace),
        monitoring_location=MONITORING_MOVES_TO if location in MONITORING_MOVES else None,
        rules=rules,
        placement=options.rules,
        access=access,
        provision=isolated and workspace.provision_network_now is True,
        with_spark=spark,
        client_subnet=_client_subnet(workspace, options.client_endpoint),
        public_access_of_hub=workspace.kind is Kind.PROJECT and workspace.public_network_access is None,
        notes=tuple(plan_notes(asked, workspace, options, access, version)),
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
    if workspace.storage_account is None:
        yield Dependency("storage", "storage")
    if workspace.key_vault is None:
        yield Dependency("key_vault", "keyvault")
    if workspace.application_insights is None and workspace.kind is Kind.DEFAULT:
        yield Dependency("log_analytics", "logalyti")
        yield Dependency("application_insights", "insights")


def prefix_of(name: str) -> str:
    """The beginning of the names of dependencies, as `az ml` makes it of a workspace's name."""
    prefix = "".join(char for char in name.lower() if char.isascii() and char.isalnum())[:8]
    return prefix if prefix[:1].isalpha() else f"ml{prefix}"[:8]  # a key vault's name begins with a letter


def _client_subnet(workspace: Workspace, subnet: str | None) -> Given | None:
    if subnet is None:
        return None
    if workspace.kind is Kind.PROJECT:
        raise UsageError("--client-endpoint is for a workspace or a hub: a project is reached through its hub")
    parts = parse_resource_id(subnet)
    if not isinstance(parts, ResourceId) or (parts.full_type or "").lower() != SUBNETS.lower():
        raise UsageError(f"--client-endpoint takes the full id of a subnet, and `{subnet}` is none")
    return Given("client_subnet_id", subnet)


SUBNETS = "Microsoft.Network/virtualNetworks/subnets"


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
            inputs.needed(rule.service_resource_id, f"`service_resource_id` of `{name}`")
        yield Outbound(rule)
