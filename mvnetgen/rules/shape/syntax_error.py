from collections.abc import Iterator

from mvnetgen.rules.rule import Problem, Severity, rule, silent


@rule(Severity.ERROR, since="0.1.0")
def syntax_error() -> Iterator[Problem]:
    """
    A file that cannot be read or parsed.

    ## Why

    Nothing in it can be judged, and no other tool will take it. The other files are judged all the same, and the
    exit code is 2. No comment and no baseline can suppress it. The usual reasons in YAML: a host with a leading `*`
    without quotes, the keys of a rule at the column of its dash, a tab.

    Source: https://yaml.org/spec/1.1/

    ## Fix

    Mend the file at the place that the message names.

    ```yaml
    destination: "*.anaconda.com"
    ```
    """
    return silent()
