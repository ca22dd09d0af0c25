from collections.abc import Iterator

from mvnetgen.rule import Problem, Severity, rule, silent


@rule(Severity.ERROR, since="0.1.0")
def syntax_error() -> Iterator[Problem]:
    """
    A file that cannot be parsed.

    ## Why

    Nothing in it can be judged, and no tool will take it. The rest of the run is still judged; the exit code is 2. It cannot be
    suppressed.

    ## Fix

    Mend the file at the place that the message names.
    """
    return silent()
