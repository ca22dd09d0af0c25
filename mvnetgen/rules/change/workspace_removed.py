from collections.abc import Iterator

from mvnetgen.model.change import Change
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import shown


@rule(Severity.ERROR, since="0.2.0")
def workspace_removed(change: Change) -> Iterator[Problem]:
    """
    A workspace is gone from the code.

    ## Why

    Terraform deletes a workspace that is no longer declared, with everything in it and with its network. A template and `az ml` delete
    nothing: the workspace stays in Azure, and nobody describes it any more.

    Source: https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources

    ## Fix

    Make sure that it is meant. `removed { lifecycle { destroy = false } }` takes it out of Terraform's state and leaves it in Azure.
    """
    if change.old is None or change.new is not None or not change.old.declaration.declared:
        return
    name = (
        f"`{shown(change.old.declaration.workspace.name)}`"
        if change.old.declaration.workspace.name
        else "the workspace"
    )
    if change.forgotten:
        message = say("{} is gone from the code and stays in Azure, where nothing describes it any more", name)
        yield Problem((), message, "delete it by hand when it is not needed", of_old=True, severity=Severity.WARNING)
        return
    message = say("{} is gone from the code: Terraform deletes it with all that is in it", name)
    yield Problem((), message, "make sure that it is meant", of_old=True)
