from collections.abc import Iterator

from mvnetgen.model.change import Change
from mvnetgen.rules.message import say, word
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.2.0")
def workspace_replaced(change: Change) -> Iterator[Problem]:
    """
    The workspace is destroyed and made anew, or a second one is made beside it.

    ## Why

    Some arguments cannot be changed: Terraform destroys the workspace with everything in it (datastores, runs, models, its network) and
    makes another one. A template and `az ml` never destroy: under another name they make a second workspace, and the first one stays and
    is paid for. An address in Terraform that changes without a `moved` block is another resource.

    Source: https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/machine_learning_workspace

    ## Fix

    Leave the argument, say where the workspace has moved, or plan the move: a new workspace beside the old one, and then the old one goes.

    ```hcl
    moved {
      from = azapi_resource.workspace
      to   = module.ml.azapi_resource.workspace
    }
    ```
    """
    if change.old is None or change.new is None:
        return
    if change.moved:
        message = say("Terraform destroys the workspace and makes it anew as {}", f"`{change.moved}`")
        help_ = "say with a `moved` block where it is now"
        yield Problem((), message, help_, before=(((), "the workspace before"),))
        return
    certain = [each for each in change.replaced if each.certain]
    for each in certain[:1] or change.replaced[:1]:
        others = [other for other in change.replaced if other is not each and other.certain is each.certain]
        also = say(", and so do {}", ", ".join(f"`{other.name}`" for other in others)) if others else ""
        if change.second:
            message = say("another {} is a second workspace; the first one stays in Azure", word(each.name))
            help_ = "leave it, or delete the first workspace by hand when nothing needs it any more"
        elif each.certain:
            message = say(
                "{} changes, so Terraform destroys the workspace with all that is in it{}", word(each.name), also
            )
            help_ = "leave it, or plan a new workspace beside this one"
        else:
            message = say(
                "{} may change, and then Terraform destroys the workspace with all that is in it", word(each.name)
            )
            help_ = "make sure that it stays what it is"
        severity = None if each.certain else Severity.WARNING
        yield Problem(
            each.new_route, message, help_, severity=severity, before=((each.old_route, "before the change"),)
        )
