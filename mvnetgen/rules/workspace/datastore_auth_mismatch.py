from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Estate
from mvnetgen.model.neighbours import STORAGE, flag, route_of
from mvnetgen.model.workspace import Kind
from mvnetgen.rules.endpoints import dependency_neighbour
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.1.0", owners=(NetworkOwner.WORKSPACE,))
def datastore_auth_mismatch(estate: Estate) -> Iterator[Problem]:
    """
    Account keys are off on the default storage account, and the workspace's datastores use them.

    ## Why

    The datastores that a workspace makes for itself sign in with the key of the storage account unless they are told to use identities. With
    shared keys off every access through them fails.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-disable-local-auth-storage

    ## Fix

    Let the system datastores use identities, and give those the data roles that they need.

    ```yaml
    system_datastores_auth_mode: identity
    ```

    ```hcl
    properties = { systemDatastoresAuthMode = "Identity" }
    ```

    ```bicep
    properties: { systemDatastoresAuthMode: 'Identity' }
    ```
    """
    for prefix, declaration in estate.workspaces():
        workspace = declaration.workspace
        mode = workspace.system_datastores_auth_mode
        if workspace.kind is Kind.PROJECT or not declaration.declared:
            continue
        if not (mode is None or (isinstance(mode, str) and mode.lower() in ("", "accesskey"))):
            continue
        account = dependency_neighbour("storage_account", declaration, estate)
        if account is None or account.arm_type != STORAGE or flag(account, "shared_access_key_enabled") is not False:
            continue
        message = f"the datastores of the workspace use account keys, which `{account.address}` does not take"
        route = (*prefix, "system_datastores_auth_mode") if mode else (*prefix, "storage_account")
        related = ((route_of(account, "shared_access_key_enabled"), "account keys are off here"),)
        yield Problem(route, message, say("set `system_datastores_auth_mode` to `identity`"), related=related)
