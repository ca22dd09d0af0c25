from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Estate
from mvnetgen.model.workspace import Identity, IdentityType, Workspace
from mvnetgen.rules.matching import Match, Value, same_target
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown


@rule(Severity.ERROR, since="0.2.0", alone=True, owners=(NetworkOwner.WORKSPACE,))
def primary_identity_not_assigned(estate: Estate) -> Iterator[Problem]:
    """
    A primary identity that is not among the identities of the workspace.

    ## Why

    `primary_user_assigned_identity` chooses one of the user-assigned identities that the workspace has. One that it does not have cannot
    act for it, and Azure refuses the workspace.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-identity-based-service-authentication#user-assigned-managed-identity

    ## Fix

    Name the identity in `identity` too.

    ```yaml
    identity:
      type: user_assigned
      user_assigned_identities:
        /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/Microsoft.ManagedIdentity/userAssignedIdentities/<IDENTITY>: {}
    primary_user_assigned_identity: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/Microsoft.ManagedIdentity/userAssignedIdentities/<IDENTITY>
    ```
    """
    for prefix, declaration in estate.workspaces():
        workspace = declaration.workspace
        primary = workspace.primary_user_assigned_identity
        if not primary or not declaration.declared or (declaration.partial and workspace.identity is None):
            continue
        assigned = _assigned(workspace)
        if assigned is None or any(same_target(primary, each, estate) is not Match.NO for each in assigned):
            continue
        message = say("the primary identity is not among the identities of the workspace, so it cannot act for it")
        help_ = say("name it in `user_assigned_identities`, too")
        yield Problem((*prefix, "primary_user_assigned_identity"), message, help_)


def _assigned(workspace: Workspace) -> tuple[Value, ...] | None:
    """The user-assigned identities of a workspace; None when they are not known."""
    identity = workspace.identity
    if isinstance(identity, Unknown) or isinstance(workspace.identity_type, Unknown):
        return None
    if not isinstance(identity, Identity) or workspace.identity_type not in (IdentityType.USER, IdentityType.BOTH):
        return ()
    listed = identity.user_assigned_identities
    if isinstance(listed, Unknown):
        return None
    # Without any id identity-without-ids has said it already.
    return tuple(each.resource_id for each in listed) or None
