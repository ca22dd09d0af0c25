from collections.abc import Iterator

from mvnetgen.azure.address_prefixes import is_everything, is_private, parse_prefix
from mvnetgen.azure.limits import limit
from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.azure.placeholders import placeholders
from mvnetgen.model.estate import Declaration, Form
from mvnetgen.model.workspace import NetworkAcls, PublicAccess, Workspace
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import shown
from mvnetgen.text.source import Route


@rule(Severity.WARNING, since="0.1.0", alone=True, owners=(NetworkOwner.WORKSPACE,))
def network_acls_not_applied(declaration: Declaration) -> Iterator[Problem]:
    """
    Addresses that are to reach the workspace, in a form or at a time at which they are not applied.

    ## Why

    `az ml workspace create` has no parameter for `network_acls` and leaves them out; only a later `az ml workspace
    update` sends them, and it sends none while public network access is disabled. The list takes public IPv4
    addresses and ranges, 200 at most; `deny` in small letters is refused, and so is `Deny` without any address.

    Source:
    https://learn.microsoft.com/azure/machine-learning/how-to-configure-private-link#enable-public-access-only-from-internet-ip-ranges

    ## Fix

    Keep the block for the update that follows the creation, with public IPv4 ranges only.

    ```yaml
    public_network_access: enabled
    network_acls:
      default_action: Deny
      ip_rules:
        - value: 203.0.113.0/24
    ```
    """
    workspace = declaration.workspace
    acls = workspace.network_acls
    if isinstance(acls, NetworkAcls):
        yield from _timing(workspace, acls, declaration.form)
        yield from _default_action(acls)
        if isinstance(acls.ip_rules, tuple):
            yield from _addresses(("network_acls", "ip_rules"), acls.ip_rules)
    if isinstance(workspace.ip_allowlist, tuple):
        if workspace.public_network_access is PublicAccess.DISABLED and workspace.ip_allowlist:
            message = "the addresses have no effect: public network access is disabled"
            yield Problem(("ip_allowlist",), message, _CHOOSE, related=_ACCESS, on_key=True)
        yield from _addresses(("ip_allowlist",), workspace.ip_allowlist)


_CHOOSE = "enable public network access, or remove the addresses"
_ACCESS = ((("public_network_access",), "public network access is disabled here"),)


def _timing(workspace: Workspace, acls: NetworkAcls, form: Form) -> Iterator[Problem]:
    if acls.default_action == "Allow":  # what every workspace begins with
        return
    if workspace.public_network_access is PublicAccess.DISABLED:
        message = say("`network_acls` has no effect: public network access is disabled")
        yield Problem(("network_acls",), message, _CHOOSE, related=_ACCESS, on_key=True)
    elif form is Form.YAML:
        message = say(
            "`network_acls` is not sent by `az ml workspace create`: the new workspace is open to every address"
        )
        help_ = "run `az ml workspace update` with the same file after it is created"
        yield Problem(("network_acls",), message, help_, on_key=True)


def _default_action(acls: NetworkAcls) -> Iterator[Problem]:
    route = ("network_acls", "default_action")
    action = acls.default_action
    if not isinstance(action, str) or placeholders(action):
        return
    word = {"allow": "Allow", "deny": "Deny"}.get(action.lower())
    if action != word:
        message = f"`{shown(action)}` is no default action; az ml takes `Deny` and `Allow`, in this spelling"
        help_ = f"write `{word}`" if word else "write `Deny` or `Allow`"
        yield Problem(route, message, help_, severity=Severity.ERROR)
    elif action == "Deny" and acls.ip_rules == ():
        message = say("`Deny` without `ip_rules` lets nobody in, and az ml refuses it")
        yield Problem(route, message, say("add `ip_rules`, or disable public network access"), severity=Severity.ERROR)


def _addresses(route: Route, addresses: tuple[object, ...]) -> Iterator[Problem]:
    most = limit("ip_rules")
    if len(addresses) > most:
        message = f"{len(addresses)} addresses are more than the {most} that Azure takes"
        yield Problem(route, message, "merge them into wider ranges", on_key=True)
    for index, address in enumerate(addresses):
        if isinstance(address, str) and not placeholders(address):
            reason = _why(address)
            if reason:
                yield Problem(
                    (*route, index, "value"), f"`{shown(address)}` {reason}", "give a public IPv4 address or range"
                )


def _why(address: str) -> str:
    """Why an address cannot be let in; empty when it can."""
    prefix = parse_prefix(address)
    if prefix is None:
        return "is no address in CIDR notation"
    if prefix.version != 4:
        return "is an IPv6 address; only IPv4 is let in"
    if is_everything(prefix):
        return "is every address; say so with `default_action: Allow`"
    if is_private(prefix):
        return "is a private address, which never arrives from the internet"
    return ""
