from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.change import Change, Price
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.INFO, since="0.2.0")
def firewall_changed(change: Change) -> Iterator[Problem]:
    """
    The Azure Firewall of the network appears, goes, or changes its SKU.

    ## Why

    The firewall is the dearest part of a managed network. It appears with the first FQDN rule and goes with the last one; until it is there the rules do not hold.

    Source: https://azure.microsoft.com/pricing/details/azure-firewall/

    ## Fix

    Nothing, when it is meant. The firewall of the SKU `Basic` costs a third of that of `Standard`.
    """
    if change.new is None or change.remade:
        return
    old = change.old.price if change.old is not None else Price()
    new = change.new.price
    if (
        old.sku == new.sku
        or not change.new.speaks_of_network
        or (change.old is not None and not change.old.speaks_of_network)
    ):
        return
    was, becomes = (each.sku or "none" for each in (old, new))
    cost = f"{old.firewall:.2f} → {new.firewall:.2f} {new.currency} a month (prices of {new.as_of})"
    message = say("the firewall changes: {} → {}, {}", was, becomes, cost)
    before = ((("managed_network", "firewall_sku"), "the network before"),) if change.old is not None else ()
    if change.new.declaration.workspace.owner is NetworkOwner.ACCOUNT and old.sku and new.sku:
        help_ = "keep the SKU: that of an account cannot be changed after its deployment"
        yield Problem(("managed_network", "firewall_sku"), message, help_, before=before, severity=Severity.ERROR)
        return
    yield Problem(("managed_network", "firewall_sku"), message, "nothing, when it is meant", before=before)
