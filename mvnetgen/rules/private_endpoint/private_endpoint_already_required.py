from collections.abc import Iterator

from mvnetgen.model.estate import Estate, Form
from mvnetgen.model.fix import Fix, Remove
from mvnetgen.model.workspace import IsolationMode
from mvnetgen.rules.endpoints import Endpoint, endpoints, required
from mvnetgen.rules.rule import Problem, Severity, rule

_NAMES = {
    "workspace": "the workspace itself",
    "storage_account": "the workspace's storage account",
    "key_vault": "the workspace's key vault",
    "container_registry": "the workspace's container registry",
}


@rule(Severity.ERROR, since="0.1.0")
def private_endpoint_already_required(estate: Estate) -> Iterator[Problem]:
    """
    A private endpoint to a target that the service adds by itself.

    ## Why

    Every network in `allow_only_approved_outbound` gets private endpoints to the workspace's own storage account (blob and file), key
    vault and registry. In `allow_internet_outbound` the same happens for those whose public access is off. A rule of your
    own to the same destination is refused because one exists. `queue`, `table` and `dfs` of the storage account are not
    among them.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#list-of-required-rules

    ## Fix

    Remove the rule. For other sub-resources of the same account keep it:

    ```yaml
    - name: default-storage-queue
      type: private_endpoint
      destination:
        service_resource_id: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/Microsoft.Storage/storageAccounts/<STORAGE_ACCOUNT>
        subresource_target: queue
        spark_enabled: false
    ```
    """
    for endpoint in endpoints(estate):
        found = required(endpoint, estate)
        if found is None or (found.target == "workspace" and endpoint.resource is None):
            continue  # a rule in the document that makes the workspace: private-endpoint-to-self
        name = _NAMES[found.target]
        if endpoint.is_spark:
            message = (
                f"{endpoint.rule.label} leads to `{found.subresource}` of {name}, to which the network may get an "
                f"endpoint anyway; provisioning with Spark includes it"
            )
            help_ = "remove the rule if Azure refuses it because one exists"
            yield Problem(endpoint.route, message, help_, severity=Severity.INFO)
            continue
        message = f"{endpoint.rule.label} leads to `{found.subresource}` of {name}, {_why(endpoint)}"
        yield Problem(
            endpoint.route,
            message,
            "remove the rule",
            related=_owner(endpoint, found.target),
            fix=Fix((Remove(endpoint.route),), safe=False),
        )


def _why(endpoint: Endpoint) -> str:
    if endpoint.mode is IsolationMode.APPROVED:
        return "to which a network with approved outbound gets an endpoint by itself; Azure refuses a second one"
    return "to which the network gets an endpoint by itself, its public access being off; Azure refuses a second one"


def _owner(endpoint: Endpoint, key: str) -> tuple[tuple[tuple[str | int, ...], str], ...]:
    if key == "workspace" or endpoint.declaration.form is Form.AVM:
        return ()
    return (((*endpoint.workspace_route, key), "it belongs to the workspace"),)
