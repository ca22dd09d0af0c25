"""Roles that matter to a managed network: who may approve private endpoint connections."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from mvnetgen.azure.facts import Confidence, load

APPROVER_NAME = "Azure AI Enterprise Network Connection Approver"
APPROVER_ID = "b556d68e-0be0-4f35-a333-ad7ee1ce17ea"
DEFINITION = "/providers/Microsoft.Authorization/roleDefinitions/"
"""What stands before the id of a role in its resource id."""


class Role(NamedTuple):
    """A built-in role."""

    name: str
    id: str
    approves: bool | None
    """Whether its holder may approve private endpoint connections; None when that is not known or holds for some types."""
    use: str
    confidence: Confidence


@cache
def roles() -> tuple[Role, ...]:
    """Every role of the table."""
    table = load("roles")
    return tuple(
        Role(row["name"], row["id"], {"yes": True, "no": False}.get(row["approves"]), row["use"], table.sure(row))
        for row in table.rows
    )


def find_role(text: str) -> Role | None:
    """A role by its name, its GUID or its resource id, in any case; None for a role that is not in the table."""
    wanted = text.strip().lower()
    _, found, last = wanted.rpartition(DEFINITION.lower())
    wanted = last if found else wanted
    return next((role for role in roles() if wanted in {role.name.lower(), role.id}), None)


def approves(text: str) -> bool | None:
    """Whether a role, by name, GUID or resource id, lets its holder approve connections; None when that is not known."""
    role = find_role(text)
    return role.approves if role else None


_READERS = frozenset({"owner", "contributor", "reader"})
"""Roles that may read every resource."""


def reads(text: str) -> bool | None:
    """
    Whether a role, by name, GUID or resource id, lets its holder read resources of any kind; None when that is not known.

    Roles of one service or for data read nothing of others.
    """
    role = find_role(text)
    if role is None:
        return None
    return True if role.name.lower() in _READERS else None if role.approves is None else False
