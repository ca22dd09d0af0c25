from collections.abc import Iterator

from mvnetgen.rules.rule import Problem, Severity, rule, silent


@rule(Severity.ERROR, since="0.1.0", alone=True)
def duplicate_key() -> Iterator[Problem]:
    """
    The same key written twice in one mapping or object.

    ## Why

    The last one wins without a word: PyYAML, which `az ml` reads files with, forgets the first. Whoever reads the
    file from the top believes that the first one is in force, and in a network that belief is about what may leave
    it.

    Source: https://pyyaml.org/wiki/PyYAMLDocumentation; the YAML specification calls such a file invalid

    ## Fix

    Keep one of them. A merge key (`<<`) may be overridden, which is no duplicate.
    """
    return silent()
