import fnmatch
from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Estate, Neighbour
from mvnetgen.model.neighbours import ROLE_DEFINITION, route_of, texts
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown

_DEPLOYS = "microsoft.machinelearningservices/workspaces/write"
_NEEDED = (
    "Microsoft.MachineLearningServices/workspaces/privateEndpointConnections/read",
    "Microsoft.MachineLearningServices/workspaces/privateEndpointConnections/write",
)


@rule(Severity.WARNING, since="0.2.0", owners=(NetworkOwner.WORKSPACE,))
def deployer_role_not_enough(estate: Estate) -> Iterator[Problem]:
    """
    A custom role for whoever deploys workspaces that cannot make their private endpoints.

    ## Why

    Who deploys a workspace with a managed network makes private endpoints to it, and needs two actions for that beside those on the workspace:
    `privateEndpointConnections/read` and `/write`. Built-in roles that may write workspaces have them; a role of your own
    has what it lists.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#prerequisites

    ## Fix

    Add the actions that the message names.

    ```hcl
    actions = [
      "Microsoft.MachineLearningServices/workspaces/write",
      "Microsoft.MachineLearningServices/workspaces/privateEndpointConnections/read",
      "Microsoft.MachineLearningServices/workspaces/privateEndpointConnections/write",
    ]
    ```
    """
    networks = (declaration.workspace.network for _, declaration in estate.workspaces())
    if not any(network is not None and network.isolated for network in networks):
        return
    for role in estate.neighbours_of(ROLE_DEFINITION):
        if _allows(role, _DEPLOYS) is not True:
            continue
        missing = [action for action in _NEEDED if _allows(role, action) is False]
        if missing:
            listed = " and ".join(f"`{action}`" for action in missing)
            message = f"`{role.address}` may write workspaces but lacks {listed}, which a managed network needs"
            yield Problem(route_of(role, "actions"), message, "add them to its actions")


def _allows(role: Neighbour, action: str) -> bool | None:
    """Whether a role allows an action; None when its lists are not known."""
    allowed, taken_back = texts(role, "actions"), texts(role, "not_actions")
    if isinstance(allowed, Unknown) or isinstance(taken_back, Unknown):
        return None
    if any(isinstance(each, Unknown) for each in (*allowed, *taken_back)):
        return None
    return _listed(action, allowed) and not _listed(action, taken_back)


def _listed(action: str, patterns: tuple[str | Unknown, ...]) -> bool:
    return any(fnmatch.fnmatchcase(action.lower(), str(each).lower().replace("[", "[[]")) for each in patterns)
