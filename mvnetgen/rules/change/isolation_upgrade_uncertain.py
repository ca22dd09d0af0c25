from collections.abc import Iterator

from mvnetgen.model.change import Change
from mvnetgen.model.workspace import IsolationMode
from mvnetgen.rules.change.routes import MODE
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.2.0")
def isolation_upgrade_uncertain(change: Change) -> Iterator[Problem]:
    """
    The change goes from internet outbound to approved outbound.

    ## Why

    Whether Azure takes this change of a workspace that exists is not settled: the documentation of the portal allows it, and that of the
    REST interface and reports of users contradict each other. When it is taken, everything closes that no rule allows.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network

    ## Fix

    Try it on a workspace that may be lost, and list what jobs need before.
    """
    network = change.network
    if network is None:
        return
    old, new = network
    if (old.mode, new.mode) == (IsolationMode.INTERNET, IsolationMode.APPROVED):
        message = say(
            "whether Azure takes `allow_only_approved_outbound` after `allow_internet_outbound` is not settled: "
            "the sources contradict each other"
        )
        yield Problem(MODE, message, "try it on a workspace that may be lost", before=((MODE, "the mode before"),))
