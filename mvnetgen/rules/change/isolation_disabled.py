from collections.abc import Iterator

from mvnetgen.model.change import Change
from mvnetgen.model.estate import Form
from mvnetgen.model.workspace import IsolationMode
from mvnetgen.rules.change.routes import MODE
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.2.0")
def isolation_disabled(change: Change) -> Iterator[Problem]:
    """
    The change switches the isolation of a workspace off.

    ## Why

    A managed network can be switched on and never off again: Azure refuses the update. The Terraform module of the Azure Verified Modules
    sends `Disabled` when its input is left out, so taking the input away is such a change, too.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network

    ## Fix

    Leave the network in the code, or make a new workspace without one.
    """
    both = change.both
    if both is None:
        return
    old, new = both
    was_on = old.mode in {IsolationMode.INTERNET, IsolationMode.APPROVED}
    left_out = not new.speaks_of_network and new.declaration.form is Form.AVM
    if not was_on or not (left_out or (new.speaks_of_network and new.mode is IsolationMode.DISABLED)):
        return
    what = (
        "the module sends `Disabled` when its input is left out, and" if left_out else "isolation is switched off, and"
    )
    message = say("{} Azure refuses that for a network that is on", what)
    route = ("managed_network",) if left_out else MODE
    yield Problem(
        route, message, "leave the network as it is, or make a new workspace", before=((MODE, "the mode before"),)
    )
