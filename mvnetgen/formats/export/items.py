"""What the parts of an answer are about: whole workspaces, their networks, their rules, or what they need."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mvnetgen.text.document import Node

_WORKSPACE = "microsoft.machinelearningservices/workspaces"
_ID = re.compile(r"/subscriptions/[^/]+/resourcegroups/([^/]+)/providers/" + _WORKSPACE + r"/([^/]+)", re.IGNORECASE)
_RULE_WORDS = frozenset({"fqdn", "service_tag", "private_endpoint"})


class About(StrEnum):
    """What one part of an answer is about."""

    ML_WORKSPACE = "az ml workspace"
    """A workspace in the words of `az ml`."""
    ML_RULE = "az ml outbound rule"
    WORKSPACE = "workspace"
    """A workspace as Azure Resource Manager has it."""
    NETWORK = "managed network"
    RULE = "outbound rule"
    DEPENDENCY = "dependency"
    """A host that a workspace needs, with its ports."""


@dataclass(frozen=True, slots=True)
class Item:
    """One part of an answer."""

    about: About
    node: Node
    group: str = ""
    """The resource group of the workspace, of its id."""
    workspace: str = ""
    """The name of the workspace, of its id."""


def items_of(top: Node) -> tuple[Item, ...]:
    """What an answer is about; nothing when it is no answer of Azure about workspaces."""
    return tuple(item for node in _parts(top) if (item := _item(node)) is not None)


def is_answer(top: Node) -> bool:
    """Whether a document is such an answer, and not what a person wrote."""
    return bool(items_of(top))


def _parts(top: Node) -> Iterator[Node]:
    """The elements of a list: of the `value` of ARM, of the `data` of a graph query, or on their own."""
    listed = top
    for key in ("value", "data"):
        inner = top.get(key)
        if inner is not None and isinstance(inner.value, tuple):
            listed = inner
    if isinstance(listed.value, tuple):
        yield from listed.value
    else:
        yield top


def _item(node: Node) -> Item | None:
    if not isinstance(node.value, Mapping):
        return None
    found = _ID.search(_text(node, "id"))
    group, name = (found[1], found[2]) if found else ("", "")
    properties = node.get("properties")
    inner = properties.value if properties is not None and isinstance(properties.value, Mapping) else None
    if inner is not None:
        kind = _text(node, "type").lower()
        if kind == _WORKSPACE:
            return Item(About.WORKSPACE, node, group, name or _text(node, "name"))
        if found and kind == f"{_WORKSPACE}/managednetworks":
            return Item(About.NETWORK, node, group, name)
        if found and kind in {f"{_WORKSPACE}/outboundrules", f"{_WORKSPACE}/managednetworks/outboundrules"}:
            return Item(About.RULE, node, group, name)
        if inner.keys() >= {"category", "endpoints"}:
            return Item(About.DEPENDENCY, node)
        return None
    if found and "resourceGroup" in node.value and "name" in node.value:
        return Item(About.ML_WORKSPACE, node, group, name)
    if _text(node, "type") in _RULE_WORDS and node.value.keys() >= {"name", "destination", "category", "status"}:
        return Item(About.ML_RULE, node)
    return None


def _text(node: Node, key: str) -> str:
    found = node.get(key)
    return found.value if found is not None and isinstance(found.value, str) else ""
