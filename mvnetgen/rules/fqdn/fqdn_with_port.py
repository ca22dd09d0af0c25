from collections.abc import Iterator

from mvnetgen.azure.host_names import HostProblem
from mvnetgen.azure.hosts import private_link_service
from mvnetgen.formats.shape import shown
from mvnetgen.model.workspace import Workspace
from mvnetgen.rules.fqdn.host_kind import HostKind, judged_hosts
from mvnetgen.rules.rule import Problem, Severity, rule

SERVED = (80, 443)


@rule(Severity.ERROR, since="0.1.0", alone=True)
def fqdn_with_port(workspace: Workspace) -> Iterator[Problem]:
    """
    A host with a port behind it.

    ## Why

    An FQDN rule takes host names only and opens HTTP and HTTPS, ports 80 and 443, to them. Databases, message queues and SSH need
    another kind of rule.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#limitations

    ## Fix

    Write the host alone when it is about 80 or 443. For another port use a private endpoint, or a service tag rule with the
    service's tag or address prefixes.

    ```yaml
    - name: git-over-ssh
      type: service_tag
      destination:
        service_tag: ""
        protocol: TCP
        port_ranges: "22"
        address_prefixes: [203.0.113.0/24]
    ```
    """
    for each in judged_hosts(workspace):
        if each.kind is HostKind.WITH_PORT and each.problem:
            port = f"port {each.problem.port}" if each.problem.port is not None else "a port"
            message = f"{each.shown} of {each.label} names {port}; an FQDN rule names none and opens 80 and 443 only"
            served = each.problem.port in SERVED and not private_link_service(each.problem.meant)
            fix = each.written_as(each.problem.meant) if served else None
            yield Problem(each.route, message, _help(each.problem), fix=fix)


def _help(problem: HostProblem) -> str:
    service = private_link_service(problem.meant)
    if service:
        return f"use a private endpoint to the `{service.arm_type}` with the sub-resource `{service.subresource}`"
    if problem.port in SERVED:
        return f"write `{shown(problem.meant)}`"
    return "use a service tag rule or a private endpoint for other ports"
