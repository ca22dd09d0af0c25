from collections.abc import Iterator

from mvnetgen.model.workspace import IsolationMode, ServiceTagRule, Workspace
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import shown


@rule(Severity.ERROR, since="0.1.0")
def service_tag_needs_approved_outbound(workspace: Workspace) -> Iterator[Problem]:
    """
    A service tag rule where all internet outbound is allowed.

    ## Why

    With `allow_internet_outbound` every address is reachable, and private endpoints are the only rules that this
    mode has. A rule that names a service tag looks as if the other addresses were closed.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network

    ## Fix

    Set the mode that closes everything else, or remove the rule. The way back to `allow_internet_outbound` is
    barred.

    ```yaml
    managed_network:
      isolation_mode: allow_only_approved_outbound
      outbound_rules:
        - name: data-factory
          type: service_tag
          destination: {service_tag: DataFactory, protocol: TCP, port_ranges: "443"}
    ```
    """
    if workspace.isolation_mode is not IsolationMode.INTERNET:
        return
    for route, outbound in workspace.outbound_rules():
        if isinstance(outbound, ServiceTagRule):
            tag = outbound.service_tag
            what = f"the service tag `{shown(tag)}`" if isinstance(tag, str) and tag else "addresses"
            message = f"{outbound.label} allows {what}, but the network allows all internet outbound"
            related = ((("managed_network", "isolation_mode"), "the mode is set here"),)
            help_ = say("set `isolation_mode` to `allow_only_approved_outbound`, or remove the rule")
            yield Problem((*route, "destination"), message, help_, related=related)
