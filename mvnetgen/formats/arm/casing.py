"""The keys of a body in the spelling of the schemas: Azure Resource Manager compares them without regard to case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from mvnetgen.formats.arm.outbound_rules import PRIVATE_ENDPOINT, RULE_FIELDS, SERVICE_TAG
from mvnetgen.formats.arm.workspace import NETWORK, WHOLE
from mvnetgen.text.document import Node

_BODY = ("properties", "identity", "kind", "sku", "location", "tags", "type", "userAssignedIdentities")
_INJECTION = ("networkInjections", "scenario", "subnetArmId", "useMicrosoftManagedNetwork", "allowProjectManagement")
_FREE = frozenset({"outboundRules", "tags", "userAssignedIdentities"})
"""Keys of maps whose own keys are names."""


@cache
def _spellings() -> Mapping[str, str]:
    tables = (WHOLE, NETWORK, SERVICE_TAG, PRIVATE_ENDPOINT)
    fields = (*(field for table in tables for field in table.fields), *RULE_FIELDS)
    words = (*_BODY, *_INJECTION, "fqdns", *(field.key for field in fields))
    return {word.lower(): word for word in words}


def spelled(node: Node, *, names: bool = False) -> Node:
    """A value with the keys of owners, networks and rules in it as the schemas spell them. `names`: its own keys are names."""
    if isinstance(node.value, tuple):
        return replace(node, value=tuple(spelled(each) for each in node.value))
    if not isinstance(node.value, Mapping):
        return node
    return replace(node, value=dict(_entries(node.value, names=names)))


def _entries(mapping: Mapping[str, Node], *, names: bool) -> Iterator[tuple[str, Node]]:
    for key, child in mapping.items():
        known = key if names else _spellings().get(key.lower(), key)
        name = key if known != key and known in mapping else known
        yield name, spelled(child, names=name in _FREE)
