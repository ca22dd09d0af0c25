from collections.abc import Iterator

from mvnetgen.azure.ports import HIGHEST, PortProblem, parse_ports
from mvnetgen.formats.shape import shown
from mvnetgen.model.fix import write
from mvnetgen.model.workspace import ServiceTagRule, Workspace
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import HOLE, known_text


@rule(Severity.ERROR, since="0.1.0", alone=True)
def invalid_port_range(workspace: Workspace) -> Iterator[Problem]:
    """
    Ports outside the grammar, outside 0 to 65535, or from high to low.

    ## Why

    Ports are one text: `*`, or ports and ranges separated by commas. Nobody checks it before Azure does: not `az ml`, not azapi,
    not azurerm, whose documentation shows a port that cannot exist. ICMP has no ports; a rule for it says nothing with
    them.

    Source: https://learn.microsoft.com/azure/templates/microsoft.machinelearningservices/workspaces/outboundrules

    ## Fix

    Write ports as `443`, `80, 443` or `8080-8089`.

    ```yaml
    destination: {service_tag: DataFactory, protocol: TCP, port_ranges: "80, 8080-8089"}
    ```

    ```hcl
    destination = { serviceTag = "DataFactory", protocol = "TCP", portRanges = "80, 8080-8089" }
    ```

    ```bicep
    destination: { serviceTag: 'DataFactory', protocol: 'TCP', portRanges: '80, 8080-8089' }
    ```
    """
    for route, outbound in workspace.outbound_rules():
        text = known_text(outbound.port_ranges) if isinstance(outbound, ServiceTagRule) else None
        if text is None:
            continue
        assert isinstance(outbound, ServiceTagRule)
        found = parse_ports(text)
        if isinstance(found, PortProblem):
            message = f"the ports of {outbound.label} cannot be read: {_part(found, text)} {found.why}"
            yield Problem((*route, "port_ranges"), message, _help(text), fix=write(text, _mended(text)))
        elif text.strip("\r\n") != text:
            message = f"the ports of {outbound.label} end with a line end, which is sent as a part of them"
            yield Problem(
                (*route, "port_ranges"),
                message,
                f"write `{shown(text.strip())}` on one line",
                fix=write(text, text.strip()),
            )
        elif _is_icmp(outbound) and text.strip() != "*":
            message = f"ICMP has no ports, so the ports of {outbound.label} say nothing"
            yield Problem(
                (*route, "port_ranges"), message, "write `*`", severity=Severity.INFO, fix=write(text, "*", safe=False)
            )


def _is_icmp(outbound: ServiceTagRule) -> bool:
    return isinstance(outbound.protocol, str) and outbound.protocol.strip().upper() == "ICMP"


def _part(found: PortProblem, text: str) -> str:
    """The wrong part, and the whole text when that is more and fully known."""
    if not text.strip():
        return "the text"
    part = f"`{shown(found.part)}`" if found.part else "a part"
    return part if found.part == text.strip() or HOLE in text else f"{part} in `{shown(text)}`"


def _mended(text: str) -> str:
    """The same ports with the separators that Azure knows, when that is all they lack; else empty."""
    mended = text.strip().replace(";", ",").replace(":", "-").replace("..", "-").strip(" ,")
    ranges = parse_ports(mended) if mended != text.strip() and HOLE not in text else None
    return mended if isinstance(ranges, tuple) else ""


def _help(text: str) -> str:
    mended = _mended(text)
    if mended:
        return f"write `{mended}`"
    return f"write ports from 0 to {HIGHEST} as `443`, `80, 443` or `8080-8089`"
