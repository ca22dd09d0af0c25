from collections.abc import Iterator

from mvnetgen.rule import Problem, Severity, rule, silent


@rule(Severity.ERROR, since="0.1.0")
def unknown_key() -> Iterator[Problem]:
    """
    A key that `az ml` or ARM does not know.

    ## Why

    At the top of a workspace file `az ml` refuses it. Inside `managed_network` and outbound rules it drops the key without a word:
    `firewall_skuu: basic` gives a Standard firewall. Bicep only warns, and azapi says nothing when schema validation is off.

    Source: the schemas of azure-ai-ml 1.35.2, `_schema/workspace/networking.py` (`unknown=EXCLUDE`).

    ## Fix

    Write the key that was meant, or remove it.
    """
    return silent()
