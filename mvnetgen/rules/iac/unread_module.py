from collections.abc import Iterator

from mvnetgen.model.estate import Declaration, Estate, Form, Unseen
from mvnetgen.rules.matching import user_assigned
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown


@rule(Severity.INFO, since="0.2.0")
def unread_module(estate: Estate) -> Iterator[Problem]:
    """
    A call of a module that is not at hand, although it may hold what a rule asks for.

    ## Why

    A module from a registry or from git is not downloaded, so nobody sees what it declares. Where it is given the workspace or its identity
    it may add outbound rules, roles or the private endpoint of its users, and rules that speak because nothing of that kind is there stay
    silent: that is not the same as "nothing is wrong". Such a call is an info. A local path that leads nowhere is an error, as
    it is for Terraform.

    ## Fix

    Correct the path. For a module from elsewhere judge the plan, which holds everything that it makes.
    """
    if not estate.declarations:
        return
    for index, unseen in enumerate(estate.unseen):
        route = ("unseen", index)
        if unseen.missing:
            message = f"the module of `{unseen.address}` is not there: its path leads nowhere"
            yield Problem(route, message, "correct the path", severity=Severity.ERROR)
            continue
        about = next((each for _, each in estate.workspaces() if unseen.is_call and _concerns(unseen, each)), None)
        if about is not None:
            message = f"what `{unseen.address}` makes is not seen, and it knows `{about.address}` or its identity"
            templated = about.form in {Form.BICEP, Form.ARM}
            see = "judge a template that holds it" if templated else "judge the plan"
            help_ = f"{see} to see it; rules that look for something missing are silent until then"
            yield Problem(route, message, help_)


def _concerns(unseen: Unseen, declaration: Declaration) -> bool:
    """Whether a call gets an isolated workspace, or an identity of it."""
    network = declaration.workspace.network
    if not declaration.declared or network is None or not network.isolated:
        return False
    identities = [
        each.reference.address for each in user_assigned(declaration) if isinstance(each, Unknown) and each.reference
    ]
    return unseen.is_given(declaration.address, declaration.workspace.name) or any(
        unseen.is_given(address) for address in identities
    )
