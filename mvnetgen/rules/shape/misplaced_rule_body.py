from collections.abc import Iterator

from mvnetgen.rule import Problem, Severity, rule, silent


@rule(Severity.ERROR, since="0.1.0")
def misplaced_rule_body() -> Iterator[Problem]:
    """
    The keys of a rule at the column of its dash, so that they became keys of `managed_network`.

    ## Why

    The YAML is valid, the rule has only a name left, and its destination is dropped. The update sample of the documentation page is
    written this way.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network

    ## Fix

    Indent the keys two columns more, so that they belong to the rule again.
    """
    return silent()
