from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Declaration, Estate, Neighbour
from mvnetgen.model.neighbours import COMPUTE, PRIVATE_ENDPOINT, flag, text
from mvnetgen.model.workspace import Kind
from mvnetgen.rules.matching import Match, names_workspace
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.2.0", owners=(NetworkOwner.WORKSPACE,))
def compute_without_way_in(estate: Estate) -> Iterator[Problem]:
    """
    A hub whose compute instance has no public IP, and to which no private endpoint leads.

    ## Why

    People open a compute instance through its hub. Without a public IP the instance is reached through a private endpoint to the hub only, also
    where the hub itself answers to the internet; without one it can be made and not used.

    Source: https://learn.microsoft.com/azure/ai-foundry/how-to/configure-managed-network

    ## Fix

    Add a private endpoint to the hub in the virtual network of your clients, or give the instance a public IP.
    """
    for _, declaration in estate.workspaces():
        network = declaration.workspace.network
        if network is None or not network.isolated or declaration.workspace.kind is not Kind.HUB:
            continue
        if estate.may_hide((declaration.address, declaration.workspace.name)):
            continue
        instance = next(_without_address(declaration, estate), None)
        targets = [text(each, "target") for each in estate.neighbours_of(PRIVATE_ENDPOINT)]
        if instance is None or any(names_workspace(each, declaration, estate) is not Match.NO for each in targets):
            continue
        message = (
            f"`{instance.address}` has no public IP and no private endpoint leads to its hub, so nobody can open it"
        )
        help_ = "add a private endpoint to the hub in a virtual network of your clients"
        yield Problem(instance.route, message, help_)


def _without_address(declaration: Declaration, estate: Estate) -> Iterator[Neighbour]:
    """The compute instances of a workspace that certainly have no public address."""
    for each in estate.neighbours_of(COMPUTE):
        own = names_workspace(text(each, "workspace"), declaration, estate) is Match.YES
        hidden = text(each, "compute_type") == "computeinstance" and flag(each, "public_ip") is False
        if own and hidden and each.certain:
            yield each
