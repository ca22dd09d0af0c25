from collections.abc import Iterator

from mvnetgen.model.change import Change
from mvnetgen.model.workspace import IsolationMode
from mvnetgen.rules.change.routes import KIND, MODE, kind_of
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.2.0")
def irreversible_isolation(change: Change) -> Iterator[Problem]:
    """
    The change switches isolation on, or chooses kind V2: there is no way back.

    ## Why

    Neither can be undone. The way to a workspace without isolation, or of the other kind, is a new workspace.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network

    ## Fix

    Make sure that it is meant, and then ignore the finding with the reason.
    """
    both = change.both
    if both is None or not both[1].speaks_of_network:
        return
    old, new = both
    isolated = {IsolationMode.INTERNET, IsolationMode.APPROVED}
    was_off = old.mode is IsolationMode.DISABLED or not old.speaks_of_network
    if was_off and new.mode in isolated:
        message = "isolation is switched on, and cannot be switched off again"
        yield Problem(
            MODE, message, "make sure that it is meant", before=((("managed_network",), "before the change"),)
        )
        return
    if kind_of(new) == "v2" and kind_of(old) in {"", "v1"}:
        message = "the network becomes one of kind V2, and cannot become one of kind V1 again"
        yield Problem(
            KIND, message, "make sure that it is meant", before=((("managed_network",), "before the change"),)
        )
