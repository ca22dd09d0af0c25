from collections.abc import Iterator

from mvnetgen.model.change import Change
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.2.0")
def outbound_closed(change: Change) -> Iterator[Problem]:
    """
    A destination that could be reached no longer can.

    ## Why

    Jobs, endpoints and image builds that need the destination fail when the change is applied, and not before.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network

    ## Fix

    Make sure that nothing needs it any more.
    """
    for each in change.closed:
        may = "can no longer be reached" if each.certain else "may no longer be reached"
        if each.rule is None:
            yield Problem(each.route, say("{} {}", each.what, may), "make sure that nothing needs it")
            continue
        there = (
            ((each.other, "the rule now"),) if each.other is not None else ((("managed_network",), "the network now"),)
        )
        message = say("{} of {} {}", each.what, f"`{each.rule}`", may)
        yield Problem(each.route, message, "make sure that nothing needs it any more", of_old=True, related=there)
