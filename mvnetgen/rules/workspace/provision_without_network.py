from collections.abc import Iterator

from mvnetgen.estate import Declaration
from mvnetgen.model import IsolationMode, Kind
from mvnetgen.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.1.0")
def provision_without_network(declaration: Declaration) -> Iterator[Problem]:
    """
    Provisioning of a managed network that does not exist.

    ## Why

    `provision_network_now` provisions the managed network while the workspace is created. Without isolation there is no
    managed network, and the key does nothing: whoever wrote it believes that the workspace is isolated.

    Source: https://learn.microsoft.com/azure/templates/microsoft.machinelearningservices/workspaces

    ## Fix

    Turn isolation on, or remove the key.

    ```yaml
    provision_network_now: true
    managed_network:
      isolation_mode: allow_only_approved_outbound
    ```
    """
    workspace = declaration.workspace
    if workspace.provision_network_now is not True or workspace.kind is Kind.PROJECT:
        return
    if declaration.declared and workspace.isolation_mode is IsolationMode.DISABLED:
        message = "there is no managed network to provision, so this does nothing"
        help_ = "set an isolation mode, or remove the key"
        yield Problem(("provision_network_now",), message, help_)
