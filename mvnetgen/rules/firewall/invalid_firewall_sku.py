from collections.abc import Iterator

from mvnetgen.rules.rule import Problem, Severity, rule, silent


@rule(Severity.ERROR, since="0.1.0", alone=True)
def invalid_firewall_sku() -> Iterator[Problem]:
    """
    A firewall SKU other than Standard and Basic.

    ## Why

    The firewall that serves FQDN rules comes as Standard or as Basic. `az ml` refuses `premium`; in azapi and Bicep
    the list is open, so it passes every check before the deployment.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#pricing

    ## Fix

    Write `standard` or `basic`.

    ```yaml
    managed_network:
      isolation_mode: allow_only_approved_outbound
      firewall_sku: basic
    ```

    ```hcl
    firewallSku = "Basic"
    ```
    """
    return silent()
