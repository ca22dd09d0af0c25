from collections.abc import Iterator

from mvnetgen.model.change import Change
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.INFO, since="0.2.0")
def outbound_renamed(change: Change) -> Iterator[Problem]:
    """
    A destination stands under another name of rule.

    ## Why

    A rule with another name is another rule: the old one is deleted and the new one made. Between the two the destination cannot be reached,
    for minutes where the rule is one of a firewall.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network

    ## Fix

    Keep the name when jobs run that need the destination.
    """
    for each in change.renamed:
        message = say(
            "{} becomes {}: it is deleted and made anew, and closed in between", f"`{each.old}`", f"`{each.new}`"
        )
        yield Problem(
            (*each.new_route, "name"),
            message,
            "keep the name",
            before=(((*each.old_route, "name"), "the rule before"),),
        )
