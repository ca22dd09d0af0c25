from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Declaration, Form
from mvnetgen.model.workspace import IsolationMode, Kind
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.1.0", alone=True, owners=(NetworkOwner.WORKSPACE,))
def project_managed_network(declaration: Declaration) -> Iterator[Problem]:
    """
    A managed network on a project: it belongs to the project's hub.

    ## Why

    A project works inside of the network of its hub, and the service refuses a request that gives a project one of its
    own, even one that only repeats the status of the hub's. `az ml` accepts the block in a project's file and does not
    send it: there it is a warning, as it is where the block only switches isolation off.

    Source: https://learn.microsoft.com/azure/ai-foundry/how-to/configure-managed-network

    ## Fix

    Move `managed_network` to the hub.

    ```yaml
    name: my-hub
    kind: hub
    managed_network:
      isolation_mode: allow_only_approved_outbound
    ```
    """
    workspace = declaration.workspace
    if workspace.kind is not Kind.PROJECT or workspace.network is None or not _written(declaration):
        return
    disabled = workspace.isolation_mode is IsolationMode.DISABLED and not any(workspace.outbound_rules())
    message = say("a project works inside of the network of its hub, and Azure refuses one with a `managed_network`")
    if declaration.form is Form.YAML and disabled:
        return
    if declaration.form is Form.YAML:
        message = say("`managed_network` of a project has no effect: a project works inside of the network of its hub")
    severity = Severity.WARNING if declaration.form is Form.YAML or disabled else None
    yield Problem(("managed_network",), message, "move it to the hub", severity=severity, on_key=True)


def _written(declaration: Declaration) -> bool:
    """Whether somebody writes the network itself; outbound rules of their own give a project none."""
    owners = any(owner.writes_network for owner in declaration.owners)
    return declaration.form is Form.YAML or declaration.writes_network or owners
