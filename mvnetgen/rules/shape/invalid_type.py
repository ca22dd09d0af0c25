from collections.abc import Iterator

from mvnetgen.rule import Problem, Severity, rule, silent


@rule(Severity.ERROR, since="0.1.0")
def invalid_type() -> Iterator[Problem]:
    """
    A value of the wrong type or shape.

    ## Why

    `port_ranges: 443` is a number where a text is needed, rules written as a mapping were the dialect of the 2023 preview, ARM wants a
    map where the YAML wants a list. The SDK answers with a union error that names none of this.

    Source: the schemas of azure-ai-ml 1.35.2; the ARM types of Microsoft.MachineLearningServices.

    ## Fix

    Write the value in the shape that the message names.
    """
    return silent()
