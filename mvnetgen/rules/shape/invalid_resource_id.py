from collections.abc import Iterator

from mvnetgen.azure.resource_ids import IdProblem, ResourceId, parse_resource_id
from mvnetgen.model.fix import Fix, write
from mvnetgen.model.workspace import CustomerManagedKey, Identity, PrivateEndpointRule, ServerlessCompute, Workspace
from mvnetgen.rules.message import say, word
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import shown
from mvnetgen.text.source import Route

_TYPES = {
    "storage_account": ("Microsoft.Storage/storageAccounts",),
    "storage_id": ("Microsoft.Storage/storageAccounts",),
    "container_registry": ("Microsoft.ContainerRegistry/registries",),
    "key_vault": ("Microsoft.KeyVault/vaults", "Microsoft.KeyVault/managedHSMs"),
    "application_insights": ("Microsoft.Insights/components",),
    "cosmosdb_id": ("Microsoft.DocumentDB/databaseAccounts",),
    "search_id": ("Microsoft.Search/searchServices",),
    "primary_user_assigned_identity": ("Microsoft.ManagedIdentity/userAssignedIdentities",),
    "user_assigned_identities": ("Microsoft.ManagedIdentity/userAssignedIdentities",),
    "workspace_hub": ("Microsoft.MachineLearningServices/workspaces",),
    "hub_id": ("Microsoft.MachineLearningServices/workspaces",),
    "custom_subnet": ("Microsoft.Network/virtualNetworks/subnets",),
}
"""What the id of each field has to name; a private endpoint may lead to anything, which is judged elsewhere."""


@rule(Severity.ERROR, since="0.1.0", alone=True)
def invalid_resource_id(workspace: Workspace) -> Iterator[Problem]:
    """
    A value that is not the full ARM id of a resource of the kind that its field needs.

    ## Why

    A private endpoint leads to a whole resource, named by its id. Nobody checks the target of an outbound rule
    before Azure does: `az ml`, azapi and Bicep pass on a host name, the id of a container inside of the storage
    account or an id that ends in a slash, and the deployment stops half way. For the resources of the workspace
    itself `az ml` takes names and groups out of the id, so that an id of another kind of resource turns into a
    resource that is not there.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network; the schemas of azure-ai-ml
    1.35.2

    ## Fix

    Copy the id from `az resource show --query id` or from the resource's page of properties in the portal.

    ```yaml
    - name: data-lake
      type: private_endpoint
      destination:
        service_resource_id: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/data/providers/Microsoft.Storage/storageAccounts/lake
        subresource_target: dfs
        spark_enabled: true
    ```
    """
    for route, field, value, on_key in _ids(workspace):
        if isinstance(value, str):
            yield from _judge(route, field, value, on_key=on_key)


def _ids(workspace: Workspace) -> Iterator[tuple[Route, str, object, bool]]:
    """Every field that holds a resource id: its route, its name, its value, and whether the value is a key in YAML."""
    for field in (
        "storage_account",
        "container_registry",
        "key_vault",
        "application_insights",
        "primary_user_assigned_identity",
        "workspace_hub",
        "hub_id",
    ):
        yield (field,), field, getattr(workspace, field), False
    if isinstance(workspace.customer_managed_key, CustomerManagedKey):
        for field in ("key_vault", "cosmosdb_id", "storage_id", "search_id"):
            yield ("customer_managed_key", field), field, getattr(workspace.customer_managed_key, field), False
    if isinstance(workspace.serverless_compute, ServerlessCompute):
        subnet = workspace.serverless_compute.custom_subnet
        yield ("serverless_compute", "custom_subnet"), "custom_subnet", subnet, False
    identity = workspace.identity
    if isinstance(identity, Identity) and isinstance(identity.user_assigned_identities, tuple):
        for index, each in enumerate(identity.user_assigned_identities):
            yield ("identity", "user_assigned_identities", index), "user_assigned_identities", each.resource_id, True
    for route, outbound in workspace.outbound_rules():
        if isinstance(outbound, PrivateEndpointRule):
            yield (*route, "service_resource_id"), "service_resource_id", outbound.service_resource_id, False


def _judge(route: Route, field: str, value: str, *, on_key: bool) -> Iterator[Problem]:
    parsed = parse_resource_id(value)
    if isinstance(parsed, IdProblem):
        subject = f"`{shown(value, end=True)}`" if value.strip() else word(field)
        yield Problem(
            route,
            say("{} {}", subject, parsed.why),
            _help(parsed, value),
            on_key=on_key,
            fix=None if on_key else _fix(parsed, value),
        )
        return
    wanted = _TYPES.get(field)
    if wanted is None:
        yield from _child(route, value, parsed)
    elif parsed.full_type and parsed.full_type.lower() not in {each.lower() for each in wanted}:
        if any(mark in parsed.full_type for mark in "<>{}"):
            return
        message = say(
            "{} needs the id of a {}, and this is a {}", word(field), f"`{wanted[0]}`", f"`{parsed.full_type}`"
        )
        yield Problem(route, message, _shorter(value, parsed, wanted), on_key=on_key)


def _child(route: Route, value: str, parsed: ResourceId) -> Iterator[Problem]:
    """A private endpoint leads to the resource itself, never to a part of it."""
    if not parsed.children or parsed.type is None:
        return
    names = "/".join("/".join(pair) for pair in parsed.children)
    whole = value[: value.lower().rindex(f"/{names}".lower())] if f"/{names}".lower() in value.lower() else ""
    message = (
        f"`{shown(names)}` is a part of the resource `{parsed.name}`; a private endpoint leads to the whole resource"
    )
    yield Problem(
        route,
        message,
        f"write `{whole}`" if whole else "end the id with the name of the resource",
        fix=write(value, whole, safe=False),
    )


def _shorter(value: str, parsed: ResourceId, wanted: tuple[str, ...]) -> str:
    """When only a child was named, the id of its parent is what was meant."""
    if parsed.children and parsed.type and parsed.type.lower() in {each.lower() for each in wanted}:
        names = "/".join("/".join(pair) for pair in parsed.children)
        return f"write `{value.removesuffix(f'/{names}')}`"
    return f"give the id of a `{wanted[0]}`"


def _fix(problem: IdProblem, value: str) -> Fix | None:
    """The id without blanks around it and slashes at its end, and with the one it starts with."""
    if not value.lower().strip("/ \r\n\t").startswith("subscriptions/") or problem.kind not in {
        "slash",
        "space",
        "start",
    }:
        return None
    mended = "/" + value.strip().strip("/").strip()
    return None if isinstance(parse_resource_id(mended), IdProblem) else write(value, mended)


def _help(problem: IdProblem, value: str) -> str:
    match problem.kind:
        case "slash" if value.endswith("/"):
            return "remove the slash at the end"
        case "space":
            return "remove the blanks"
        case "start" if not value.startswith("/"):
            return f"write `/{value}`" if value.lower().startswith("subscriptions/") else _COPY
    return _COPY


_COPY = "copy the id from `az resource show --query id`"
