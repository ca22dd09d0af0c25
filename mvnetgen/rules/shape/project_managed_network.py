from collections.abc import Iterator

from mvnetgen.model.workspace import IsolationMode, Kind, Workspace
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.1.0")
def project_managed_network(workspace: Workspace) -> Iterator[Problem]:
    """
    A managed network on a project: it belongs to the project's hub.

    ## Why

    A project works inside of the network of its hub. `az ml` accepts the block in a project's file, but the request
    that creates a project has no place for it, so nothing of what it says comes into force.

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
    if workspace.kind is not Kind.PROJECT or workspace.network is None:
        return
    if workspace.isolation_mode is IsolationMode.DISABLED and not any(workspace.outbound_rules()):
        return
    message = say("`managed_network` of a project has no effect: a project works inside of the network of its hub")
    yield Problem(("managed_network",), message, "move it to the hub", on_key=True)
