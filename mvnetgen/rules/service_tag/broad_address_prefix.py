from collections.abc import Iterator

from mvnetgen.azure.address_prefixes import WIDEST, is_broad, is_everything, parse_prefix
from mvnetgen.formats.shape import shown
from mvnetgen.model.workspace import ServiceTagRule, Workspace
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.WARNING, since="0.1.0", alone=True)
def broad_address_prefix(workspace: Workspace) -> Iterator[Problem]:
    """
    An address prefix of all addresses, or wider than /8.

    ## Why

    No organization owns so many addresses. `0.0.0.0/0` in `allow_only_approved_outbound` is `allow_internet_outbound` by another name, and
    data can leave to anywhere.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#limitations

    ## Fix

    List the prefixes that are needed.

    ```yaml
    address_prefixes: [203.0.113.0/24]
    ```
    """
    if not workspace.may_approve_outbound:
        return
    for route, outbound in workspace.outbound_rules():
        if not isinstance(outbound, ServiceTagRule) or not isinstance(outbound.address_prefixes, tuple):
            continue
        if isinstance(outbound.action, str) and outbound.action.lower() == "deny":
            continue
        for index, text in enumerate(outbound.address_prefixes):
            prefix = parse_prefix(text) if isinstance(text, str) else None
            if prefix is None or not is_broad(prefix):
                continue
            what = "every address of the internet" if is_everything(prefix) else f"a range wider than /{WIDEST}"
            message = f"`{shown(text)}` of {outbound.label} opens {what}, so data can leave to strangers"
            yield Problem((*route, "address_prefixes", index), message, "list the prefixes that are needed")
