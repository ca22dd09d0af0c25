from collections.abc import Iterator

from mvnetgen.model.workspace import ServiceTagRule, Workspace
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.1.0", alone=True)
def any_protocol(workspace: Workspace) -> Iterator[Problem]:
    """
    A service tag rule for every protocol.

    ## Why

    Services speak TCP, a few of them UDP. `*` opens the rest too, ICMP tunnels among it.

    Source: https://learn.microsoft.com/azure/templates/microsoft.machinelearningservices/workspaces/outboundrules

    ## Fix

    Write the protocol that the service speaks.

    ```yaml
    destination: {service_tag: DataFactory, protocol: TCP, port_ranges: "443"}
    ```
    """
    if not workspace.may_approve_outbound:
        return
    for route, outbound in workspace.outbound_rules():
        match outbound:
            case ServiceTagRule(protocol=str(protocol)) if protocol.strip() == "*":
                message = f"{outbound.label} opens every protocol to its destination"
                yield Problem((*route, "protocol"), message, "write `TCP`, or the protocol that the service speaks")
