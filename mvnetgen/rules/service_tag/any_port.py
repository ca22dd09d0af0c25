from collections.abc import Iterator

from mvnetgen.azure import ports
from mvnetgen.model.workspace import ServiceTagRule, Workspace
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.rules.service_tag.tag_kind import ports_of


@rule(Severity.WARNING, since="0.1.0", alone=True)
def any_port(workspace: Workspace) -> Iterator[Problem]:
    """
    A service tag rule for all ports.

    ## Why

    Services listen on few ports, most on 443. All ports is room for tunnels and for services that nobody had in mind. For ICMP,
    which has no ports, `*` is right and no finding.

    Source: https://learn.microsoft.com/azure/templates/microsoft.machinelearningservices/workspaces/outboundrules

    ## Fix

    Write the ports that the service listens on.

    ```yaml
    destination: {service_tag: DataFactory, protocol: TCP, port_ranges: "443"}
    ```
    """
    if not workspace.may_approve_outbound:
        return
    for route, outbound in workspace.outbound_rules():
        if not isinstance(outbound, ServiceTagRule):
            continue
        icmp = isinstance(outbound.protocol, str) and outbound.protocol.strip().upper() == "ICMP"
        ranges = ports_of(outbound)
        if ranges is not None and ports.any_port(ranges) and not icmp:
            message = f"{outbound.label} opens every port of its destination"
            yield Problem((*route, "port_ranges"), message, "write the ports that the service listens on: `443`")
