from collections.abc import Iterator

from mvnetgen.model.change import Change
from mvnetgen.model.neighbours import COMPUTE, ONLINE_ENDPOINT, text
from mvnetgen.model.workspace import IsolationMode
from mvnetgen.rules.change.computes import is_managed as _is_managed
from mvnetgen.rules.change.routes import MODE
from mvnetgen.rules.matching import Match, names_workspace
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.2.0")
def isolation_with_existing_computes(change: Change) -> Iterator[Problem]:
    """
    Isolation is switched on while computes or online endpoints exist.

    ## Why

    Compute instances, clusters and managed online endpoints that were made without isolation do not move into the network: each has to be
    deleted and made anew.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network

    ## Fix

    Delete them before the change, and make them again after it; or apply the change in two steps.
    """
    both = change.both
    if both is None:
        return
    old, new = both
    was_off = old.mode is IsolationMode.DISABLED or not old.speaks_of_network
    if not was_off or not new.speaks_of_network or new.mode not in {IsolationMode.INTERNET, IsolationMode.APPROVED}:
        return
    found = [
        each
        for each in old.estate.neighbours_of(COMPUTE, ONLINE_ENDPOINT)
        if names_workspace(text(each, "workspace"), old.declaration, old.estate) is Match.YES and _is_managed(each)
    ]
    if found:
        listed = ", ".join(f"`{each.address}`" for each in found)
        message = say("isolation is switched on, and {} must be deleted and made anew", listed)
        before = tuple((each.route, "made without isolation") for each in found)
        yield Problem(MODE, message, "delete them before, and make them again afterwards", before=before)
