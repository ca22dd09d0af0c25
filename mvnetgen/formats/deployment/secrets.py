"""Where the secrets of a deployment are written: lines that no report shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mvnetgen.languages.deployment import Deployment
from mvnetgen.text.document import Node, Unknown
from mvnetgen.text.source import Span


def written_secrets(deployments: Iterable[Deployment]) -> frozenset[Span]:
    """The places of all sensitive values that the files hold, and those to which they are handed."""
    found: set[Span] = set()
    for deployment in deployments:
        waiting = [*deployment.parameters.values(), *deployment.outputs.values()]
        for resource in deployment.resources:
            waiting += [resource.body, resource.id, *resource.names]
        waiting += [call.parameters for call in deployment.calls]
        for node in waiting:
            found.update(_secrets(node))
    return frozenset(found)


def _secrets(node: Node) -> Iterator[Span]:
    waiting = [node]
    while waiting:
        each = waiting.pop()
        value = each.value
        if each.sensitive:
            if not isinstance(value, Unknown) and value is not None:
                yield each.span
                if each.origin is not None:
                    yield each.origin
            continue
        if isinstance(value, Mapping):
            waiting += value.values()
        elif isinstance(value, tuple):
            waiting += value
