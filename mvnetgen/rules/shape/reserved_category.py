from collections.abc import Iterator

from mvnetgen.azure.limits import is_category, is_category_of_users
from mvnetgen.model.workspace import Workspace
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import shown


@rule(Severity.WARNING, since="0.1.0", alone=True)
def reserved_category(workspace: Workspace) -> Iterator[Problem]:
    """
    A rule that a person wrote, under a category that belongs to Azure.

    ## Why

    `Required`, `Recommended` and `Dependency` mark the rules that Azure adds by itself. `az ml` ignores the field
    and sends `UserDefined`; the firewall sample of the documentation carries `category: required` and gets a rule
    like any other. ARM takes any text, and when a later update sends such a rule back the service answers with a
    bad request.

    Source: https://github.com/Azure/azure-sdk-for-python/issues/32643

    ## Fix

    Remove `category`, or write `UserDefined` where the tool demands one.
    """
    for route, outbound in workspace.outbound_rules():
        category = outbound.category
        if isinstance(category, str) and is_category(category) and not is_category_of_users(category):
            message = f"`category: {shown(category)}` of {outbound.label} belongs to the rules that Azure makes itself"
            yield Problem((*route, "category"), message, "remove it")
