from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.workspace import Workspace
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown, known_text


@rule(Severity.ERROR, since="0.2.0", owners=(NetworkOwner.ACCOUNT,), alone=True)
def network_injection_conflict(workspace: Workspace) -> Iterator[Problem]:
    """
    A network injection of a Foundry account that asks for Microsoft's managed network and names a subnet of its own.

    ## Why

    The agents of an account stand in one network: in a subnet of yours (`subnetArmId`), or in the network that Microsoft runs
    for the account (`useMicrosoftManagedNetwork: true`). What was chosen when the account was made cannot be changed later, and
    from a network of your own no way leads to a managed one but a new account.

    Source: https://learn.microsoft.com/azure/foundry/how-to/managed-virtual-network

    ## Fix

    Leave `subnetArmId` empty, or say `useMicrosoftManagedNetwork: false`.

    ```bicep
    networkInjections: [
      {
        scenario: 'agent'
        subnetArmId: ''
        useMicrosoftManagedNetwork: true
      }
    ]
    ```
    """
    injections = workspace.network_injections
    if not isinstance(injections, tuple):
        return
    for index, each in enumerate(injections):
        if isinstance(each, Unknown) or each.managed is not True or not _named(each.subnet_id):
            continue
        route = ("network_injections", index, "subnet_id")
        message = say("`subnet_id` names a subnet, and `managed` asks for the network that Microsoft runs")
        related = ((("network_injections", index, "managed"), "the managed network is asked for here"),)
        yield Problem(route, message, say("leave `subnet_id` empty, or set `managed` to `false`"), related)


def _named(subnet: str | Unknown | None) -> bool:
    """Whether a subnet is certainly named, be its id known or not: an id that Azure assigns is never empty."""
    if isinstance(subnet, Unknown):
        named = known_text(subnet) or ""
        return "/subnets/" in named.lower() or (
            subnet.reference is not None and subnet.reference.attribute[-1:] == ("id",)
        )
    return bool(subnet and subnet.strip())
