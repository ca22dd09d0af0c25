from collections.abc import Iterator

from mvnetgen.rules.rule import Problem, Severity, rule, silent


@rule(Severity.ERROR, since="0.1.0", alone=True)
def invalid_isolation_mode() -> Iterator[Problem]:
    """
    An isolation mode that is not one of the three, in the spelling of its format.

    ## Why

    Each format has its own spelling: `allow_only_approved_outbound` in the YAML of `az ml` (which also takes
    `AllowOnlyApprovedOutbound` and `ALLOW_ONLY_APPROVED_OUTBOUND`), `AllowOnlyApprovedOutbound` everywhere else.
    `az ml` and azurerm refuse another word. In azapi and Bicep the list is open: a typo, or the YAML's spelling,
    passes `terraform validate` and `bicep build` and shows only when it is deployed.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network; the schemas of azure-ai-ml
    1.35.2

    ## Fix

    Write the mode as the format spells it.

    ```yaml
    managed_network:
      isolation_mode: allow_only_approved_outbound
    ```

    ```hcl
    managedNetwork = {
      isolationMode = "AllowOnlyApprovedOutbound"
    }
    ```

    ```bicep
    managedNetwork: {
      isolationMode: 'AllowOnlyApprovedOutbound'
    }
    ```
    """
    return silent()
