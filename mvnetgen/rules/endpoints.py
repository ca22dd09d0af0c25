"""The private endpoint rules of an estate, with what is known of their targets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mvnetgen.azure.private_link import PrivateLinkService, only_service_with, service_of, subresource
from mvnetgen.azure.service_tags import RequiredEndpoint, required_endpoints
from mvnetgen.model.estate import Declaration, Estate, Neighbour, RuleResource
from mvnetgen.model.neighbours import is_private
from mvnetgen.model.workspace import IsolationMode, PrivateEndpointRule, PublicAccess
from mvnetgen.rules.matching import Match, Value, arm_type_of, names_workspace, neighbour_for, same_target, shown_target
from mvnetgen.text.document import Unknown
from mvnetgen.text.source import Route

DEPENDENCIES = (
    ("storage_account", "microsoft.storage/storageaccounts"),
    ("key_vault", "microsoft.keyvault/vaults"),
    ("container_registry", "microsoft.containerregistry/registries"),
)
"""The resources that belong to a workspace: key of the YAML and ARM type. Its identity has its roles on them."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A private endpoint rule."""

    declaration: Declaration
    workspace_route: Route
    route: Route
    """Of the rule, from the top of the estate."""
    rule: PrivateEndpointRule
    arm_type: str | None
    """Of the target with its children, in lower case; None when it is not known."""
    service: PrivateLinkService | None
    """None for a target that is not known or not supported."""
    resource: RuleResource | None
    """When the rule is a resource of its own."""

    @property
    def target(self) -> Value:
        """The id of the target."""
        return self.rule.service_resource_id

    @property
    def target_route(self) -> Route:
        """Where the target is named."""
        return (*self.route, "service_resource_id")

    @property
    def subresource_route(self) -> Route:
        """Where the sub-resource is named."""
        return (*self.route, "subresource_target")

    @property
    def shown(self) -> str:
        """What messages call the target."""
        return shown_target(self.target)

    @property
    def subresource(self) -> str | None:
        """The sub-resource as Azure spells it; None when it is not known or wrong."""
        written = self.rule.subresource_target
        if self.service is None or not isinstance(written, str):
            return None
        return subresource(self.service, written)

    @property
    def undecided(self) -> bool:
        """Whether the target or the sub-resource is not known, so that it may be any."""
        return isinstance(self.target, Unknown | None) or isinstance(self.rule.subresource_target, Unknown | None)

    @property
    def is_spark(self) -> bool:
        """Whether Spark jobs certainly use it."""
        return self.rule.spark_enabled is True

    @property
    def mode(self) -> IsolationMode | Unknown | None:
        """The isolation mode of its workspace."""
        return self.declaration.workspace.isolation_mode


def endpoints(estate: Estate) -> Iterator[Endpoint]:
    """The users' private endpoint rules of all workspaces, in order."""
    for prefix, declaration in estate.workspaces():
        yield from endpoints_of(prefix, declaration, estate)


def endpoints_of(prefix: Route, declaration: Declaration, estate: Estate) -> Iterator[Endpoint]:
    """The users' private endpoint rules of the workspace at a route."""
    resources = {resource.route: resource for resource in declaration.rule_resources}
    for inner, rule in declaration.workspace.outbound_rules():
        if isinstance(rule, PrivateEndpointRule):
            route = (*prefix, *inner)
            arm_type = arm_type_of(rule.service_resource_id, estate) or _type_meant(rule, declaration, estate)
            service = service_of(arm_type) if arm_type else None
            yield Endpoint(declaration, prefix, route, rule, arm_type, service, resources.get(route))


def _type_meant(rule: PrivateEndpointRule, declaration: Declaration, estate: Estate) -> str | None:
    """The ARM type of a target whose id does not tell it: by the workspace's own resources, or by the sub-resource."""
    target: Value = rule.service_resource_id
    if not isinstance(target, Unknown):
        return None
    for key, arm_type in DEPENDENCIES:
        if same_target(target, getattr(declaration.workspace, key), estate) is Match.YES:
            return arm_type
    written = rule.subresource_target
    found = only_service_with(written) if isinstance(written, str) else None
    return found.arm_type.lower() if found is not None else None


def dependency(endpoint: Endpoint, estate: Estate) -> tuple[str, Match]:
    """
    Which resource of its own workspace a rule leads to: the key of the YAML and `YES`, or `UNSURE` for perhaps one.

    ``workspace`` stands for the workspace itself. An empty key and `NO` when it certainly is none of them.
    """
    workspace = endpoint.declaration.workspace
    itself = names_workspace(endpoint.target, endpoint.declaration, estate)
    if endpoint.arm_type not in (None, endpoint.declaration.workspace.owner.arm_type):
        itself = Match.NO
    answers = [("workspace", itself)]
    for key, arm_type in DEPENDENCIES:
        own: Value = getattr(workspace, key)
        alike = endpoint.arm_type in (None, arm_type)
        answers.append((key, same_target(endpoint.target, own, estate) if alike else Match.NO))
    for wanted in (Match.YES, Match.UNSURE):
        for key, answer in answers:
            if answer is wanted:
                return key, wanted
    return "", Match.NO


def required(endpoint: Endpoint, estate: Estate) -> RequiredEndpoint | None:
    """The endpoint that the service certainly adds by itself and that a rule repeats; None when there is none."""
    key, sure = dependency(endpoint, estate)
    written = endpoint.subresource
    if sure is not Match.YES or written is None:
        return None
    same = (each for each in required_endpoints() if each.target == key and each.subresource == written)
    found = next(same, None)
    if found is None:
        return None
    private = _is_closed(key, endpoint.declaration, estate)
    match endpoint.mode:
        case IsolationMode.APPROVED:
            # The page says "always", and of a public workspace also that its endpoint may be missing.
            return found if key != "workspace" or private else None
        case IsolationMode.INTERNET:
            return found if private else None
    return None


def _is_closed(key: str, declaration: Declaration, estate: Estate) -> bool:
    """Whether a resource of the workspace, or the workspace itself, is certainly closed to the public."""
    if key == "workspace":
        return declaration.workspace.public_network_access is PublicAccess.DISABLED
    neighbour = dependency_neighbour(key, declaration, estate)
    return neighbour is not None and is_private(neighbour) is True


def gets_endpoint(neighbour: Neighbour, declaration: Declaration) -> bool:
    """Whether the network certainly makes an endpoint to a resource of its own workspace by itself."""
    match declaration.workspace.isolation_mode:
        case IsolationMode.APPROVED:
            return True
        case IsolationMode.INTERNET:
            return is_private(neighbour) is True
    return False


def dependency_neighbour(key: str, declaration: Declaration, estate: Estate) -> Neighbour | None:
    """The neighbour that is a workspace's storage account, key vault or registry; None when it is not declared here."""
    value: Value = getattr(declaration.workspace, key)
    return neighbour_for(estate, value)
