from collections.abc import Iterator

from mvnetgen.azure.hosts import user_content
from mvnetgen.model.workspace import Workspace
from mvnetgen.rules.fqdn.host_kind import HostKind, judged_hosts
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.INFO, since="0.1.0", alone=True)
def user_content_host(workspace: Workspace) -> Iterator[Problem]:
    """
    A host where anyone can upload as well as download.

    ## Why

    Code and models come from there, and data can go there: a firewall sees the host, not the account behind it. Microsoft's own
    lists name such hosts, so this is no mistake; it is what a review of data exfiltration asks about.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#limitations

    ## Fix

    Copy what is needed into a registry, a repository or a storage account of your own. Or keep the rule, with an ignore comment that
    says who accepted it.

    ```yaml
    - name: models
      type: fqdn
      destination: huggingface.co  # mvnetgen: ignore[user-content-host] accepted by security, 2026-05
    ```
    """
    for each in judged_hosts(workspace):
        if each.kind is HostKind.USER_CONTENT:
            what = user_content(each.host)
            message = f"{each.label} allows {each.shown} with {what}: data can leave there, too"
            yield Problem(
                each.route, message, "copy what is needed into storage of your own, or accept it in an ignore comment"
            )
