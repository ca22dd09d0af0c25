"""Who may approve a private endpoint: rules that must not cry wolf."""

import pytest

from mvnetgen.model.estate import Estate
from mvnetgen.model.neighbours import IDENTITY, ROLE_ASSIGNMENT, STORAGE
from mvnetgen.model.workspace import Identity, IdentityType, IsolationMode, Kind, UserAssignedIdentity
from mvnetgen.rules.index import RULES_BY_NAME
from mvnetgen.rules.rule import Severity
from mvnetgen.text.document import Unknown
from tests.rules.estates import WORKSPACE, endpoint, estate, messages, neighbour, problems, ref, workspace

MISSING = RULES_BY_NAME["missing-approver-role"]
NOT_ENOUGH = RULES_BY_NAME["approver-role-not-enough"]
APPROVER = "Azure AI Enterprise Network Connection Approver"
GUID = "b556d68e-0be0-4f35-a333-ad7ee1ce17ea"
LAKE = ref("azurerm_storage_account.lake")
OWN = ref(WORKSPACE, "identity", 0, "principal_id")
ACCOUNT = neighbour(
    "azurerm_storage_account.lake", STORAGE, name="lake", resource_group=ref("azurerm_resource_group.data", "name")
)
LITERAL = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/data/providers/Microsoft.Storage/storageAccounts/lake"


def assignment(scope=LAKE, role: object = APPROVER, principal: object = OWN, *, certain: bool = True):
    return neighbour(
        "azurerm_role_assignment.a", ROLE_ASSIGNMENT, scope=scope, role=role, principal=principal, certain=certain
    )


def with_role(*assignments, target: object = LAKE, **fields) -> Estate:
    return estate(workspace(endpoint(target), **fields), ACCOUNT, *assignments)


def test_names_role_id_and_scope() -> None:
    """The finding names the role, its id and the scope, and points at the target."""
    (problem,) = problems(MISSING, with_role())

    assert APPROVER in problem.message
    assert GUID in problem.message
    assert "`azurerm_storage_account.lake.id`" in problem.help
    assert problem.route == ("workspaces", 0, "managed_network", "outbound_rules", 0, "service_resource_id")
    assert problem.severity is None


@pytest.mark.parametrize(
    "role",
    [
        pytest.param(APPROVER, id="by name"),
        pytest.param(APPROVER.upper(), id="by name in another case"),
        pytest.param(GUID, id="by id"),
        pytest.param(f"/providers/Microsoft.Authorization/roleDefinitions/{GUID}", id="by definition"),
        pytest.param(
            f"/subscriptions/11111111-1111-1111-1111-111111111111/providers/Microsoft.Authorization/roleDefinitions/{GUID}",
            id="by definition in a subscription",
        ),
        pytest.param("Contributor", id="contributor"),
        pytest.param("Owner", id="owner"),
        pytest.param("Azure AI Administrator", id="a role of which nobody knows"),
        pytest.param("Our network approver", id="a custom role"),
        pytest.param(ref("azurerm_role_definition.custom", "role_definition_resource_id"), id="a custom role here"),
        pytest.param(Unknown("a variable"), id="not known"),
    ],
)
def test_role_that_may_approve_is_enough(role: object) -> None:
    """A role that approves, or may approve, silences the rule."""
    assert messages(MISSING, with_role(assignment(role=role))) == []


@pytest.mark.parametrize("role", ["Storage Blob Data Contributor", "Reader", "7f951dda-4ed3-4680-a7ca-43fe172d538d"])
def test_role_that_does_not_approve_is_not_enough(role: str) -> None:
    """A data role or a reader does not silence the rule."""
    assert len(messages(MISSING, with_role(assignment(role=role)))) == 1


@pytest.mark.parametrize(
    "scope",
    [
        pytest.param(ref("azurerm_resource_group.data"), id="its resource group"),
        pytest.param(ref("data.azurerm_resource_group.data"), id="a resource group that was looked up"),
        pytest.param(ref("data.azurerm_subscription.current"), id="a subscription"),
        pytest.param(ref("azurerm_management_group.root"), id="a management group"),
        pytest.param("/subscriptions/11111111-1111-1111-1111-111111111111", id="a literal subscription"),
        pytest.param("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/data", id="a literal group"),
        pytest.param(ref("module.storage", "id"), id="an output"),
        pytest.param(ref("var.scope"), id="a variable"),
        pytest.param(ref("data.azurerm_storage_account.lake"), id="the account that was looked up"),
        pytest.param(Unknown("a variable"), id="not known"),
        pytest.param(LITERAL, id="a literal id of the name"),
    ],
)
def test_scope_that_may_cover_is_enough(scope: object) -> None:
    """An assignment on the target, above it, or somewhere that nobody knows silences the rule."""
    assert messages(MISSING, with_role(assignment(scope))) == []


@pytest.mark.parametrize(
    "scope",
    [
        pytest.param(ref("azurerm_storage_account.other"), id="another account"),
        pytest.param(ref("azurerm_key_vault.kv"), id="a vault"),
        pytest.param(ref("data.azurerm_key_vault.kv"), id="a vault that was looked up"),
        pytest.param(ref("azurerm_resource_group.other"), id="another group"),
        pytest.param(LITERAL.replace("/lake", "/other"), id="a literal id of another name"),
    ],
)
def test_scope_elsewhere_is_not_enough(scope: object) -> None:
    """An assignment that certainly is on something else does not silence the rule."""
    assert len(messages(MISSING, with_role(assignment(scope)))) == 1


@pytest.mark.parametrize(
    "principal",
    [
        pytest.param(ref(WORKSPACE, "output", "identity", "principalId"), id="azapi's output"),
        pytest.param(ref("azuread_group.ml", "object_id"), id="a group"),
        pytest.param(ref("module.roles.var.principal"), id="an input of a module"),
        pytest.param(ref("data.azapi_resource.workspace", "identity", 0, "principal_id"), id="looked up"),
        pytest.param("99999999-9999-9999-9999-999999999999", id="an object id"),
        pytest.param(Unknown("each.value"), id="not known"),
    ],
)
def test_principal_that_may_be_the_workspace_is_enough(principal: object) -> None:
    """An assignment to the workspace, a group, or someone that nobody knows silences the rule."""
    assert messages(MISSING, with_role(assignment(principal=principal))) == []


@pytest.mark.parametrize(
    "principal",
    [
        ref("data.azurerm_client_config.current", "object_id"),
        ref("var.principal"),
        ref("data.azurerm_user_assigned_identity.other", "principal_id"),
        ref("azurerm_user_assigned_identity.other", "principal_id"),
        ref("azurerm_search_service.search", "identity", 0, "principal_id"),
    ],
)
def test_other_principal_is_not_enough(principal: object) -> None:
    """An assignment to whoever deploys, to an input, or to another identity does not silence the rule."""
    assert len(messages(MISSING, with_role(assignment(principal=principal)))) == 1


def test_conditional_assignment_is_enough() -> None:
    """An assignment that exists under a condition may be the one."""
    assert messages(MISSING, with_role(assignment(certain=False))) == []


def test_user_assigned_identity() -> None:
    """The role of the user-assigned identity counts, that of the workspace does not exist."""
    identity = Identity(
        type=IdentityType.USER,
        user_assigned_identities=(UserAssignedIdentity(resource_id=ref("azurerm_user_assigned_identity.ml")),),
    )
    ml = neighbour("azurerm_user_assigned_identity.ml", IDENTITY, name="ml")
    judged = workspace(endpoint(LAKE), identity=identity)
    right = assignment(principal=ref("azurerm_user_assigned_identity.ml", "principal_id"))

    assert messages(MISSING, estate(judged, ACCOUNT, ml, right)) == []
    assert len(messages(MISSING, estate(judged, ACCOUNT, ml, assignment()))) == 1


def test_yaml_and_hidden_neighbours_are_silent() -> None:
    """Where neighbours may be hidden, absence proves nothing."""
    judged = workspace(endpoint(LITERAL))

    assert messages(MISSING, estate(judged, sees=False)) == []
    assert (
        messages(NOT_ENOUGH, estate(workspace(endpoint(ref("azurerm_data_factory.etl"), "dataFactory")), sees=False))
        == []
    )


@pytest.mark.parametrize("key", ["storage_account"])
def test_own_dependency_is_silent(key: str) -> None:
    """The workspace has its roles on its own storage account."""
    assert messages(MISSING, with_role(**{key: LAKE})) == []


def test_target_that_may_be_the_own_storage_is_silent() -> None:
    """A target that may be the workspace's own storage account is left alone; one of another type is not."""
    own = ref("module.storage", "resource_id")

    assert messages(MISSING, with_role(storage_account=own)) == []
    search = workspace(endpoint(ref("azurerm_search_service.s"), "searchService"), storage_account=own)
    assert len(messages(MISSING, estate(search))) == 1


def test_one_finding_for_each_target() -> None:
    """Two sub-resources of one account need one role."""
    judged = workspace(
        endpoint(LAKE), endpoint(LAKE, "dfs", "lake-dfs"), endpoint(ref("azurerm_key_vault.kv"), "vault", "kv")
    )

    assert len(messages(MISSING, estate(judged, ACCOUNT))) == 2


def test_hint_for_what_comes_from_elsewhere() -> None:
    """A target or identity from another configuration, or a module of rules only, is only a hint."""
    identity = Identity(
        type=IdentityType.USER, user_assigned_identities=(UserAssignedIdentity(resource_id=ref("var.identity")),)
    )
    variable = estate(workspace(endpoint(Unknown("a variable", text=LITERAL))))
    rules_only = estate(workspace(endpoint(LAKE)), ACCOUNT, declared=False)
    identity_elsewhere = estate(workspace(endpoint(LAKE), identity=identity), ACCOUNT)

    for judged in (variable, rules_only, identity_elsewhere):
        (problem,) = problems(MISSING, judged)
        assert problem.severity is Severity.INFO
        assert "may not be approved" in problem.message


def test_silent_where_nothing_needs_approval() -> None:
    """A project, a workspace without isolation, and a target whose type nothing tells are left alone."""
    assert messages(MISSING, estate(workspace(endpoint(LAKE), kind=Kind.PROJECT), ACCOUNT)) == []
    assert messages(MISSING, estate(workspace(endpoint(LAKE), mode=IsolationMode.DISABLED), ACCOUNT)) == []
    assert messages(MISSING, estate(workspace(endpoint(ref("var.target"), "table")))) == []


def test_type_that_the_role_does_not_cover() -> None:
    """A data factory needs a role of one's own: the approver role is not enough, Contributor is."""
    target = ref("azurerm_data_factory.etl")
    judged = workspace(endpoint(target, "dataFactory", "etl"))

    assert len(messages(NOT_ENOUGH, estate(judged))) == 1
    assert len(messages(NOT_ENOUGH, estate(judged, assignment(target)))) == 1
    assert messages(NOT_ENOUGH, estate(judged, assignment(target, role="Contributor"))) == []
    assert messages(NOT_ENOUGH, estate(judged, assignment(target, role="Our own role"))) == []
    assert messages(MISSING, estate(judged)) == []
    assert messages(NOT_ENOUGH, estate(workspace(endpoint(LAKE)), ACCOUNT)) == []
