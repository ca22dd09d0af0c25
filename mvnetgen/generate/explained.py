"""What only generated code shows, and its workspace file cannot say: accepted in the code, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from mvnetgen.azure.private_link import service_of
from mvnetgen.azure.resource_ids import ResourceId, parse_resource_id
from mvnetgen.generate.accepted import WORKSPACE, Accepted, comments
from mvnetgen.generate.options import Placement
from mvnetgen.generate.plan import Deployment
from mvnetgen.model.workspace import IdentityType, Kind, PrivateEndpointRule, PublicAccess

UNREACHABLE = "the workspace file does not say how people reach it: see `generate --client-endpoint`"
UNCOVERED = "the workspace file has no roles: see the note at the top"
NOT_PROVISIONED = "the workspace file does not ask for it: see the note at the top"
LATE = "role-assignment-not-ordered"
NO_ACTIONS = "a deployment cannot call the action: run what the output `provisionNetwork` says"
TOO_LATE = "asked for with `--rules inline`: see the note at the top"


def accepted_comments(plan: Deployment, *, actions: bool = True) -> dict[str, tuple[str, ...]]:
    """
    The comments for the workspace (`WORKSPACE`) and for its outbound rules by name: the file's, and those of the code.

    `actions` tells whether the language can call an action, as provisioning with Spark is.
    """
    found = comments(plan.options.accepted, plan.workspace)
    for name, rule, reason in _of_code(plan, actions=actions):
        mine = Accepted(rule, "", reason).comment
        before = found.get(name, ())
        if not any(each.startswith(f"mvnetgen: ignore[{rule}") for each in before):
            found[name] = (*before, mine)
    return found


def late_comments(plan: Deployment) -> tuple[str, ...]:
    """The comments for the place where a module puts its rules together: what is found there is found for all of them."""
    late = plan.options.rules is Placement.INLINE and bool(plan.access.waiting)
    return (Accepted(LATE, "", TOO_LATE).comment,) if late else ()


def _of_code(plan: Deployment, *, actions: bool) -> Iterator[tuple[str, str, str]]:
    """Owners with the rules that find something in the code alone, and the reason."""
    workspace = plan.workspace
    if not plan.isolated or workspace.kind is Kind.PROJECT:
        return
    if workspace.public_network_access is PublicAccess.DISABLED and plan.client_subnet is None:
        yield WORKSPACE, "unreachable-workspace", UNREACHABLE
    if workspace.identity_type is not IdentityType.NONE:
        for outbound in plan.rules:
            if isinstance(outbound.rule, PrivateEndpointRule) and _uncovered(outbound.rule.service_resource_id):
                yield outbound.name, "approver-role-not-enough", UNCOVERED
    if not plan.provision or not actions:
        spark = (each for each in plan.rules if isinstance(each.rule, PrivateEndpointRule) and each.rule.spark_enabled)
        reason = NO_ACTIONS if plan.provision else NOT_PROVISIONED
        yield from ((each.name, "spark-not-provisioned", reason) for each in islice(spark, 1))  # one serves all rules
    if plan.options.rules is Placement.INLINE:
        yield from ((name, LATE, TOO_LATE) for name in plan.access.waiting)


def _uncovered(target: object) -> bool:
    """Whether the approver role certainly does not cover what an id names."""
    parts = parse_resource_id(target) if isinstance(target, str) else None
    service = service_of(parts.type) if isinstance(parts, ResourceId) and parts.type else None
    return service is not None and service.approver_role is False
