from collections.abc import Iterator

from mvnetgen.estate import Declaration, Form
from mvnetgen.rule import Problem, Severity, rule

MANY_RULES = 15
"""Inline rules from which the default of 30 minutes is short."""


@rule(Severity.INFO, since="0.1.0")
def short_timeouts(declaration: Declaration) -> Iterator[Problem]:
    """
    The default timeouts on a workspace that provisions its network or has many rules.

    ## Why

    azapi and azurerm give up after 30 minutes by default. Provisioning a managed network takes about 30 minutes, the
    first FQDN rule adds about 10, and a large set of rules takes longer: the apply fails while Azure goes on.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network

    ## Fix

    ```hcl
    timeouts {
      create = "90m"
      update = "90m"
      delete = "60m"
    }
    ```
    """
    if declaration.form not in {Form.AZAPI, Form.AZURERM, Form.AI_FOUNDRY} or not declaration.declared:
        return
    if "timeouts.create" in declaration.options:
        return
    workspace = declaration.workspace
    count = len(workspace.network.outbound_rules) if workspace.network and not declaration.rule_resources else 0
    help_ = 'add `timeouts { create = "90m" }`'
    if workspace.provision_network_now is True and workspace.network and workspace.network.isolated:
        message = "creating the workspace provisions its network, which may take longer than the default of 30 minutes"
        yield Problem(("provision_network_now",), message, help_)
    elif count >= MANY_RULES:
        message = f"{count} outbound rules in one write may take longer than the default of 30 minutes"
        yield Problem(("managed_network", "outbound_rules"), message, help_)
