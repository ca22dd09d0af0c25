"""Whether the identity of a workspace may approve a private endpoint, by the role assignments of an estate."""

from __future__ import annotations

from mvnetgen.azure.roles import APPROVER_NAME, approves, find_role
from mvnetgen.model.estate import Declaration, Estate, Neighbour
from mvnetgen.model.neighbours import ROLE_ASSIGNMENT, text
from mvnetgen.rules.endpoints import Endpoint
from mvnetgen.rules.matching import Match, Value, group_of, is_identity_of, neighbour_for, reaches, user_assigned
from mvnetgen.text.document import Unknown


def approval(endpoint: Endpoint, estate: Estate) -> Match:
    """
    Whether a role assignment lets the workspace's identity approve the endpoint.

    `NO` only when every assignment certainly is another identity's, another role, or on something else.
    """
    answers = {covers(each, endpoint, estate) for each in estate.neighbours_of(ROLE_ASSIGNMENT)}
    if Match.YES in answers:
        return Match.YES
    return Match.UNSURE if Match.UNSURE in answers else Match.NO


def may_be_hidden(declaration: Declaration, estate: Estate) -> bool:
    """Whether what is not seen may give the identity of a workspace a role: it must get the workspace or its identity."""
    own = [(declaration.address, declaration.workspace.name)]
    for principal in user_assigned(declaration):
        neighbour = neighbour_for(estate, principal)
        reference = principal.reference if isinstance(principal, Unknown) else None
        if neighbour is not None:
            own.append((neighbour.address, None))
        elif reference is not None and any(reference.address == each.address for each in estate.unseen):
            return True  # whoever makes the identity may give it roles
        elif reference is not None:
            own.append((reference.address, None))
    return estate.may_hide(*own)


def covers(assignment: Neighbour, endpoint: Endpoint, estate: Estate) -> Match:
    """Whether one role assignment lets the workspace's identity approve the endpoint."""
    principal: Value = text(assignment, "principal")
    scope: Value = text(assignment, "scope")
    answers = (
        is_identity_of(principal, endpoint.declaration, estate),
        _is_enough(text(assignment, "role"), endpoint),
        reaches(scope, endpoint.target, estate, group_of(endpoint.target, estate)),
    )
    if Match.NO in answers:
        return Match.NO
    return Match.YES if set(answers) == {Match.YES} and assignment.certain else Match.UNSURE


def _is_enough(role: str | Unknown | None, endpoint: Endpoint) -> Match:
    """Whether a role lets its holder approve connections to the target's kind of resource."""
    if not isinstance(role, str):
        return Match.UNSURE
    known = find_role(role)
    covered = endpoint.service is None or endpoint.service.approver_role is not False
    if known and known.name == APPROVER_NAME and not covered:
        return Match.NO
    answer = approves(role)
    return Match.UNSURE if answer is None else Match.YES if answer else Match.NO
