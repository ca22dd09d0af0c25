from collections.abc import Iterator

from mvnetgen.azure.private_link import service_of
from mvnetgen.azure.roles import APPROVER_ID, APPROVER_NAME
from mvnetgen.model.estate import Declaration, Estate, Form, Neighbour
from mvnetgen.model.workspace import Identity, IdentityType, IsolationMode, Kind, PrivateEndpointRule
from mvnetgen.rules.approval import approval, may_be_hidden
from mvnetgen.rules.endpoints import (
    DEPENDENCIES,
    Endpoint,
    dependency,
    dependency_neighbour,
    endpoints_of,
    gets_endpoint,
)
from mvnetgen.rules.matching import Match, Value, declared, neighbour_for, same_target
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown
from mvnetgen.text.source import Route


@rule(Severity.WARNING, since="0.1.0")
def missing_approver_role(estate: Estate) -> Iterator[Problem]:
    """
    A private endpoint target on which the workspace's identity has no role to approve the endpoint.

    ## Why

    Since 30 April 2025 the service does not grant itself the right to approve private endpoints. The workspace's managed
    identity, and whoever creates the rule, need `Azure AI Enterprise Network Connection Approver`
    (b556d68e-0be0-4f35-a333-ad7ee1ce17ea) on every target that is not the workspace's own storage account, key vault or
    registry. Without it the rule fails, or its endpoint waits for an approval that never comes. A user-assigned identity
    needs the role on these three, too: only the system-assigned one gets its rights on them when the workspace is made.

    The rule speaks where it sees the whole configuration and finds no assignment that may cover the target: on itself, its
    resource group or its subscription, by name, by id, or Owner or Contributor. Where the identity or the target comes
    from elsewhere, it is only a hint.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#approval-of-private-endpoints

    ## Fix

    Assign the role before the rule is made.

    ```hcl
    resource "azurerm_role_assignment" "approver" {
      scope                = azurerm_storage_account.lake.id
      role_definition_name = "Azure AI Enterprise Network Connection Approver"
      principal_id         = azapi_resource.workspace.identity[0].principal_id
    }
    ```

    ```bicep
    resource approver 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
      name: guid(lake.id, workspace.id, 'approver')
      scope: lake
      properties: {
        principalId: workspace.identity.principalId
        principalType: 'ServicePrincipal'
        roleDefinitionId: subscriptionResourceId(
          'Microsoft.Authorization/roleDefinitions', 'b556d68e-0be0-4f35-a333-ad7ee1ce17ea')
      }
    }
    ```
    """
    for prefix, declaration in estate.workspaces():
        if may_be_hidden(declaration, estate):
            continue
        said: list[Value] = []
        for endpoint in endpoints_of(prefix, declaration, estate):
            if not _needs_role(endpoint, estate) or approval(endpoint, estate) is not Match.NO:
                continue
            if any(same_target(endpoint.target, each, estate) is Match.YES for each in said):
                continue
            said.append(endpoint.target)
            elsewhere = _comes_from_elsewhere(endpoint, estate)
            role = f"`{APPROVER_NAME}` ({APPROVER_ID})"
            effect = "may not be approved" if elsewhere else "will not be approved"
            message = (
                f"nothing gives the identity of {_shown(declaration)} the role {role} on {endpoint.shown}, so the "
                f"private endpoint of {endpoint.rule.label} {effect}"
            )
            help_ = f"assign the role to that identity with the scope {_scope(endpoint)}, before the rule"
            severity = Severity.INFO if elsewhere else None
            yield Problem(endpoint.target_route, message, help_, severity=severity)
        yield from _own_resources(prefix, declaration, estate)


def _own_resources(prefix: Route, declaration: Declaration, estate: Estate) -> Iterator[Problem]:
    """The storage account, key vault and registry of a workspace that only a user-assigned identity acts for."""
    workspace = declaration.workspace
    if workspace.kind is Kind.PROJECT or not declaration.declared or workspace.identity_type is not IdentityType.USER:
        return
    missing: list[tuple[str, Neighbour]] = []
    for key, arm_type in DEPENDENCIES:
        own = dependency_neighbour(key, declaration, estate)
        if own is None or own.arm_type != arm_type or not gets_endpoint(own, declaration):
            continue
        value: Value = getattr(workspace, key)
        rule = PrivateEndpointRule.of(service_resource_id=value)
        required = Endpoint(declaration, prefix, (*prefix, key), rule, arm_type, service_of(arm_type), None)
        if approval(required, estate) is Match.NO and not _comes_from_elsewhere(required, estate):
            missing.append((key, own))
    if missing:
        listed = ", ".join(f"`{own.address}`" for _, own in missing)
        always = workspace.isolation_mode is IsolationMode.APPROVED and declaration.form is not Form.AVM
        message = (
            f"nothing gives the user-assigned identity of {_shown(declaration)} the role `{APPROVER_NAME}` ({APPROVER_ID}) on "
            f"{listed}, so the private endpoints that the network makes there by itself {'will' if always else 'may'} not be "
            f"approved"
        )
        help_ = "assign the role to that identity on each of them, before the workspace"
        related = tuple((own.route, "needs the role") for _, own in missing)
        severity = None if always else Severity.INFO
        yield Problem((*prefix, missing[0][0]), message, help_, related, severity)


def _needs_role(endpoint: Endpoint, estate: Estate) -> bool:
    network = endpoint.declaration.workspace.network
    isolated = network is not None and network.isolated
    if endpoint.declaration.workspace.kind is Kind.PROJECT or (endpoint.declaration.declared and not isolated):
        return False
    if endpoint.declaration.workspace.identity_type is IdentityType.NONE:
        return False
    covered = endpoint.service is not None and endpoint.service.approver_role is True
    own = dependency(endpoint, estate)[1]
    # Of a workspace of another configuration nothing is known: a target that may be its own is only a hint, as all are.
    return covered and (own is Match.NO or (own is Match.UNSURE and not endpoint.declaration.declared))


def _comes_from_elsewhere(endpoint: Endpoint, estate: Estate) -> bool:
    """Whether another configuration, such as the caller of a module, may well assign the role."""
    declaration = endpoint.declaration
    if not declaration.declared:
        return True
    target = endpoint.target
    known = isinstance(target, str) or declared(target, estate) is not None
    if isinstance(target, Unknown) and not known and (target.reference is None or not target.reference.is_resource):
        return True
    identity = declaration.workspace.identity
    if not isinstance(identity, Identity) or identity.type is not IdentityType.USER:
        return False
    ids = identity.user_assigned_identities
    return isinstance(ids, Unknown) or all(neighbour_for(estate, each.resource_id) is None for each in ids)


def _shown(declaration: Declaration) -> str:
    return f"`{declaration.address}`" if declaration.address else "the workspace"


def _scope(endpoint: Endpoint) -> str:
    target = endpoint.target
    if isinstance(target, Unknown) and target.reference and target.reference.is_resource:
        return f"`{target.reference.address}.id`"
    return f"of {endpoint.shown}"
