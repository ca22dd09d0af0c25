from collections.abc import Iterator

from mvnetgen.model.estate import Declaration
from mvnetgen.model.policy import Policy
from mvnetgen.model.workspace import IsolationMode, Kind
from mvnetgen.rules.message import say, word
from mvnetgen.rules.rule import Problem, Severity, rule

_ORDER = (IsolationMode.DISABLED, IsolationMode.INTERNET, IsolationMode.APPROVED)


@rule(Severity.ERROR, since="0.1.0")
def policy_isolation_mode(declaration: Declaration, policy: Policy) -> Iterator[Problem]:
    """
    An isolation mode that is weaker than the organization's policy demands.

    ## Why

    The `policy` of the configuration names the weakest mode that is allowed. A workspace without a managed network is
    not isolated at all. A project has the network of its hub and is not judged.

    ## Fix

    Set the mode that the policy names, or a stronger one. From `disabled` to isolation is a one-way change of an
    existing workspace.

    ```yaml
    managed_network:
      isolation_mode: allow_only_approved_outbound
    ```
    """
    workspace = declaration.workspace
    mode, demanded = workspace.isolation_mode, policy.isolation_mode
    if demanded is None or not isinstance(mode, IsolationMode) or _ORDER.index(mode) >= _ORDER.index(demanded):
        return
    route = ("managed_network", "isolation_mode")
    help_ = say("set the isolation mode {}", word(demanded))
    if workspace.managed_network is not None:
        weak = (
            say("isolation is disabled")
            if mode is IsolationMode.DISABLED
            else say("the isolation mode is {}", word(mode))
        )
        message = say("{}, and the policy demands at least {}", weak, word(demanded))
        yield Problem(route, message, help_)
        return
    of_hub = workspace.kind is not Kind.DEFAULT and workspace.kind is not Kind.HUB
    if of_hub or any(owner.writes_network for owner in declaration.owners):
        return
    yield Problem(route, say("there is no managed network, and the policy demands at least {}", word(demanded)), help_)
