from collections.abc import Iterator

from mvnetgen.rule import Problem, Severity, rule, silent


@rule(Severity.ERROR, since="0.1.0")
def rule_type_mismatch() -> Iterator[Problem]:
    """
    An outbound rule whose `type` is absent, unknown, or not the one that its destination means.

    ## Why

    The SDK ignores `type` and goes by the shape of `destination`, so `type: fqdn` over the destination of a private endpoint makes a
    private endpoint. Whoever reads the file sees something else than what is deployed.

    Source: azure-ai-ml 1.35.2, where `type` is a constant of the schema.

    ## Fix

    Write the type that the destination means, or the destination that the type means.
    """
    return silent()
