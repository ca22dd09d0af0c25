from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Declaration
from mvnetgen.model.policy import Policy
from mvnetgen.model.workspace import PublicAccess
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.1.0", owners=(NetworkOwner.WORKSPACE,))
def policy_public_access(declaration: Declaration, policy: Policy) -> Iterator[Problem]:
    """
    Public network access where the organization's policy forbids it.

    ## Why

    With `public_network_access: disabled` in the `policy` of the configuration no workspace may answer to the internet.
    Azure enables public access when a new workspace does not mention it.

    ## Fix

    Disable it, and reach the workspace through a private endpoint.

    ```yaml
    public_network_access: disabled
    ```
    """
    if policy.public_network_access is not PublicAccess.DISABLED:
        return
    route = ("public_network_access",)
    help_ = say("set `public_network_access` to disabled")
    match declaration.workspace.public_network_access:
        case PublicAccess.ENABLED:
            yield Problem(route, "public network access is enabled, and the policy forbids it", help_)
        case None if not declaration.owners:  # another resource may set it
            message = "public network access is not set, so Azure enables it, and the policy forbids it"
            yield Problem(route, message, help_)
