from collections.abc import Iterator

from mvnetgen.azure.private_link import STORAGE
from mvnetgen.endpoints import Endpoint, dependency, endpoints_of
from mvnetgen.estate import Estate
from mvnetgen.matching import Match, same_target
from mvnetgen.model import IsolationMode
from mvnetgen.rule import Problem, Severity, rule


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
        if not declaration.workspace.rules_complete or not declaration.declared:
            continue
        every = list(endpoints_of(prefix, declaration, estate))
        for endpoint in every:
            if endpoint.arm_type != STORAGE.lower() or endpoint.subresource != "dfs":
                continue
            if endpoint.mode not in (IsolationMode.APPROVED, IsolationMode.INTERNET):
                continue
            if dependency(endpoint, estate)[1] is not Match.NO or any(
                _may_be_blob(endpoint, each, estate) for each in every
            ):
                continue
            message = f"{endpoint.rule.label} leads to `dfs` of {endpoint.shown} and nothing to its `blob`; data lake calls may fail"
            yield Problem(endpoint.subresource_route, message, "add a rule to `blob` of the same account")


def _may_be_blob(dfs: Endpoint, other: Endpoint, estate: Estate) -> bool:
    wrong = isinstance(other.rule.subresource_target, str) and other.rule.subresource_target.lower() != "blob"
    return not wrong and same_target(dfs.target, other.target, estate) is not Match.NO
