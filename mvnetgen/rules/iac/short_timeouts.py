import re
from collections.abc import Iterator, Mapping

from mvnetgen.azure.limits import limit
from mvnetgen.model.estate import Declaration, Form
from mvnetgen.model.workspace import FqdnRule, Kind
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Node

MANY_RULES = 15
"""Inline rules from which the default of 30 minutes is short."""
DEFAULT = 30
"""Minutes that azapi and azurerm wait for the creation of a workspace, and azapi for an action."""


@rule(Severity.INFO, since="0.1.0")
def short_timeouts(declaration: Declaration) -> Iterator[Problem]:
    """
    Timeouts of 30 minutes, the default, where the network is provisioned or has many rules.

    ## Why

    azapi and azurerm give up after 30 minutes by default. Provisioning a managed network takes about that long, the
    firewall of the first FQDN rule adds about 10 minutes, and a large set of rules takes longer: the apply fails while
    Azure goes on.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#manually-provision-a-managed-vnet

    ## Fix

    ```hcl
    timeouts {
      create = "90m"
      update = "90m"
      delete = "60m"
    }
    ```
    """
    workspace = declaration.workspace
    network = workspace.network
    if network is None or not network.isolated or workspace.kind is Kind.PROJECT:
        return
    separate = {resource.route[-1] for resource in declaration.rule_resources}
    inline = sum(1 for route, _ in workspace.outbound_rules() if route[-1] not in separate)
    hosts = any(isinstance(outbound, FqdnRule) for _, outbound in workspace.outbound_rules())
    needed = limit("provisioning") + (limit("first_fqdn_rule") if hosts else 0)
    if declaration.declared and declaration.form in {Form.AZAPI, Form.AZURERM}:
        given = _minutes(declaration.options)
        help_ = 'write `timeouts { create = "90m" }`'
        at_once = workspace.provision_network_now is True
        if given is not None and at_once and given <= needed:
            message = f"creating the workspace provisions its network, which may take longer than {given} minutes"
            yield Problem(("provision_network_now",), message, help_)
        elif given is not None and not at_once and inline >= MANY_RULES and given <= DEFAULT:
            message = f"{inline} outbound rules in one write may take longer than {given} minutes"
            yield Problem(("managed_network", "outbound_rules"), message, help_)
    for index, provision in enumerate(declaration.provisions):
        given = _minutes(provision.options)
        if given is not None and given <= needed:
            message = f"`{provision.address}` provisions the network, which may take longer than {given} minutes"
            yield Problem(("provisions", index), message, 'write `timeouts { create = "90m" }`')


def _minutes(options: Mapping[str, Node]) -> int | None:
    """The time that Terraform waits for a creation; None when it is not known."""
    given = options.get("timeouts.create")
    if given is None:
        return DEFAULT
    if not isinstance(given.value, str):
        return None
    parts = re.fullmatch(r"(?:(\d{1,4})h)?(?:(\d{1,6})m)?(?:(\d{1,8})s)?", given.value.strip())
    if parts is None or not any(parts.groups()):
        return None
    hours, minutes, seconds = (int(part or 0) for part in parts.groups())
    return hours * 60 + minutes + seconds // 60
