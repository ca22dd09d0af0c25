from collections.abc import Iterator

from mvnetgen.estate import Declaration, Estate, Neighbour
from mvnetgen.matching import Match, group_of, is_identity_of, reaches
from mvnetgen.model import PrivateEndpointRule
from mvnetgen.neighbours import ROLE_ASSIGNMENT, text
from mvnetgen.rule import Problem, Severity, rule
from mvnetgen.rules.iac.concurrent_outbound_rules import block_of


@rule(Severity.WARNING, since="0.1.0")
def role_assignment_not_ordered(estate: Estate) -> Iterator[Problem]:
    """
    A private endpoint rule that does not wait for its approver role.

    ## Why

    The workspace's identity must be allowed to approve the private endpoint before the rule is written. When Terraform
    is free to write the rule first, the first apply fails with "don't have required permissions to read and approve
    private endpoint connections", and the second succeeds.

    Source: https://github.com/Azure/terraform-provider-azapi/issues/946

    ## Fix

    Let the rule `depends_on` the role assignment. Rules inside a workspace with a system-assigned identity cannot wait
    for a role of that identity: make them resources of their own, or use a user-assigned identity.
    """
    for prefix, declaration in estate.workspaces():
        separate = {resource.route: resource for resource in declaration.rule_resources}
        for route, outbound in declaration.workspace.outbound_rules():
            if not isinstance(outbound, PrivateEndpointRule):
                continue
            roles = _roles_for(outbound, declaration, estate)
            resource = separate.get((*prefix, *route))
            after = resource.after if resource else declaration.after
            options = resource.options if resource else declaration.options
            if not roles or "retry" in options or any(block_of(role.address) in after for role in roles):
                continue
            if resource:
                message = (
                    f"`{resource.address}` does not wait for `{roles[0].address}`, the role that lets it be approved"
                )
                help_ = f"add `depends_on = [{block_of(roles[0].address)}]`"
            elif block_of(declaration.address) in roles[0].after:
                message = (
                    f"{outbound.label} is written with the workspace, before its identity can have `{roles[0].address}`"
                )
                help_ = "make the rule a resource of its own that waits for the role, or use a user-assigned identity"
            else:
                message = f"the workspace with {outbound.label} does not wait for `{roles[0].address}`, the role that lets it be approved"
                help_ = f"add `depends_on = [{block_of(roles[0].address)}]` to the workspace"
            yield Problem((*prefix, *route), message, help_, related=((roles[0].route, "the role assignment"),))


def _roles_for(outbound: PrivateEndpointRule, declaration: Declaration, estate: Estate) -> list[Neighbour]:
    """The role assignments that certainly let the workspace's identity approve the endpoint's target."""
    target = outbound.service_resource_id
    group = group_of(target, estate)
    return [
        role
        for role in estate.neighbours_of(ROLE_ASSIGNMENT)
        if reaches(text(role, "scope"), target, estate, group) is Match.YES
        and is_identity_of(text(role, "principal"), declaration, estate) is Match.YES
    ]
