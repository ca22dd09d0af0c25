from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Declaration, Estate
from mvnetgen.model.neighbours import LOCK, SUBSCRIPTION, route_of, text
from mvnetgen.model.workspace import Kind
from mvnetgen.rules.matching import Match, Value, group_of, named_type, names_workspace, reaches, same_target
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Cause, Reference, Unknown


@rule(Severity.WARNING, since="0.1.0", owners=(NetworkOwner.WORKSPACE,))
def resource_lock(estate: Estate) -> Iterator[Problem]:
    """
    A management lock on an isolated workspace, its storage account, its key vault, or their resource groups.

    ## Why

    The service writes and deletes parts of the managed network by itself, when rules change and when the workspace goes. A lock may stop
    it halfway: rules cannot be removed, and deleting the workspace fails.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#limitations

    ## Fix

    Lock the resources that hold data instead of the workspace and its group.
    """
    for _, declaration in estate.workspaces():
        network = declaration.workspace.network
        if network is None or not network.isolated or declaration.workspace.kind is Kind.PROJECT:
            continue
        for lock in estate.neighbours_of(LOCK):
            what = _locked(text(lock, "scope"), declaration, estate)
            if what:
                message = f"`{lock.address}` locks {what}, which may stop the service from changing the managed network"
                yield Problem(route_of(lock, "scope"), message, "lock the resources that hold data instead")


def _locked(scope: Value, declaration: Declaration, estate: Estate) -> str:
    """What a lock certainly locks of a workspace; empty when nothing."""
    if names_workspace(scope, declaration, estate) is Match.YES:
        return "the workspace"
    own: dict[str, Value] = {
        "the default storage account": declaration.workspace.storage_account,
        "the key vault": declaration.workspace.key_vault,
    }
    for what, value in own.items():
        if same_target(scope, value, estate) is Match.YES:
            return f"{what} of the workspace"
    itself = declaration.resource_id or Unknown(
        "its id is known when it exists", reference=Reference(declaration.address, ("id",)), kind=Cause.RESOURCE
    )
    if reaches(scope, itself, estate, declaration.workspace.resource_group) is Match.YES:
        above = "subscription" if named_type(scope, estate) == SUBSCRIPTION else "resource group"
        return f"the {above} of the workspace"
    for what, value in own.items():
        if value is not None and reaches(scope, value, estate, group_of(value, estate)) is Match.YES:
            return f"the resource group of {what}"
    return ""
