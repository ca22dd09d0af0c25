from collections.abc import Iterator

from mvnetgen.rules.rule import Problem, Severity, rule, silent


@rule(Severity.WARNING, since="0.1.0")
def unused_ignore() -> Iterator[Problem]:
    """
    An ignore comment that ignores nothing.

    ## Why

    What it ignored has been mended, or it stands in the wrong place. Left behind, it hides the next finding of that rule
    at its line, and nobody has decided about that one.

    Only names of rules that ran are judged. When no other rule is selected, all of them run for this question.

    ## Fix

    Remove the name, or the whole comment. If it should have worked, move it to the line of the finding, or on a line of
    its own above the entry or block. With `strict_ignores`, give a reason behind the bracket.
    """
    return silent()
