"""What the parts of an answer are about: whole workspaces and accounts, their networks, their rules, or what they need."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mvnetgen.azure.network_owner import NETWORKS, OUTBOUND_RULES, OWNERS, NetworkOwner
from mvnetgen.formats.arm.casing import spelled
from mvnetgen.text.document import Node

_ID = re.compile(
    rf"/subscriptions/[^/]+/resourcegroups/([^/]+)/providers/({'|'.join(OWNERS)})/([^/]+)",
    re.IGNORECASE,
)
_RULE_WORDS = frozenset({"fqdn", "service_tag", "private_endpoint"})
_ARM_RULE_WORDS = frozenset({"FQDN", "ServiceTag", "PrivateEndpoint"})
_NAMELESS = frozenset({"id", "name", "type", "properties"})
"""Keys that the command line shows of the network of an account, the first three of them as null."""


class About(StrEnum):
    """What one part of an answer is about."""

    ML_WORKSPACE = "az ml workspace"
    """A workspace in the words of `az ml`."""
    ML_RULE = "az ml outbound rule"
    WORKSPACE = "workspace"
    """A workspace as Azure Resource Manager has it."""
    ACCOUNT = "account"
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
    """The name of the workspace or account, of its id."""
    owner: NetworkOwner = NetworkOwner.WORKSPACE


def items_of(top: Node) -> tuple[Item, ...]:
    """What an answer is about; nothing when it is no answer of Azure about owners of managed networks."""
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
    group, name = (found[1], found[3]) if found else ("", "")
    properties = node.get("properties")
    if properties is not None and isinstance(properties.value, Mapping):
        return _of_arm(node, group, name)
    if found and OWNERS[found[2].lower()] is NetworkOwner.WORKSPACE and node.value.keys() >= {"resourceGroup", "name"}:
        return Item(About.ML_WORKSPACE, node, group, name)
    if _text(node, "type") in _RULE_WORDS and node.value.keys() >= {"name", "destination", "category", "status"}:
        return Item(About.ML_RULE, node)
    return None


def _of_arm(node: Node, group: str, name: str) -> Item | None:
    """A part with properties, as Azure Resource Manager has it."""
    kind = _text(node, "type").lower()
    spelt = spelled(node)
    if kind in OWNERS:
        about = About.WORKSPACE if OWNERS[kind] is NetworkOwner.WORKSPACE else About.ACCOUNT
        return Item(about, spelt, group, name or _text(node, "name"), OWNERS[kind])
    if name and kind in NETWORKS:
        return Item(About.NETWORK, spelt, group, name, NETWORKS[kind])
    if name and kind in OUTBOUND_RULES:
        return Item(About.RULE, spelt, group, name, OUTBOUND_RULES[kind])
    return _nameless(spelt)


def _nameless(node: Node) -> Item | None:
    """A part without a type: what the command line shows of the network of an account, or what a workspace needs."""
    properties = node.get("properties")
    assert isinstance(node.value, Mapping)
    assert properties is not None
    assert isinstance(properties.value, Mapping)
    if properties.value.keys() >= {"category", "endpoints"}:
        return Item(About.DEPENDENCY, node)
    written = node.get("type")
    if not node.value.keys() >= _NAMELESS or written is None or written.value is not None:
        return None
    network = properties.get("managedNetwork")
    if network is not None and isinstance(network.value, Mapping):
        return Item(About.NETWORK, node, owner=NetworkOwner.ACCOUNT)
    if properties.value.keys() >= {"category", "destination"} and _text(properties, "type") in _ARM_RULE_WORDS:
        return Item(About.RULE, node, owner=NetworkOwner.ACCOUNT)
    return None


def _text(node: Node, key: str) -> str:
    found = node.get(key)
    return found.value if found is not None and isinstance(found.value, str) else ""
