from collections.abc import Iterator

from mvnetgen.model.workspace import Workspace
from mvnetgen.rules.fqdn.host_kind import STAYS, JudgedHost, judged_hosts
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.1.0")
def duplicate_fqdn(workspace: Workspace) -> Iterator[Problem]:
    """
    Two outbound rules that allow the same host.

    ## Why

    Whoever deletes one of them believes that the host is closed now. It is not. Case does not matter to host names, and one
    destination may name several hosts.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#manage-outbound-rules

    ## Fix

    Keep one of them.
    """
    first: dict[str, JudgedHost] = {}
    for each in judged_hosts(workspace):
        if each.kind not in STAYS or not each.known:
            continue
        twin = first.setdefault(each.host.lower(), each)
        if twin is each:
            continue
        if twin.route == each.route:
            yield Problem(
                each.route, f"{each.label} allows {each.shown} twice", "keep one of them", fix=each.taken_out()
            )
        else:
            message = f"{each.label} allows {each.shown}, as {twin.label} already does"
            yield Problem(
                each.route, message, "keep one of them", ((twin.route, "the other rule"),), fix=each.taken_out()
            )
