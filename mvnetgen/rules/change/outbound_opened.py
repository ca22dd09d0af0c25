from collections.abc import Iterator

from mvnetgen.model.change import Change
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.2.0")
def outbound_opened(change: Change) -> Iterator[Problem]:
    """
    Something may leave that could not before.

    ## Why

    Each destination that is opened is one more way for data to leave. It is compared what the rules allow, and not how they are written: hosts and wildcards by
    containment, service tags by region, ports as ranges, prefixes as networks.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network

    ## Fix

    Make sure that it is meant, and ignore the finding where it stands with the reason.
    """
    for each in change.opened:
        may = "opens" if each.certain else "may open"
        said = f" ({each.beside})" if each.beside else ""
        message = say("{} {} {}{}", f"`{each.rule}`" if each.rule else "a rule", may, each.what, said)
        before = ((each.other, "the rule before"),) if each.other is not None else ()
        yield Problem(each.route, message, "make sure that it is meant", before=before)
