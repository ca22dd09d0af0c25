from collections.abc import Iterator

from mvnetgen.rules.rule import Problem, Severity, rule, silent


@rule(Severity.ERROR, since="0.1.0", alone=True)
def misplaced_rule_body() -> Iterator[Problem]:
    """
    The keys of a rule at the column of its dash, so that they became keys of `managed_network`.

    ## Why

    To YAML the file is fine: the list ends where the indentation does. The rule has only its name left, `az ml`
    complains three times about a missing destination, and what it found beside the list it drops. The sample for
    updating a workspace on the documentation page is written this way.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network

    ## Fix

    Indent the keys by two more columns, so that they belong to the rule again.

    ```yaml
    outbound_rules:
      - name: pypi
        type: fqdn
        destination: pypi.org
    ```
    """
    return silent()
