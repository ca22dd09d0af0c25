from collections.abc import Iterator

from mvnetgen.model.estate import Declaration, Estate
from mvnetgen.model.neighbours import LOCK, route_of, text
from mvnetgen.model.workspace import Kind
from mvnetgen.rules.matching import Match, Value, names_workspace, reaches
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Reference, Unknown


@rule(Severity.WARNING, since="0.1.0")
def resource_lock(estate: Estate) -> Iterator[Problem]:
    """
    A management lock on an isolated workspace or its resource group.

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
            scope: Value = text(lock, "scope")
            direct = names_workspace(scope, declaration, estate) is Match.YES
            if direct or _on_group(scope, declaration, estate):
                what = "the workspace" if direct else "the resource group of the workspace"
                message = f"`{lock.address}` locks {what}, which may stop the service from changing the managed network"
                yield Problem(route_of(lock, "scope"), message, "lock the resources that hold data instead")


def _on_group(scope: Value, declaration: Declaration, estate: Estate) -> bool:
    itself = Unknown("its id is known when it exists", reference=Reference(declaration.address, ("id",)))
    return reaches(scope, itself, estate, declaration.workspace.resource_group) is Match.YES
