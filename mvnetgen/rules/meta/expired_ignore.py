from collections.abc import Iterator

from mvnetgen.rules.rule import Problem, Severity, rule, silent


@rule(Severity.ERROR, since="0.1.0")
def expired_ignore() -> Iterator[Problem]:
    """
    An ignore comment whose last day is over.

    ## Why

    Somebody wanted the decision to be taken again by that day. From the day after on, the comment ignores nothing and
    its findings are back.

    ## Fix

    Mend what the comment ignored and remove it, or decide anew and move the date.

    ```yaml
    destination: pypi.org # mvnetgen: ignore[user-content-host, until=2027-01-31] until our mirror is up
    ```
    """
    return silent()
