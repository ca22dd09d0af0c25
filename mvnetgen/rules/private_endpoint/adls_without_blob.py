from collections.abc import Iterator

from mvnetgen.azure.private_link import STORAGE
from mvnetgen.model.estate import Estate
from mvnetgen.model.workspace import IsolationMode, UndecidedRule
from mvnetgen.rules.endpoints import Endpoint, dependency, endpoints_of
from mvnetgen.rules.matching import Match, same_target
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.1.0")
def adls_without_blob(estate: Estate) -> Iterator[Problem]:
    """
    A private endpoint to `dfs` of a storage account, and none to its `blob`.

    ## Why

    Azure Data Lake Storage answers a part of the calls to `dfs` through `blob`, and most libraries use both. With an endpoint to `dfs` alone
    these calls go to the public address, which a private account refuses.

    Source: https://learn.microsoft.com/azure/storage/common/storage-private-endpoints

    ## Fix

    Add a rule to `blob` of the same account.

    ```yaml
    - name: lake-blob
      type: private_endpoint
      destination:
        service_resource_id: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/Microsoft.Storage/storageAccounts/<LAKE>
        subresource_target: blob
        spark_enabled: true
    ```
    """
    for prefix, declaration in estate.workspaces():
        workspace = declaration.workspace
        undecided = any(isinstance(each, UndecidedRule) for _, each in workspace.outbound_rules())
        if undecided or not workspace.rules_complete or not declaration.declared:
            continue
        every = list(endpoints_of(prefix, declaration, estate))
        blobs = [each.target for each in every if _may_be_blob(each)]
        for endpoint in every:
            if endpoint.arm_type != STORAGE.lower() or endpoint.subresource != "dfs":
                continue
            if endpoint.mode not in (IsolationMode.APPROVED, IsolationMode.INTERNET):
                continue
            if dependency(endpoint, estate)[1] is not Match.NO:
                continue
            if all(same_target(endpoint.target, each, estate) is Match.NO for each in blobs):
                message = (
                    f"{endpoint.rule.label} leads to `dfs` of {endpoint.shown} and nothing to its `blob`; data lake "
                    f"calls may fail"
                )
                yield Problem(endpoint.subresource_route, message, "add a rule to `blob` of the same account")


def _may_be_blob(endpoint: Endpoint) -> bool:
    written = endpoint.rule.subresource_target
    return not isinstance(written, str) or written.lower() == "blob"
