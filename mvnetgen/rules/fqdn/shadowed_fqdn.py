from collections.abc import Iterator, Mapping

from mvnetgen.azure.host_names import covers
from mvnetgen.model.workspace import Workspace
from mvnetgen.rules.fqdn.host_kind import STAYS, JudgedHost, judged_hosts
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.INFO, since="0.1.0")
def shadowed_fqdn(workspace: Workspace) -> Iterator[Problem]:
    """
    A host that the wildcard of another rule already covers.

    ## Why

    The rule opens nothing more, and removing it closes nothing. A wildcard covers every host below it, at any depth, and not the
    name itself: `*.anaconda.com` covers `repo.anaconda.com` and not `anaconda.com`.

    Source: https://learn.microsoft.com/azure/firewall/firewall-faq

    ## Fix

    Remove the host, or the wildcard if the host is all that is needed.
    """
    hosts = [each for each in judged_hosts(workspace) if each.kind in STAYS]
    wildcards: dict[str, JudgedHost] = {}
    for each in hosts:
        if each.known and each.host.startswith("*"):
            wildcards.setdefault(each.host.lower(), each)
    seen: set[str] = set()
    for each in hosts:
        name = each.host.lower()
        wider = None if name in seen else _widest(name, wildcards)
        seen.add(name)  # a second time it is a duplicate
        if wider is None:
            continue
        whose = "" if wider.route == each.route else f" of {wider.label}"
        message = f"{each.label} allows {each.shown}, which `{wider.host}`{whose} already covers"
        related = () if wider.route == each.route else ((wider.route, "the wildcard"),)
        yield Problem(
            each.route,
            message,
            "remove it, or the wildcard if it is all that is needed",
            related,
            fix=each.taken_out(safe=False),
        )


def _widest(name: str, wildcards: Mapping[str, JudgedHost]) -> JudgedHost | None:
    """The widest wildcard that covers a host. It is looked up by its name: a workspace may have a thousand."""
    labels = name.split(".")
    above = ["*", *("*." + ".".join(labels[start:]) for start in range(len(labels) - 1, 0, -1))]
    return next((wildcards[each] for each in above if each in wildcards and covers(each, name)), None)
