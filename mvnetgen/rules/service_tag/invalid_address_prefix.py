from collections.abc import Iterator

from mvnetgen.azure.address_prefixes import host_bits_set, parse_prefix
from mvnetgen.formats.shape import shown
from mvnetgen.model.fix import write
from mvnetgen.model.workspace import ServiceTagRule, Workspace
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.1.0", alone=True)
def invalid_address_prefix(workspace: Workspace) -> Iterator[Problem]:
    """
    An address prefix that is no address and no range in CIDR notation.

    ## Why

    Address prefixes are IP addresses or ranges such as `203.0.113.0/24`. Host names, ranges with a dash and port numbers are
    none, and nobody checks them before Azure does.

    Source: https://learn.microsoft.com/azure/templates/microsoft.machinelearningservices/workspaces/outboundrules

    ## Fix

    Write the range in CIDR notation; allow a host name with an FQDN rule.

    ```yaml
    destination:
      service_tag: ""
      protocol: TCP
      port_ranges: "443"
      address_prefixes: [203.0.113.0/24]
    ```

    ```hcl
    destination = { serviceTag = "", protocol = "TCP", portRanges = "443", addressPrefixes = ["203.0.113.0/24"] }
    ```

    ```bicep
    destination: { serviceTag: '', protocol: 'TCP', portRanges: '443', addressPrefixes: ['203.0.113.0/24'] }
    ```
    """
    for route, outbound in workspace.outbound_rules():
        if not isinstance(outbound, ServiceTagRule) or not isinstance(outbound.address_prefixes, tuple):
            continue
        for index, text in enumerate(outbound.address_prefixes):
            if not isinstance(text, str):
                continue
            place = (*route, "address_prefixes", index)
            if parse_prefix(text) is None:
                what = f"`{shown(text)}`" if text.strip() else "an empty text"
                message = f"{what} among the address prefixes of {outbound.label} is no IP address and no range of them"
                yield Problem(place, message, "write it in CIDR notation, such as `203.0.113.0/24`")
            elif meant := host_bits_set(text):
                message = f"`{shown(text)}` of {outbound.label} is an address inside `{meant}`; Azure may refuse it"
                help_ = f"write `{meant}` for the range, or `{text.split('/')[0].strip()}` for the one address"
                yield Problem(place, message, help_, severity=Severity.WARNING, fix=write(text, str(meant), safe=False))
