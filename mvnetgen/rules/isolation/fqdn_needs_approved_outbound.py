from collections.abc import Iterator

from mvnetgen.model.workspace import FqdnRule, IsolationMode, Workspace
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import shown


@rule(Severity.ERROR, since="0.1.0")
def fqdn_needs_approved_outbound(workspace: Workspace) -> Iterator[Problem]:
    """
    An FQDN rule where all internet outbound is allowed.

    ## Why

    With `allow_internet_outbound` every host is reachable, and private endpoints are the only rules that this mode
    has. A rule that names a host looks as if the others were closed.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network

    ## Fix

    Set the mode that closes everything else, or remove the rule. The way back to `allow_internet_outbound` is
    barred.

    ```yaml
    managed_network:
      isolation_mode: allow_only_approved_outbound
      outbound_rules:
        - {name: pypi, type: fqdn, destination: pypi.org}
    ```
    """
    if workspace.isolation_mode is not IsolationMode.INTERNET:
        return
    for route, outbound in workspace.outbound_rules():
        if isinstance(outbound, FqdnRule):
            host = f"the host `{shown(outbound.destination)}`" if isinstance(outbound.destination, str) else "a host"
            message = f"{outbound.label} allows {host}, but the network allows all internet outbound"
            related = ((("managed_network", "isolation_mode"), "the mode is set here"),)
            help_ = say("set `isolation_mode` to `allow_only_approved_outbound`, or remove the rule")
            yield Problem((*route, "destination"), message, help_, related=related)
