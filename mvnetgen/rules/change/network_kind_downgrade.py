from collections.abc import Iterator

from mvnetgen.model.change import Change
from mvnetgen.rules.change.routes import KIND, kind_of
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.2.0")
def network_kind_downgrade(change: Change) -> Iterator[Problem]:
    """
    The change sets the kind of the managed network back from V2 to V1.

    ## Why

    The move from V1 to V2 is made once; Azure refuses the way back.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network

    ## Fix

    Leave the kind at `V2`, or make a new workspace.
    """
    network = change.network
    if network is None:
        return
    old, new = (kind_of(each) for each in network)
    if old == "v2" and new == "v1":
        message = say("the kind of the network goes back from V2 to V1, which Azure refuses")
        yield Problem(KIND, message, "leave it at `V2`, or make a new workspace", before=((KIND, "the kind before"),))
