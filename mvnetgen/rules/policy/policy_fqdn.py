from collections.abc import Iterator

from mvnetgen.azure.host_names import split_hosts
from mvnetgen.formats.shape import shown
from mvnetgen.model.policy import Policy
from mvnetgen.model.workspace import FqdnRule, Workspace
from mvnetgen.rules.policy.allowed import host_outside
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import known_text


@rule(Severity.ERROR, since="0.1.0", alone=True)
def policy_fqdn(workspace: Workspace, policy: Policy) -> Iterator[Problem]:
    """
    A host that the organization's policy does not allow.

    ## Why

    The `policy` of the configuration lists the hosts that a managed network may open. `*.example.org` in the list allows
    that wildcard and every host below it. A host that is known in part is judged by the part that is known.

    ## Fix

    Remove the rule, or have the host added to `policy.fqdns`.
    """
    if policy.fqdns is None:
        return
    for route, outbound in workspace.outbound_rules():
        if not isinstance(outbound, FqdnRule):
            continue
        destination = outbound.destination
        for host in split_hosts(known_text(destination) or ""):
            if host and host_outside(host, policy.fqdns):
                name = f"the host `{shown(host)}`" if isinstance(destination, str) else "a host"
                message = f"{outbound.label} allows {name}, which the policy does not"
                yield Problem((*route, "destination"), message, "remove it, or have it added to `policy.fqdns`")
