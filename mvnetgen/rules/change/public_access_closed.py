from collections.abc import Iterator

from mvnetgen.model.change import Change
from mvnetgen.rules.change.access import addresses, list_route, nothing_leads_to, public_access
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.INFO, since="0.2.0")
def public_access_closed(change: Change) -> Iterator[Problem]:
    """
    The workspace can be reached from fewer places.

    ## Why

    Whoever came over the internet needs a way through a private endpoint to the workspace. Where none leads to it, nobody can open it.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-configure-private-link

    ## Fix

    Have a private endpoint with the sub-resource `amlworkspace` before public access goes.
    """
    both = change.both
    if both is None:
        return
    old, new = both
    access, before = public_access(new), public_access(old)
    place = ("public_network_access",)
    if before is True and access is False:
        alone = nothing_leads_to(new)
        message = "public network access is switched off" + (
            ", and no private endpoint leads to the workspace" if alone else ""
        )
        severity = Severity.WARNING if alone else None
        help_ = (
            "add a private endpoint with the sub-resource `amlworkspace`"
            if alone
            else "tell those who come over the internet"
        )
        yield Problem(place, message, help_, severity=severity, before=((place, "before the change"),))
    elif access is True and before is True and addresses(new):
        less = addresses(old) - addresses(new)
        if less or not addresses(old):
            listed = (
                ", ".join(f"`{each}`" for each in sorted(less))
                if less
                else "other addresses than those that are listed"
            )
            message = say("the workspace can no longer be reached from {}", listed)
            yield Problem(
                list_route(new),
                message,
                "make sure that nobody needs it",
                before=((list_route(old), "before the change"),),
            )
