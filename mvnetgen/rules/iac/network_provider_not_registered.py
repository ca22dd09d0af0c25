from collections.abc import Iterator

from mvnetgen.model.estate import Estate, Form, Neighbour
from mvnetgen.model.neighbours import PROVIDER, REGISTRATION, route_of, text, texts
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown

_NETWORK = "microsoft.network"


@rule(Severity.WARNING, since="0.2.0")
def network_provider_not_registered(estate: Estate) -> Iterator[Problem]:
    """
    An isolated workspace where nothing registers `Microsoft.Network` in the subscription.

    ## Why

    The workspace makes its private endpoints through the resource provider `Microsoft.Network`, which must be registered in its
    subscription. azurerm registers it by itself; with registration switched off somebody else has to.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#prerequisites

    ## Fix

    Register it, or ignore the finding where it is known to be registered.

    ```hcl
    provider "azurerm" {
      features {}
      resource_provider_registrations = "none"
      resource_providers_to_register  = ["Microsoft.Network", "Microsoft.MachineLearningServices"]
    }
    ```
    """
    if not estate.sees_neighbours or not any(_is_isolated(estate)):
        return
    blocks = [each for each in estate.neighbours_of(PROVIDER) if text(each, "name") == "azurerm"]
    if not blocks or any(_may_register(each) for each in blocks):
        return
    if any(_is_network(text(each, "name")) for each in estate.neighbours_of(REGISTRATION)):
        return
    message = "azurerm registers no resource providers, and nothing here registers `Microsoft.Network`, which the network needs"
    help_ = "add it to `resource_providers_to_register`, or register it outside"
    yield Problem(route_of(blocks[0], "registrations"), message, help_)


def _is_isolated(estate: Estate) -> Iterator[bool]:
    for _, declaration in estate.workspaces():
        network = declaration.workspace.network
        yield network is not None and network.isolated and declaration.form is not Form.YAML and declaration.declared


def _may_register(block: Neighbour) -> bool:
    """Whether a block may register the provider: by its default set, by name, or by what is not known."""
    if text(block, "registrations") != "none":
        return True
    more = texts(block, "registers")
    return isinstance(more, Unknown) or any(_is_network(each) for each in more)


def _is_network(name: str | Unknown | None) -> bool:
    return isinstance(name, Unknown) or (isinstance(name, str) and name.lower() == _NETWORK)
