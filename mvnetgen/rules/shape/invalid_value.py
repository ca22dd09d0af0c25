import re
from collections.abc import Iterator

from mvnetgen.azure.limits import arm_values, is_category
from mvnetgen.azure.placeholders import placeholders
from mvnetgen.formats.shape import nearest, shown
from mvnetgen.model.fix import write
from mvnetgen.model.workspace import ServiceTagRule, Workspace
from mvnetgen.rules.message import say, word
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.nearest import same_letters
from mvnetgen.text.source import Route

_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}")
"""The pattern of workspace names in every api-version of Microsoft.MachineLearningServices."""


@rule(Severity.ERROR, since="0.1.0", alone=True)
def invalid_value(workspace: Workspace) -> Iterator[Problem]:
    """
    A value that its field does not have: a word outside of a closed list, or a workspace name that Azure refuses.

    ## Why

    `az ml` refuses some of these before anything is sent (`public_network_access: true`, an identity type it does
    not know, a key that is no URL). Others pass every check on your machine and stop the deployment:
    `system_datastores_auth_mode` travels as it is written, and in ARM the lists of `action` and
    `managedNetworkKind` are open, so that neither azapi's schema nor `bicep build` compares them with anything.

    Source: the schemas of azure-ai-ml 1.35.2;
    https://learn.microsoft.com/azure/templates/microsoft.machinelearningservices/workspaces

    ## Fix

    Write one of the values that the message lists.

    ```yaml
    public_network_access: disabled
    system_datastores_auth_mode: identity
    ```
    """
    yield from _name(workspace)
    yield from _closed(
        ("system_datastores_auth_mode",), workspace.system_datastores_auth_mode, "system_datastores_auth_mode"
    )
    if workspace.network:
        yield from _closed(("managed_network", "kind"), workspace.network.kind, "managed_network_kind")
    for route, outbound in workspace.outbound_rules():
        category = outbound.category
        if isinstance(category, str) and not is_category(category) and not placeholders(category):
            message = say("{} is no category of an outbound rule; yours have `UserDefined`", f"`{shown(category)}`")
            yield Problem(
                (*route, "category"),
                message,
                "write `UserDefined`",
                fix=write(category, "UserDefined", safe=same_letters(category, "UserDefined")),
            )
        if isinstance(outbound, ServiceTagRule):
            yield from _closed((*route, "action"), outbound.action, "action")


def _name(workspace: Workspace) -> Iterator[Problem]:
    name = workspace.name
    if not isinstance(name, str) or _NAME.fullmatch(name) or placeholders(name):
        return
    subject = f"`{shown(name)}`" if name.strip() else "an empty text"
    message = f"{subject} is no name for a workspace: Azure wants 3 to 33 letters, digits, `-` or `_`"
    if name[:1] in ("-", "_"):
        message += ", the first one a letter or a digit"
    yield Problem(("name",), message, "choose another name")


def _closed(route: Route, value: object, field: str) -> Iterator[Problem]:
    """Azure compares without regard to case; an empty text means the default."""
    words = arm_values(field)
    if not isinstance(value, str) or not value or value.lower() in {word.lower() for word in words}:
        return
    if placeholders(value):
        return
    listed = ", ".join(f"`{word}`" for word in words)
    guess = nearest(value, words)
    message = say("{} is no value of {}; the values are {}", f"`{shown(value)}`", word(field), listed)
    yield Problem(
        route,
        message,
        f"write `{guess}`" if guess else f"choose one of {listed}",
        fix=write(value, guess or "", safe=same_letters(value, guess or "")),
    )
