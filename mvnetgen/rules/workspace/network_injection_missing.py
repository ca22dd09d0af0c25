from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Declaration
from mvnetgen.model.workspace import IsolationMode, ManagedNetwork, NetworkInjection
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown


@rule(Severity.WARNING, since="0.2.0", owners=(NetworkOwner.ACCOUNT,))
def network_injection_missing(declaration: Declaration) -> Iterator[Problem]:
    """
    A Foundry account with a managed network that its agents do not use.

    ## Why

    A `managedNetworks` child makes the network. The agents of the account stand in it only when the account itself says so, in
    `networkInjections` with `useMicrosoftManagedNetwork: true`, and it can only say so when it is made: an account without it
    has to be made anew.

    Source: https://learn.microsoft.com/azure/foundry/how-to/managed-virtual-network

    ## Fix

    Add the injection before the first deployment.

    ```bicep
    resource account 'Microsoft.CognitiveServices/accounts@2026-03-01' = {
      // …
      properties: {
        allowProjectManagement: true
        customSubDomainName: 'foundry'
        networkInjections: [
          {
            scenario: 'agent'
            subnetArmId: ''
            useMicrosoftManagedNetwork: true
          }
        ]
      }
    }
    ```
    """
    account = declaration.workspace
    if not declaration.declared or not _isolated(account.managed_network):
        return
    injections = account.network_injections
    if isinstance(injections, Unknown) or any(_may_use(each) for each in injections or ()):
        return
    what = "no network injection says" if injections else "the account has no network injection that says"
    message = say("{} `useMicrosoftManagedNetwork: true`: the agents do not use the managed network", what)
    help_ = "add it before the account is made; it cannot be added later"
    writer = next((index for index, each in enumerate(declaration.owners) if each.writes_network), None)
    related = ((("owners", writer), "the network"),) if writer is not None else ()
    yield Problem(("network_injections",), message, help_, related)


def _isolated(network: ManagedNetwork | Unknown | None) -> bool:
    """Whether a network is declared that is meant to be used: one that is switched off is used by nobody."""
    return isinstance(network, ManagedNetwork) and network.isolation_mode is not IsolationMode.DISABLED


def _may_use(injection: NetworkInjection | Unknown) -> bool:
    return isinstance(injection, Unknown) or isinstance(injection.managed, Unknown) or injection.managed is True
