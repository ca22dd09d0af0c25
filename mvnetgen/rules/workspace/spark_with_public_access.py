from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Declaration, Estate, Form
from mvnetgen.model.workspace import Kind, PublicAccess, UndecidedRule
from mvnetgen.rules.endpoints import endpoints_of
from mvnetgen.rules.matching import Match, names_workspace
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.source import Route


@rule(Severity.WARNING, since="0.2.0", owners=(NetworkOwner.WORKSPACE,))
def spark_with_public_access(estate: Estate) -> Iterator[Problem]:
    """
    Spark is provisioned while public access to the workspace is on, and nothing leads to the workspace itself.

    ## Why

    Serverless Spark talks to its workspace through a private endpoint. Provisioning makes that endpoint when public access is off; while
    it is on the endpoint may be missing, and needs a rule of its own afterwards.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#configure-for-serverless-spark-jobs

    ## Fix

    Turn public access off before the network is provisioned, or add a rule to the workspace once it exists.

    ```hcl
    destination = {
      serviceResourceId = azapi_resource.workspace.id
      subresourceTarget = "amlworkspace"
      sparkEnabled      = true
    }
    ```
    """
    for prefix, declaration in estate.workspaces():
        network = declaration.workspace.network
        if network is None or not network.isolated or declaration.workspace.kind is Kind.PROJECT:
            continue
        if declaration.provisioned_with_spark is not True or not _is_public(declaration):
            continue
        if _may_reach_itself(prefix, declaration, estate):
            continue
        index = next(index for index, each in enumerate(declaration.provisions) if each.with_spark is True)
        message = (
            f"`{declaration.provisions[index].address}` provisions Spark while public access to the workspace is on, so "
            f"the endpoint to the workspace itself may not be made"
        )
        help_ = "turn public access off first, or add a rule to the workspace with the sub-resource `amlworkspace`"
        route = (*prefix, "public_network_access")
        related = ((route, "public access is on here"),) if route in estate.spans else ()
        yield Problem((*prefix, "provisions", index), message, help_, related)


def _is_public(declaration: Declaration) -> bool:
    access = declaration.workspace.public_network_access
    return access is PublicAccess.ENABLED or (
        access is None and declaration.declared and declaration.form is not Form.AVM
    )


def _may_reach_itself(prefix: Route, declaration: Declaration, estate: Estate) -> bool:
    """Whether a rule may lead to the workspace."""
    workspace = declaration.workspace
    if not workspace.rules_complete or any(isinstance(each, UndecidedRule) for _, each in workspace.outbound_rules()):
        return True
    return any(
        each.subresource in (None, "amlworkspace") and names_workspace(each.target, declaration, estate) is not Match.NO
        for each in endpoints_of(prefix, declaration, estate)
    )
