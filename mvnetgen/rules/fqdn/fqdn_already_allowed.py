from collections.abc import Iterator

from mvnetgen.azure.hosts import already_allowed, already_allowed_surely
from mvnetgen.model.workspace import Workspace
from mvnetgen.rules.fqdn.host_kind import HostKind, judged_hosts
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.INFO, since="0.1.0", alone=True)
def fqdn_already_allowed(workspace: Workspace) -> Iterator[Problem]:
    """
    A host that a required service tag already serves.

    ## Why

    Every managed network allows the service tags that Azure Machine Learning cannot do without: sign-in, Azure Resource Manager, the
    Microsoft container registry, Azure Monitor, Azure Batch. An FQDN rule to one of their hosts opens nothing, and if it is the only FQDN
    rule, a firewall is paid for it.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#list-of-required-rules

    ## Fix

    Remove the rule.
    """
    for each in judged_hosts(workspace):
        if each.kind is HostKind.ALREADY_ALLOWED:
            tag = already_allowed(each.host)
            already = "already allows" if already_allowed_surely(each.host) else "may already allow"
            message = f"{each.label} allows {each.shown}, which the required service tag `{tag}` {already}"
            yield Problem(each.route, message, "remove it", fix=each.taken_out(safe=False))
