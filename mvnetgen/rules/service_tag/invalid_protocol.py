from collections.abc import Iterator

from mvnetgen.azure.limits import arm_values
from mvnetgen.formats.shape import shown
from mvnetgen.model.fix import write
from mvnetgen.model.workspace import ServiceTagRule, Workspace
from mvnetgen.rules.rule import Problem, Severity, rule

_MEANT = {
    "any": "*",
    "all": "*",
    "http": "TCP",
    "https": "TCP",
    "tls": "TCP",
    "ssh": "TCP",
    "dns": "UDP",
    "ping": "ICMP",
}


@rule(Severity.ERROR, since="0.1.0", alone=True)
def invalid_protocol(workspace: Workspace) -> Iterator[Problem]:
    """
    A protocol other than `TCP`, `UDP`, `ICMP` or `*`.

    ## Why

    The protocol is a transport protocol. `az ml`, azapi and Bicep pass on whatever is written (`Any`, `Https`), and the rule fails
    when it reaches Azure. Whether Azure takes another casing (`tcp`) is not known; azurerm does not.

    Source: https://learn.microsoft.com/azure/templates/microsoft.machinelearningservices/workspaces/outboundrules

    ## Fix

    Write `TCP`, `UDP`, `ICMP` or `*`.

    ```yaml
    destination: {service_tag: DataFactory, protocol: TCP, port_ranges: "443"}
    ```

    ```hcl
    destination = { serviceTag = "DataFactory", protocol = "TCP", portRanges = "443" }
    ```

    ```bicep
    destination: { serviceTag: 'DataFactory', protocol: 'TCP', portRanges: '443' }
    ```
    """
    words = arm_values("protocol")
    for route, outbound in workspace.outbound_rules():
        match outbound:
            case ServiceTagRule(protocol=str(protocol)) if protocol not in words:
                meant = protocol.strip().upper()
                if meant in words:
                    message = (
                        f"the protocol is spelt `{meant}`; Azure may refuse `{shown(protocol)}` of {outbound.label}"
                    )
                    yield Problem(
                        (*route, "protocol"),
                        message,
                        f"write `{meant}`",
                        severity=Severity.WARNING,
                        fix=write(protocol, meant),
                    )
                    continue
                guess = _MEANT.get(protocol.strip().lower())
                what = f"`{shown(protocol)}`" if protocol.strip() else "the empty text"
                message = f"{what} of {outbound.label} is no protocol; the values are `TCP`, `UDP`, `ICMP` and `*`"
                yield Problem(
                    (*route, "protocol"),
                    message,
                    f"write `{guess or 'TCP'}`",
                    fix=write(protocol, guess or "", safe=False),
                )
