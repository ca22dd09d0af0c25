from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.rules.rule import Problem, Severity, rule, silent


@rule(Severity.ERROR, since="0.1.0", alone=True, owners=(NetworkOwner.WORKSPACE,))
def unsupported_workspace_kind() -> Iterator[Problem]:
    """
    A kind of workspace that the format cannot declare.

    ## Why

    In the YAML a plain workspace has no `kind` at all: `kind: default` is refused as an unknown field, and
    `featurestore` has a command of its own. Only `hub` and `project` are written out. ARM knows `Default`, `Hub`,
    `Project` and `FeatureStore`.

    Source: azure-ai-ml 1.35.2, `entities/_workspace/workspace.py`

    ## Fix

    Remove `kind`, or write `hub` or `project`. For a feature store use `az ml feature-store create`.

    ```yaml
    name: my-hub
    kind: hub
    ```
    """
    return silent()
