from collections.abc import Iterator

from mvnetgen.rules.rule import Problem, Severity, rule, silent


@rule(Severity.ERROR, since="0.1.0", alone=True)
def unknown_key() -> Iterator[Problem]:
    """
    A key that `az ml` or ARM does not know.

    ## Why

    At the top of a workspace file and inside of a destination `az ml` refuses it. Inside of `managed_network` and
    of an outbound rule it drops the key without a word: `firewall_skuu: basic` gives a Standard firewall, and rules
    below `outbound_ruless` are not there at all. Bicep only warns about a property that it does not know, and azapi
    says nothing when its schema validation is off.

    Source: azure-ai-ml 1.35.2, `_schema/workspace/networking.py` and `workspace.py` (`unknown=EXCLUDE`)

    ## Fix

    Write the key that was meant, or remove it. What only ARM knows (`v1LegacyMode`, `managedNetworkKind`, the
    `action` of a service tag rule) is said in azapi or Bicep.
    """
    return silent()
