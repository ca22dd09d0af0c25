"""The locks of azapi: what keeps two resources from running at the same time."""

from __future__ import annotations

from mvnetgen.text.document import Node, Unknown


def locked(locks: Node | None) -> bool | Unknown:
    """Whether the resource takes any lock."""
    match locks.value if locks else None:
        case Unknown() as unknown:
            return unknown
        case tuple() as items:
            return bool(items)
    return False


def lock_keys(locks: Node | None) -> frozenset[str] | None:
    """What the locks of a resource are on, as texts that are equal for equal locks; None when one is not known."""
    found: set[str] = set()
    for item in locks.value if locks and isinstance(locks.value, tuple) else ():
        match item.value:
            case str() as text:
                found.add(text.lower())
            case Unknown(reference=reference) if (
                reference is not None and reference.declares and "[?]" not in reference.address
            ):
                found.add(f"{reference.address}.{reference.attribute}")
            case _:
                return None
    return frozenset(found) if locks is None or isinstance(locks.value, tuple) else None
