from collections.abc import Iterator

from mvnetgen.model.change import Change
from mvnetgen.rules.change.access import addresses, list_route, public_access
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.2.0")
def public_access_opened(change: Change) -> Iterator[Problem]:
    """
    The workspace can be reached from where it could not.

    ## Why

    Public network access decides who reaches the workspace from outside; the managed network is about what leaves. Once it is on, everybody on the internet reaches the sign-in of
    the studio and the interfaces of the workspace.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-configure-private-link

    ## Fix

    Leave public access off, or allow some addresses only.
    """
    both = change.both
    if both is None:
        return
    old, new = both
    access, before = public_access(new), public_access(old)
    if before is False and access is True:
        message = "public network access is switched on: everyone on the internet may reach the workspace"
        place = ("public_network_access",)
        yield Problem(
            place, message, "leave it off, or allow some addresses only", before=((place, "before the change"),)
        )
        return
    if access is True and before is True:
        more = addresses(new) - addresses(old) if addresses(old) else frozenset()
        gone = bool(addresses(old)) and not addresses(new)
        if more or gone:
            listed = ", ".join(f"`{each}`" for each in sorted(more)) if more else "every address"
            message = say("the workspace may be reached from {}", listed)
            yield Problem(
                list_route(new),
                message,
                "make sure that it is meant",
                before=((list_route(old), "the addresses before"),),
            )
