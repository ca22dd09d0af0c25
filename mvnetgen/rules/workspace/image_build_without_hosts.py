from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.azure.scenarios import is_of_other_scenario
from mvnetgen.model.workspace import FqdnRule, IsolationMode, Kind, PrivateEndpointRule, ServiceTagRule, Workspace
from mvnetgen.rules.fqdn.host_kind import STAYS, judged_hosts
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule

_OPEN = frozenset({"internet", "azurecloud", "azuredevops"})
"""Service tags behind which packages may be, too."""


@rule(Severity.INFO, since="0.2.0", owners=(NetworkOwner.WORKSPACE,))
def image_build_without_hosts(workspace: Workspace) -> Iterator[Problem]:
    """
    Approved outbound with a compute that builds images, and not one rule to a host of packages.

    ## Why

    An environment is built by `pip` and `conda` on the compute that `image_build_compute` names, inside of the managed network. Where only
    approved hosts are open and none of them has packages, the first build of an image waits for its packages and fails.

    The rule is silent when any rule may lead to a repository of packages: a host of your own, an Application Gateway.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#configure-image-builds

    ## Fix

    Add the hosts of the scenario `image-builds`, or a rule to your own repository.

    ```yaml
    - name: pypi
      type: fqdn
      destination: pypi.org, *.pythonhosted.org
    ```
    """
    network = workspace.network
    if network is None or network.isolation_mode is not IsolationMode.APPROVED or workspace.kind is Kind.PROJECT:
        return
    if workspace.image_build_compute in (None, "") or not workspace.rules_complete:
        return
    if any(_may_have_packages(rule) for _, rule in workspace.outbound_rules()):
        return
    if any(each.kind in STAYS and not is_of_other_scenario(each.host) for each in judged_hosts(workspace)):
        return
    message = say("`image_build_compute` builds images in this network, and no rule leads to a host of packages")
    help_ = "allow the hosts of the scenario `image-builds`, or your own repository of packages"
    yield Problem(("image_build_compute",), message, help_)


def _may_have_packages(rule: object) -> bool:
    match rule:
        case FqdnRule(destination=destination):
            return not isinstance(destination, str)
        case ServiceTagRule(service_tag=tag, address_prefixes=prefixes):
            return bool(prefixes) or not isinstance(tag, str) or tag.partition(".")[0].lower() in _OPEN
        case PrivateEndpointRule(fqdns=hosts, service_resource_id=target):
            return bool(hosts) or (isinstance(target, str) and "/applicationgateways/" in target.lower())
    return True
