import re
from collections.abc import Iterator
from dataclasses import replace

from mvnetgen.azure.limits import limit
from mvnetgen.model.estate import Declaration, Estate, Form
from mvnetgen.model.neighbours import COMPUTE, text
from mvnetgen.model.workspace import FqdnRule, Kind
from mvnetgen.rules.matching import Match, names_workspace
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Node

MANY_RULES = 15
"""Inline rules from which the default of 30 minutes is short."""
DEFAULT = 30
"""Minutes that azapi and azurerm wait for the creation of a workspace, and azapi for an action."""

_PROVISION = ("amlcompute", "computeinstance")
"""Computes that provision the network when they are the first."""
_HELP = 'write `timeouts { create = "90m" }`'


@rule(Severity.INFO, since="0.1.0")
def short_timeouts(estate: Estate) -> Iterator[Problem]:
    """
    Timeouts of 30 minutes, the default, where the network is provisioned or has many rules.

    ## Why

    azapi and azurerm give up after 30 minutes by default. Provisioning a managed network takes about that long, the
    firewall of the first FQDN rule adds about 10 minutes, and a large set of rules takes longer: the apply fails while
    Azure goes on. Where nothing else provisions the network, the first compute does, and waits as long.

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
    for prefix, declaration in estate.workspaces():
        network = declaration.workspace.network
        if network is None or not network.isolated or declaration.workspace.kind is Kind.PROJECT:
            continue
        hosts = any(isinstance(outbound, FqdnRule) for _, outbound in declaration.workspace.outbound_rules())
        needed = limit("provisioning") + (limit("first_fqdn_rule") if hosts else 0)
        for problem in (*_of_workspace(declaration, needed), *_of_actions(declaration, needed)):
            yield replace(problem, route=(*prefix, *problem.route))
        yield from _of_first_compute(declaration, estate, needed)


def _of_workspace(declaration: Declaration, needed: int) -> Iterator[Problem]:
    """The creation of a workspace that provisions, or that writes many rules at once."""
    if not declaration.declared or declaration.form not in {Form.AZAPI, Form.AZURERM}:
        return
    workspace = declaration.workspace
    separate = {resource.route[-1] for resource in declaration.rule_resources}
    inline = sum(1 for route, _ in workspace.outbound_rules() if route[-1] not in separate)
    given = _minutes(declaration.options.get("timeouts.create"))
    at_once = workspace.provision_network_now is True
    if given is not None and at_once and given <= needed:
        message = f"creating the workspace provisions its network, which may take longer than {given} minutes"
        yield Problem(("provision_network_now",), message, _HELP)
    elif given is not None and not at_once and inline >= MANY_RULES and given <= DEFAULT:
        message = f"{inline} outbound rules in one write may take longer than {given} minutes"
        yield Problem(("managed_network", "outbound_rules"), message, _HELP)


def _of_actions(declaration: Declaration, needed: int) -> Iterator[Problem]:
    for index, provision in enumerate(declaration.provisions):
        given = _minutes(provision.options.get("timeouts.create"))
        if given is not None and given <= needed:
            message = f"`{provision.address}` provisions the network, which may take longer than {given} minutes"
            yield Problem(("provisions", index), message, _HELP)


def _of_first_compute(declaration: Declaration, estate: Estate, needed: int) -> Iterator[Problem]:
    """The compute that provisions the network because nothing else does; one of them is enough to say it."""
    workspace = declaration.workspace
    if declaration.provisioned or workspace.provision_network_now not in (None, False) or not declaration.declared:
        return
    for compute in estate.neighbours_of(COMPUTE):
        if text(compute, "compute_type") not in _PROVISION:
            continue
        given = _minutes(compute.settings.get("create_timeout"))
        own = names_workspace(text(compute, "workspace"), declaration, estate) is Match.YES
        if (
            own
            and given is not None
            and given <= needed
            and declaration.form in {Form.AZAPI, Form.AZURERM, Form.AI_FOUNDRY}
        ):
            message = f"`{compute.address}` provisions the network, which may take longer than {given} minutes"
            yield Problem(compute.route, message, _HELP)
            return


def _minutes(given: Node | None) -> int | None:
    """The time that Terraform waits for a creation; None when it is not known."""
    if given is None:
        return DEFAULT
    if not isinstance(given.value, str):
        return None
    parts = re.fullmatch(r"(?:(\d{1,4})h)?(?:(\d{1,6})m)?(?:(\d{1,8})s)?", given.value.strip())
    if parts is None or not any(parts.groups()):
        return None
    hours, minutes, seconds = (int(part or 0) for part in parts.groups())
    return hours * 60 + minutes + seconds // 60
