from collections.abc import Iterator

from mvnetgen.model.change import Change
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.2.0")
def approver_lost(change: Change) -> Iterator[Problem]:
    """
    The identity that approves private endpoints changes, or loses its role.

    ## Why

    A private endpoint of the managed network is approved by the identity of the workspace, which needs the role for it on the target. Without it the endpoint that is made anew, or
    made at all, waits for somebody to approve it, and the destination stays closed.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network

    ## Fix

    Keep the role assignment as long as a rule leads to the target.
    """
    for each in change.approvers:
        what = (
            "another identity asks, which has no role that may approve it"
            if each.identity
            else "the role that lets the workspace approve it is gone"
        )
        message = say("the private endpoint to {} stays, and {}", each.target, what)
        before = ((each.assignment, "the role assignment before"),) if each.assignment is not None else ()
        yield Problem(each.route, message, "keep the role assignment while the rule is there", before=before)
