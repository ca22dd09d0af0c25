from collections.abc import Iterator

from mvnetgen.azure.scenarios import is_apex
from mvnetgen.model.workspace import Workspace
from mvnetgen.rules.fqdn.host_kind import HostKind, hosts_complete, judged_hosts
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.INFO, since="0.2.0")
def wildcard_without_apex(workspace: Workspace) -> Iterator[Problem]:
    """
    A wildcard of a known host whose own name is not allowed beside it.

    ## Why

    `*.anaconda.com` covers `repo.anaconda.com` and not `anaconda.com`: a wildcard stands for the names below, never for the name itself.
    Hosts such as `pypi.org` and `huggingface.co` answer under that name, so a list of wildcards alone leaves them shut.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#list-of-scenario-specific-outbound-rules

    ## Fix

    Allow the name beside its wildcard.

    ```yaml
    - name: anaconda
      type: fqdn
      destination: anaconda.com, *.anaconda.com
    ```
    """
    if not workspace.may_approve_outbound or not hosts_complete(workspace):
        return
    hosts = [each for each in judged_hosts(workspace) if each.problem is None]
    allowed = {each.host.lower().rstrip(".") for each in hosts}
    for each in hosts:
        apex = each.host.lower().rstrip(".").removeprefix("*.")
        if not each.host.startswith("*.") or each.kind is HostKind.BROAD or apex in allowed or not is_apex(apex):
            continue
        parents = (apex.split(".", start)[start] for start in range(1, apex.count(".") + 1))
        if not any(f"*.{parent}" in allowed for parent in parents):
            allowed.add(apex)
            message = f"{each.label} allows {each.shown}, which does not cover `{apex}` itself"
            yield Problem(each.route, message, f"allow `{apex}` too when it is needed", fix=each.joined_by(apex))
