from collections.abc import Iterator

from pydantic import BaseModel

from mvnetgen.azure.placeholders import placeholders
from mvnetgen.model.workspace import Workspace
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import shown
from mvnetgen.text.source import Route

_PROSE = {"description", "display_name", "tags"}
"""Texts in which brackets are just brackets."""


@rule(Severity.INFO, since="0.1.0")
def placeholder_value(workspace: Workspace) -> Iterator[Problem]:
    """
    A placeholder that nobody has filled in yet: `<SUBSCRIPTION_ID>`, `{name}`, an all-zero GUID.

    ## Why

    `az ml` and Azure take the text as it is. For an id of the workspace's own resources `az ml` refuses the file;
    in an outbound rule it goes all the way to Azure. `mvnetgen generate` makes a Terraform variable or a Bicep
    parameter of every bracketed placeholder, so in a template that you only generate from it is right to leave it.

    ## Fix

    Write the real value, or keep the placeholder and give its value to the generated code.
    """
    for name, value in workspace:
        if name not in _PROSE:
            yield from _walk((name,), value)


def _walk(route: Route, value: object) -> Iterator[Problem]:
    match value:
        case str():
            found = placeholders(value)
            if found:
                listed = ", ".join(f"`{shown(each)}`" for each in found)
                message = (
                    f"{listed} is still to be filled in" if len(found) == 1 else f"{listed} are still to be filled in"
                )
                yield Problem(route, message, "write the real value", on_key="user_assigned_identities" in route)
        case BaseModel():
            if getattr(value, "made_by_azure", False):
                return
            for name, child in value:
                yield from _walk((*route, name), child)
        case tuple():
            for index, child in enumerate(value):
                yield from _walk((*route, index), child)
