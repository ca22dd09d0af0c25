from collections.abc import Iterator

from mvnetgen.model.change import Change
from mvnetgen.model.estate import Form
from mvnetgen.model.workspace import IsolationMode
from mvnetgen.rules.change.routes import WHY
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.2.0")
def network_unmanaged(change: Change) -> Iterator[Problem]:
    """
    The managed network, or a rule of it, leaves the code and not Azure.

    ## Why

    Not everything that leaves the code leaves Azure. azapi, Bicep and ARM keep what is no longer said, azurerm's `managed_network` is
    computed when it is left out, and `az ml` sends nothing about a network that the file does not speak of. azapi takes a body that only lost
    keys for equal, so a rule that left an inline map stays open.

    Source: https://registry.terraform.io/providers/Azure/azapi/latest/docs#ignore_no_op_changes-1

    ## Fix

    Remove the rule where it is, or declare rules as resources of their own; with azapi `ignore_no_op_changes = false` in the provider block sends the
    shorter map.

    ```bash
    az ml workspace outbound-rule remove --resource-group rg --workspace-name ml --rule NAME
    ```
    """
    both = change.both
    if both is None:
        return
    old, new = both
    on = old.mode is not IsolationMode.DISABLED and old.speaks_of_network
    if on and not new.speaks_of_network and new.declaration.form is not Form.AVM:
        message = (
            "the managed network leaves the code and stays in Azure as it is, so nothing judges or changes it any more"
        )
        before = ((("managed_network",), "the network before"),)
        yield Problem((), message, "leave it in the code", before=before)
        return
    if change.left:
        listed = ", ".join(f"`{each.rule}`" for each in change.left)
        why = WHY[change.left[0].why]
        message = say(
            "{} left the code and {} open in Azure: {}", listed, "stay" if len(change.left) > 1 else "stays", why
        )
        help_ = "remove it with `az ml workspace outbound-rule remove`"
        places = tuple((each.route, "it was here") for each in change.left)
        yield Problem(("managed_network",), message, help_, before=places)
