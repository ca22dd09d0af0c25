from collections.abc import Iterator

from mvnetgen.rule import Problem, Severity, rule, silent


@rule(Severity.ERROR, since="0.1.0")
def missing_key() -> Iterator[Problem]:
    """
    A key that the rule or network cannot do without.

    ## Why

    Without `isolation_mode` the SDK stops with a bare `KeyError`; a rule without its destination allows nothing.

    Source: the schemas of azure-ai-ml 1.35.2.

    ## Fix

    Add the key.
    """
    return silent()
