from collections.abc import Iterator

from mvnetgen.rules.rule import Problem, Severity, rule, silent


@rule(Severity.WARNING, since="0.1.0")
def unknown_rule_in_ignore() -> Iterator[Problem]:
    """
    An ignore comment that names no rule.

    ## Why

    It ignores nothing: a misspelt name, or the name of a rule that is gone, looks like a decision and is none. In the
    configuration file such a name stops the run.

    ## Fix

    Write the name as the finding shows it between brackets.

    ```yaml
    destination: pypi.org # mvnetgen: ignore[fqdn-creates-firewall] the firewall is in the budget
    ```
    """
    return silent()
