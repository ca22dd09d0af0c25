from collections.abc import Iterator

from mvnetgen.model.change import Change
from mvnetgen.model.workspace import IsolationMode
from mvnetgen.rules.change.routes import MODE
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.2.0")
def isolation_downgrade(change: Change) -> Iterator[Problem]:
    """
    The change goes from approved outbound back to internet outbound.

    ## Why

    A workspace that allows only approved outbound traffic cannot be set back to internet outbound: Azure refuses the update, after the
    rest of the change may have been applied.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network

    ## Fix

    Leave the mode, or make a new workspace beside this one and move what is in it.
    """
    network = change.network
    if network is None:
        return
    old, new = network
    if (old.mode, new.mode) == (IsolationMode.APPROVED, IsolationMode.INTERNET):
        message = say("Azure refuses to set `allow_only_approved_outbound` back to `allow_internet_outbound`")
        help_ = say("leave `isolation_mode` as it is, or make a new workspace")
        yield Problem(MODE, message, help_, before=((MODE, "the mode before"),))
