from collections.abc import Iterator

from mvnetgen.rule import Problem, Severity, rule, silent


@rule(Severity.ERROR, since="0.1.0")
def duplicate_key() -> Iterator[Problem]:
    """
    The same key written twice in one mapping or object.

    ## Why

    The last one silently wins. Whoever reads the first believes that it is in force.

    ## Fix

    Keep one of them.
    """
    return silent()
