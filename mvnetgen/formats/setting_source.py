"""Where in the arguments of a resource a setting of a neighbour stands, and how it is read from there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from mvnetgen.text.document import Node, Unknown

Step = str | int
Change = Callable[[Node], Node]


def at(node: Node | None, *steps: Step) -> Node | None:
    """
    The node below another, by keys and indexes; None when nothing is there.

    A number also steps over a value that is no list: azurerm's blocks are lists, ARM's objects are not. An unknown value
    on the way is what is below it.
    """
    for step in steps:
        if node is None or isinstance(node.value, Unknown):
            return node
        if isinstance(step, int):
            if isinstance(node.value, tuple):
                node = node.value[step] if step < len(node.value) else None
        elif isinstance(node.value, Mapping):
            node = node.value.get(step)
        else:
            return None
    return node


def enabled_or_disabled(node: Node) -> Node:
    """ARM's word for azurerm's boolean."""
    if isinstance(node.value, bool):
        return replace(node, value="enabled" if node.value else "disabled")
    return node


def tier(node: Node) -> Node:
    """``premium`` of ``Premium_LRS``."""
    return replace(node, value=node.value.partition("_")[0]) if isinstance(node.value, str) else node


def words(node: Node) -> Node:
    """A list of the words in a text such as ``AzureServices, Logging``."""
    if not isinstance(node.value, str):
        return node
    items = tuple(Node(word.strip(), node.span) for word in node.value.split(","))
    return replace(node, value=items)


def each(*steps: Step) -> Change:
    """The same steps below each element of a list."""

    def change(node: Node) -> Node:
        if not isinstance(node.value, tuple):
            return node
        inner = (at(item, *steps) for item in node.value)
        return replace(node, value=tuple(item for item in inner if item is not None))

    return change


def none_if_true(node: Node) -> Node:
    """The word of newer releases for ``skip_provider_registration = true``."""
    return replace(node, value="none" if node.value else "legacy") if isinstance(node.value, bool) else node


def flattened(*steps: Step) -> Change:
    """The lists that stand below each element of a list, as one."""

    def change(node: Node) -> Node:
        found: list[Node] = []
        for item in node.value if isinstance(node.value, tuple) else (node,):
            inner = at(item, *steps)
            if inner is not None and isinstance(inner.value, Unknown):
                return replace(node, value=inner.value)
            found += inner.value if inner is not None and isinstance(inner.value, tuple) else ()
        return replace(node, value=tuple(found))

    return change


def last_part(node: Node) -> Node:
    """``Microsoft.Network`` of ``/subscriptions/…/providers/Microsoft.Network``."""
    return replace(node, value=node.value.rstrip("/").rpartition("/")[2]) if isinstance(node.value, str) else node


def same(node: Node) -> Node:
    """The node as it is."""
    return node


Source = tuple[tuple[Step, ...], Change]


def path(*steps: Step, change: Change = same) -> Source:
    """The value at the end of some steps, changed."""
    return steps, change
