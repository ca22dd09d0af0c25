from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.workspace import Workspace
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.1.0", alone=True, owners=(NetworkOwner.WORKSPACE,))
def v1_legacy_mode(workspace: Workspace) -> Iterator[Problem]:
    """
    A workspace in v1 legacy mode.

    ## Why

    Legacy mode keeps the workspace from the v2 API. Managed online endpoints, and what else comes with it, cannot be used then.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-configure-network-isolation-with-v2

    ## Fix

    Turn it off.

    ```hcl
    properties = { v1LegacyMode = false }
    ```

    ```bicep
    properties: { v1LegacyMode: false }
    ```
    """
    if workspace.v1_legacy_mode is True:
        message = "v1 legacy mode keeps the workspace from the v2 API, managed online endpoints among it"
        yield Problem(("v1_legacy_mode",), message, "turn it off")
