from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Declaration, Estate, Form, Neighbour
from mvnetgen.model.neighbours import COMPUTE, ONLINE_DEPLOYMENT, text
from mvnetgen.rules.deployments import deployments_of
from mvnetgen.rules.matching import Match, names_workspace
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import without_keys


@rule(Severity.WARNING, since="0.2.0", owners=(NetworkOwner.WORKSPACE,))
def compute_before_provisioning(estate: Estate) -> Iterator[Problem]:
    """
    A compute instance or online deployment that does not wait for the provisioning of the same configuration.

    ## Why

    The first compute provisions the network when nobody has, and so does the action `provisionManagedNetwork`. Made at the same time they
    disturb each other: the compute times out, or one of them is refused because the other is running. An online
    deployment is refused before there is a network.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#manually-provision-a-managed-vnet

    ## Fix

    Let the compute wait for the action.

    ```hcl
    resource "azurerm_machine_learning_compute_instance" "notebooks" {
      depends_on = [azapi_resource_action.provision]
    }
    ```
    """
    for _, declaration in estate.workspaces():
        network = declaration.workspace.network
        if network is None or not network.isolated:
            continue
        if declaration.workspace.provision_network_now is True:
            yield from _beside_the_workspace(declaration, estate)
            continue
        waits_for = {without_keys(each.address) for each in declaration.provisions}
        for each in _early(declaration, estate) if waits_for else ():
            if each.certain and not each.after & waits_for:
                action = declaration.provisions[0].address
                what = "deployment" if each.arm_type == ONLINE_DEPLOYMENT else "compute"
                message = f"the {what} `{each.address}` does not wait for `{action}`, which provisions its network"
                help_ = f"add `depends_on = [{without_keys(action)}]`"
                yield Problem(each.route, message, help_)


def _beside_the_workspace(declaration: Declaration, estate: Estate) -> Iterator[Problem]:
    """Of a workspace that provisions while it is made: what does not wait for the workspace, as templates allow."""
    if declaration.form not in {Form.BICEP, Form.ARM} or not declaration.certain:
        return
    for each in _early(declaration, estate):
        if each.certain and without_keys(declaration.address) not in each.after:
            what = "deployment" if each.arm_type == ONLINE_DEPLOYMENT else "compute"
            message = f"the {what} `{each.address}` does not wait for its workspace, which provisions the network"
            yield Problem(each.route, message, "name the workspace as its `parent`, or in `dependsOn`")


def _early(declaration: Declaration, estate: Estate) -> Iterator[Neighbour]:
    for each in estate.neighbours_of(COMPUTE):
        own = names_workspace(text(each, "workspace"), declaration, estate) is Match.YES
        if own and text(each, "compute_type") == "computeinstance":
            yield each
    yield from deployments_of(declaration, estate)
