from collections.abc import Iterator

from mvnetgen.model.change import Change, Price
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.INFO, since="0.2.0")
def cost_increased(change: Change) -> Iterator[Problem]:
    """
    The network costs more than before.

    ## Why

    A managed network costs what its firewall and its private endpoints cost, by the hour and whether they are used or not. Beyond the
    `cost_threshold` of the configuration the finding is a warning.

    Source: https://azure.microsoft.com/pricing/details/private-link/

    ## Fix

    Look at `mvnetgen egress`, which names what would be cheaper; or raise `cost_threshold`.
    """
    if change.new is None or change.remade or not change.new.speaks_of_network:
        return
    if change.old is not None and not change.old.speaks_of_network:
        return
    old = change.old.price if change.old is not None else Price()
    new = change.new.price
    certain = new.month > old.at_most
    if not certain and not (new.at_most > old.at_most and new.month >= old.month):
        return
    grown = (new.month if certain else new.at_most) - (old.at_most if certain else old.month)
    beyond = change.cost_threshold is not None and grown > change.cost_threshold
    may = "costs" if certain else "may cost"
    figures = f"{old.month:.2f} → {new.month if certain else new.at_most:.2f} {new.currency} a month"
    message = say("the network {} more: {} (prices of {}, traffic left out)", may, figures, new.as_of)
    help_ = "look at `mvnetgen egress` for what would be cheaper"
    before = ((("managed_network",), "the network before"),) if change.old is not None else ()
    severity = Severity.WARNING if beyond else None
    yield Problem(("managed_network",), message, help_, severity=severity, before=before)
