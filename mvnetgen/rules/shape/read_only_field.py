from collections.abc import Iterator

from mvnetgen.rule import Problem, Severity, rule, silent


@rule(Severity.WARNING, since="0.1.0")
def read_only_field() -> Iterator[Problem]:
    """
    A value written to a field that the service owns.

    ## Why

    `status`, `sparkStatus`, `networkId`, `parentRuleNames` and their like are answers of the service. Written down they have no effect, or
    fight with it on every apply.

    Source: the ARM types of Microsoft.MachineLearningServices (2025-12-01); the `dump_only` fields of azure-ai-ml 1.35.2.

    ## Fix

    Remove the field.
    """
    return silent()
