from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Declaration, Estate
from mvnetgen.model.neighbours import BATCH_ENDPOINT, text
from mvnetgen.model.workspace import Kind, UndecidedRule
from mvnetgen.rules.endpoints import endpoints_of
from mvnetgen.rules.matching import Match, names_workspace, same_target
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.source import Route

_NEEDED = ("queue", "table")


@rule(Severity.INFO, since="0.1.0", owners=(NetworkOwner.WORKSPACE,))
def batch_without_queue_and_table(estate: Estate) -> Iterator[Problem]:
    """
    Batch endpoints, and no private endpoints to `queue` and `table` of the workspace's storage account.

    ## Why

    Batch endpoints and ParallelRunStep keep the state of their work in queues and tables of the default storage account. The network makes
    endpoints to its blobs and files by itself, to queues and tables it does not.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#scenario-use-batch-endpoints-or-parallelrunstep

    ## Fix

    Add the rules of the scenario `batch`.

    ```yaml
    - name: batch-queue
      type: private_endpoint
      destination:
        service_resource_id: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/Microsoft.Storage/storageAccounts/<STORAGE_ACCOUNT>
        subresource_target: queue
        spark_enabled: false
    - name: batch-table
      type: private_endpoint
      destination:
        service_resource_id: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/Microsoft.Storage/storageAccounts/<STORAGE_ACCOUNT>
        subresource_target: table
        spark_enabled: false
    ```
    """
    for prefix, declaration in estate.workspaces():
        workspace = declaration.workspace
        network = workspace.network
        if network is None or not network.isolated or workspace.kind is Kind.PROJECT or not workspace.rules_complete:
            continue
        if any(isinstance(each, UndecidedRule) for _, each in workspace.outbound_rules()):
            continue
        batch = [
            each
            for each in estate.neighbours_of(BATCH_ENDPOINT)
            if names_workspace(text(each, "workspace"), declaration, estate) is Match.YES
        ]
        missing = [name for name in _NEEDED if not _may_reach(name, prefix, declaration, estate)]
        if batch and missing:
            listed = " and ".join(f"`{name}`" for name in missing)
            message = f"`{batch[0].address}` needs {listed} of the workspace's storage account, to which no rule leads"
            help_ = "add the private endpoints of the scenario `batch`"
            related = ((batch[0].route, "the batch endpoint"),)
            yield Problem((*prefix, "managed_network", "outbound_rules"), message, help_, related=related)


def _may_reach(name: str, prefix: Route, declaration: Declaration, estate: Estate) -> bool:
    for endpoint in endpoints_of(prefix, declaration, estate):
        written = endpoint.rule.subresource_target
        if isinstance(written, str) and written.lower() != name:
            continue
        own = declaration.workspace.storage_account
        if own is None or same_target(endpoint.target, own, estate) is not Match.NO:
            return True
    return False
