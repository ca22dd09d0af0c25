"""
Which roles the identities of a workspace need, on what, and which of them must wait for the workspace.

Since 30 April 2025 Azure gives a workspace's identity no right to approve private endpoint connections on resources
that the workspace does not own: somebody has to assign the approver role before the rule is created.
https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#approval-of-private-endpoints
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mvnetgen.azure.private_link import service_of
from mvnetgen.azure.resource_ids import ResourceId, parse_resource_id
from mvnetgen.azure.roles import APPROVER_ID
from mvnetgen.generate.inputs import DeploymentInputs
from mvnetgen.generate.value import Existing, Given, Made, Value
from mvnetgen.model.workspace import IdentityType, Kind, PrivateEndpointRule, Workspace


@dataclass(frozen=True)
class Scope:
    """A resource on which a role is given."""

    id: Value
    arm_type: str = ""
    """As Azure spells it; empty for what the deployment makes."""

    @property
    def reference(self) -> Made | None:
        """The resource when the deployment itself makes it."""
        return Made(self.id.symbol, "") if isinstance(self.id, Made) else None


@dataclass(frozen=True)
class Assigned:
    """A user-assigned identity that gets roles."""

    symbol: str
    scope: Scope
    """Where the identity is: its id and the parts of it."""

    @property
    def reference(self) -> Existing:
        """The identity as generated code reads it."""
        return Existing(self.symbol)


@dataclass(frozen=True)
class Grant:
    """One role for one identity on some resources."""

    symbol: str
    title: str
    role: str
    """The id of the role's definition."""
    identity: Assigned | None
    """None: the workspace's own system-assigned identity, which exists only after the workspace."""
    scopes: tuple[Scope, ...]

    @property
    def reference(self) -> Made:
        """The resources that give it."""
        return Made(self.symbol, "")

    @property
    def on_made(self) -> bool:
        """Whether it is given on what the deployment itself makes."""
        return bool(self.scopes) and all(each.reference is not None for each in self.scopes)

    @property
    def own_scopes(self) -> tuple[Scope, ...]:
        """The scopes that are resources of the workspace itself, and no targets of rules."""
        return tuple(each for each in self.scopes if not isinstance(each.id, str))


@dataclass(frozen=True)
class Access:
    """All roles of a deployment."""

    grants: tuple[Grant, ...] = ()
    identities: tuple[Assigned, ...] = ()
    waiting: tuple[str, ...] = ()
    """The rules whose private endpoints need a right that the system-assigned identity can only get after the workspace."""
    notes: tuple[str, ...] = ()

    @property
    def before(self) -> tuple[Grant, ...]:
        """What user-assigned identities get, before the workspace."""
        return tuple(each for each in self.grants if each.identity is not None)

    @property
    def after(self) -> tuple[Grant, ...]:
        """What the system-assigned identity gets, after the workspace and before the rules."""
        return tuple(each for each in self.grants if each.identity is None)


# https://learn.microsoft.com/azure/role-based-access-control/built-in-roles, 2026-08-21
CONTRIBUTOR = ("contributor", "Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c")
KEY_VAULT_ADMINISTRATOR = ("key_vault_administrator", "Key Vault Administrator", "00482a5a-887f-4fb3-b363-3b7fe8e74483")
BLOB_CONTRIBUTOR = ("blob_contributor", "Storage Blob Data Contributor", "ba92f5b4-2d11-453d-a403-e96b0029c9fe")
APPROVER = ("approver", "Azure AI Enterprise Network Connection Approver", APPROVER_ID)

_FORBIDDEN = (
    "The approver role does not cover {type}: give the workspace's identity a custom role on the target of `{rule}`."
)
_NOT_AN_ID = "The target of `{rule}` is not the id of a resource: nobody can be given the approver role on it here."
_NO_RG_ROLE = (
    "`allow_roleassignment_on_rg: false` keeps Azure from giving the workspace's identity its roles on the storage "
    "account, key vault and registry: assign them yourself."
)


def plan_access(workspace: Workspace, inputs: DeploymentInputs, made: set[str], *, open_rules: bool = False) -> Access:
    """
    The roles for a workspace whose deployment makes the resources of the given symbols.

    With `open_rules`, whoever deploys may hand in other rules: the approver role is there even if no rule needs it now.
    """
    if workspace.kind is Kind.PROJECT:
        return Access()
    kind = workspace.identity_type
    notes: list[str] = []
    system = kind in (IdentityType.SYSTEM, IdentityType.BOTH)
    user = kind in (IdentityType.USER, IdentityType.BOTH)
    targets = list(_targets(workspace, inputs))
    uncovered = [note for _, scope, note in targets if scope is None]
    scopes = _unique(scope for _, scope, _ in targets if scope is not None)
    notes += list(dict.fromkeys(uncovered))
    if workspace.allow_roleassignment_on_rg is False:
        notes.append(_NO_RG_ROLE)
    grants: list[Grant] = []
    assigned = _assigned(workspace, inputs) if user else ()
    for identity in assigned:
        grants += _identity_grants(
            workspace, inputs, identity, made, scopes, several=len(assigned) > 1, always=open_rules
        )
    if system and (scopes or open_rules):
        symbol, title, role = APPROVER
        grants.append(Grant(f"system_{symbol}" if assigned else symbol, title, role, None, scopes))
    return Access(tuple(grants), assigned, tuple(name for name, _, _ in targets) if system else (), tuple(notes))


def _assigned(workspace: Workspace, inputs: DeploymentInputs) -> tuple[Assigned, ...]:
    """The primary identity when there is one, else all: one of them does the work of the workspace."""
    identities = inputs.identities(workspace)
    primary = workspace.primary_user_assigned_identity
    if isinstance(primary, str):
        identities = tuple(each for each in identities if each.value.lower() == primary.lower())
    scopes = [(each.name.removesuffix("_id"), _scope(each.value, inputs, each.name)) for each in identities]
    return tuple(Assigned(symbol, scope) for symbol, scope in scopes if scope is not None)


def _identity_grants(
    workspace: Workspace,
    inputs: DeploymentInputs,
    identity: Assigned,
    made: set[str],
    targets: tuple[Scope, ...],
    *,
    several: bool,
    always: bool,
) -> Iterator[Grant]:
    """
    What a user-assigned identity needs before the workspace exists.

    On what the deployment makes: the roles of
    https://learn.microsoft.com/azure/machine-learning/how-to-identity-based-service-authentication#workspace (Contributor
    may approve private endpoints too). On resources that exist: the approver role alone, and only where the managed
    network makes private endpoints to them; whoever owns them has given the rest.
    """
    suffix = f"_{identity.symbol.rpartition('_')[2]}" if several else ""

    def grant(role: tuple[str, str, str], scopes: tuple[Scope, ...], *, always: bool = False) -> Iterator[Grant]:
        if scopes or always:
            yield Grant(role[0] + suffix, role[1], role[2], identity, scopes)

    own = tuple(Scope(Made(symbol)) for symbol in ("storage", "key_vault", "application_insights") if symbol in made)
    yield from grant(CONTRIBUTOR, own)
    yield from grant(KEY_VAULT_ADMINISTRATOR, tuple(each for each in own if each.id == Made("key_vault")))
    mode = workspace.system_datastores_auth_mode
    if isinstance(mode, str) and mode.lower() == "identity":
        yield from grant(BLOB_CONTRIBUTOR, tuple(each for each in own if each.id == Made("storage")))
    given: list[Scope] = []
    if workspace.network is not None and workspace.network.isolated:
        for field in ("storage_account", "key_vault", "container_registry"):
            text = getattr(workspace, field)
            scope = _scope(text, inputs, f"{field}_id") if isinstance(text, str) else None
            if scope is not None:
                given.append(scope)
    yield from grant(APPROVER, _unique([*given, *targets]), always=always)


def _targets(workspace: Workspace, inputs: DeploymentInputs) -> Iterator[tuple[str, Scope | None, str]]:
    """
    The rules whose private endpoints do not go to the workspace's own resources, by their names.

    Each with the scope for the approver role, or None and a note that says why there is none.
    """
    own = {
        text.lower()
        for text in (workspace.storage_account, workspace.key_vault, workspace.container_registry)
        if isinstance(text, str)
    }
    for _, rule in workspace.outbound_rules():
        if not isinstance(rule, PrivateEndpointRule):
            continue
        text, name = rule.service_resource_id, rule.name
        if not isinstance(text, str) or not isinstance(name, str) or text.lower() in own:
            continue
        scope = _scope(text, inputs)
        service = service_of(scope.arm_type) if scope else None
        if scope is None:
            yield name, None, _NOT_AN_ID.format(rule=name)
        elif service is None or not service.approver_role:
            yield name, None, _FORBIDDEN.format(type=scope.arm_type, rule=name)
        else:
            yield name, scope, ""


def _scope(text: str, inputs: DeploymentInputs, given: str = "") -> Scope | None:
    """A resource at the top level of a resource group by its id; None for any other text. `given` names its input."""
    parts = parse_resource_id(text)
    if not isinstance(parts, ResourceId) or parts.children:
        return None
    if parts.subscription is None or parts.resource_group is None or parts.type is None or parts.name is None:
        return None
    service = service_of(parts.type)
    arm_type = service.arm_type if service else parts.type
    text = inputs.needed(text, "the id of a resource")
    return Scope(Given(given, text) if given else text, arm_type)


def _unique(scopes: Iterator[Scope] | list[Scope]) -> tuple[Scope, ...]:
    """One scope for each resource: the first that names it, in whatever case."""
    found: dict[str, Scope] = {}
    for scope in scopes:
        text = scope.id.value if isinstance(scope.id, Given) else scope.id
        found.setdefault(repr(text).lower(), scope)
    return tuple(found.values())
