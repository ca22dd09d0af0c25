from collections.abc import Iterator

from mvnetgen.azure.hosts import broad_reach
from mvnetgen.model.workspace import Workspace
from mvnetgen.rules.fqdn.host_kind import HostKind, judged_hosts
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.1.0", alone=True)
def broad_fqdn_wildcard(workspace: Workspace) -> Iterator[Problem]:
    """
    A wildcard under which anyone can own a host.

    ## Why

    `*.azurewebsites.net` is not your web app: it is every web app in Azure, and a stranger can have one in a minute.
    Whatever runs in the network can send data there. The same holds for `*`, for top-level domains and for the domains of
    content networks.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#limitations

    ## Fix

    Name the hosts that are needed.

    ```yaml
    - name: our-app
      type: fqdn
      destination: contoso-models.azurewebsites.net
    ```
    """
    for each in judged_hosts(workspace):
        if each.kind is HostKind.BROAD:
            reach = broad_reach(each.host)
            message = f"{each.label} allows {each.shown}, which covers {reach}, so data can leave to hosts of strangers"
            yield Problem(each.route, message, "name the hosts that are needed")
