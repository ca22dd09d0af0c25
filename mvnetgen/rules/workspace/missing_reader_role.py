from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.azure.roles import reads
from mvnetgen.model.estate import Declaration, Estate, Neighbour
from mvnetgen.model.neighbours import PRIVATE_ENDPOINT, ROLE_ASSIGNMENT, STORAGE, text, texts
from mvnetgen.model.workspace import IdentityType, Kind
from mvnetgen.rules.endpoints import dependency_neighbour
from mvnetgen.rules.matching import Match, Value, group_of, is_identity_of, neighbour_for, reaches
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown

_OF_STUDIO = frozenset({"blob", "file"})


@rule(Severity.WARNING, since="0.2.0", owners=(NetworkOwner.WORKSPACE,))
def missing_reader_role(estate: Estate) -> Iterator[Problem]:
    """
    A client's private endpoint to the closed default storage on which the workspace's identity has no Reader role.

    ## Why

    Where the default storage account is closed to the public, the studio looks up the private endpoints that clients have to its blobs and files,
    and does so as the workspace: its identity needs the role Reader on them. The endpoints of the managed network need none.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#azure-machine-learning-studio

    ## Fix

    Assign the role on the private endpoint.

    ```hcl
    resource "azurerm_role_assignment" "studio" {
      scope                = azurerm_private_endpoint.default_blob.id
      role_definition_name = "Reader"
      principal_id         = azurerm_machine_learning_workspace.research.identity[0].principal_id
    }
    ```
    """
    for _, declaration in estate.workspaces():
        workspace = declaration.workspace
        if workspace.network is None or not workspace.network.isolated or workspace.kind is Kind.PROJECT:
            continue
        if workspace.identity_type is IdentityType.NONE:
            continue
        account = dependency_neighbour("storage_account", declaration, estate)
        if account is None or account.arm_type != STORAGE or text(account, "public_network_access") != "disabled":
            continue
        if estate.may_hide((declaration.address, workspace.name)):
            continue
        missing = [each for each in _client_endpoints(account, estate) if not _may_read(each, declaration, estate)]
        if missing:
            more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            message = (
                f"nothing gives the identity of `{declaration.address}` the role `Reader` on `{missing[0].address}`{more}, so "
                f"the studio may not find the way to the default storage"
            )
            related = tuple((each.route, "another one") for each in missing[1:])
            yield Problem(
                missing[0].route, message, "assign `Reader` on the private endpoint to that identity", related
            )


def _client_endpoints(account: Neighbour, estate: Estate) -> Iterator[Neighbour]:
    """The private endpoints that certainly lead to blobs or files of the account."""
    for each in estate.neighbours_of(PRIVATE_ENDPOINT):
        names = texts(each, "subresources")
        target = neighbour_for(estate, text(each, "target"))
        leads = target is not None and target.address == account.address and each.certain
        if leads and not isinstance(names, Unknown) and any(name in _OF_STUDIO for name in names):
            yield each


def _may_read(endpoint: Neighbour, declaration: Declaration, estate: Estate) -> bool:
    """Whether some role assignment may let the workspace's identity read the endpoint."""
    own: Value = endpoint.resource_id
    for assignment in estate.neighbours_of(ROLE_ASSIGNMENT):
        role = text(assignment, "role")
        answers = (
            is_identity_of(text(assignment, "principal"), declaration, estate),
            reaches(text(assignment, "scope"), own, estate, group_of(own, estate)),
            Match.UNSURE
            if not isinstance(role, str) or reads(role) is None
            else Match.YES
            if reads(role)
            else Match.NO,
        )
        if Match.NO not in answers:
            return True
    return False
