from collections.abc import Iterator

from mvnetgen.rules.rule import Problem, Severity, rule, silent


@rule(Severity.WARNING, since="0.1.0", alone=True)
def read_only_field() -> Iterator[Problem]:
    """
    A value written to a field that the service owns.

    ## Why

    `status`, `sparkStatus`, `networkId`, `parentRuleNames` and their like are what the service answers, copied from
    a workspace that exists. `az ml` ignores them. In azapi some of them are accepted by the schema, and Terraform
    then sees the value that it wrote change behind its back.

    Source: the `dump_only` fields of azure-ai-ml 1.35.2; the types of Microsoft.MachineLearningServices/workspaces

    ## Fix

    Remove the field.
    """
    return silent()
