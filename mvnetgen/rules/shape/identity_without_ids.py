from collections.abc import Iterator

from mvnetgen.model.workspace import Identity, IdentityType, Workspace
from mvnetgen.rules.message import say, word
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.1.0", alone=True)
def identity_without_ids(workspace: Workspace) -> Iterator[Problem]:
    """
    A user-assigned identity without any id, or no identity at all beside a managed network.

    ## Why

    In the YAML `user_assigned_identities` is a mapping from id to `{}`. A list is refused, and an id with nothing
    behind its colon is dropped without a word, so that the request asks for user-assigned identities and names
    none. A workspace with `type: none` has nobody to approve the private endpoints of its managed network.

    Source: azure-ai-ml 1.35.2, `_schema/workspace/identity.py`

    ## Fix

    Write `{}` behind each id.

    ```yaml
    identity:
      type: user_assigned
      user_assigned_identities:
        /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/ml/providers/Microsoft.ManagedIdentity/userAssignedIdentities/ml: {}
    ```

    ```hcl
    identity {
      type         = "UserAssigned"
      identity_ids = [azapi_resource.identity.id]
    }
    ```
    """
    identity = workspace.identity
    if not isinstance(identity, Identity):
        return
    if identity.type in (IdentityType.USER, IdentityType.BOTH) and identity.user_assigned_identities == ():
        message = say("{} needs at least one identity, and none is named", word(identity.type))
        yield Problem(("identity", "type"), message, say("name the identities in `user_assigned_identities`"))
    if identity.type is IdentityType.NONE and workspace.network and workspace.network.isolated:
        message = "a workspace without an identity may be refused: nobody approves the private endpoints of its network"
        related = ((("managed_network", "isolation_mode"), "the managed network"),)
        help_ = say("write `system_assigned`")
        yield Problem(("identity", "type"), message, help_, related=related, severity=Severity.WARNING)
