from collections.abc import Iterator

from mvnetgen.model.workspace import Workspace
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import shown
from mvnetgen.text.source import Route


@rule(Severity.ERROR, since="0.1.0")
def duplicate_rule_name(workspace: Workspace) -> Iterator[Problem]:
    """
    Two outbound rules of one workspace with the same name.

    ## Why

    Azure keeps the rules in a map by name. `az ml` makes that map without a word, and the last rule wins: what the
    first one was to open stays closed. Two resources of one name overwrite each other, and the AVM module merges
    its maps of rules, so that a key which stands in two of them leaves one rule. Whether Azure tells `PyPI` from
    `pypi` is not documented.

    Source: azure-ai-ml 1.35.2, `entities/_workspace/networking.py`

    ## Fix

    Give each rule a name of its own.

    ```yaml
    - {name: pypi, type: fqdn, destination: pypi.org}
    - {name: pypi-files, type: fqdn, destination: "*.pythonhosted.org"}
    ```
    """
    first: dict[str, tuple[str, Route]] = {}
    for route, outbound in workspace.outbound_rules():
        name = outbound.name
        if not isinstance(name, str) or not name:
            continue
        place = (*route, "name")
        earlier = first.setdefault(name.lower(), (name, place))
        if earlier[1] == place:
            continue
        related = ((earlier[1], "the first one", True),)
        help_ = "give each rule a name of its own"
        if earlier[0] == name:
            message = f"`{shown(name)}` is the name of two outbound rules; only one of them will exist"
            yield Problem(place, message, help_, related=related)
        else:
            message = (
                f"`{shown(name)}` differs from `{shown(earlier[0])}` only in case; Azure may take both for one rule"
            )
            yield Problem(place, message, help_, related=related, severity=Severity.WARNING)
