"""
Api-versions of workspaces and Foundry accounts in ARM: which exist, what each can carry, and which azapi release knows it.

Each question is about the owner of a network, a workspace unless another is given.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from mvnetgen.azure.facts import load
from mvnetgen.azure.network_owner import NetworkOwner

_VERSION = r"20[0-9]{2}-[0-9]{2}-[0-9]{2}(-[a-z]+)?"
_NOT_FIELDS = ("version", "azapi")
_WORKSPACE = NetworkOwner.WORKSPACE


class Access(StrEnum):
    """What a field is in a version."""

    WRITABLE = "rw"
    READ_ONLY = "ro"
    ABSENT = ""
    UNKNOWN = "?"


@cache
def _matrix(owner: NetworkOwner) -> dict[str, dict[str, Access]]:
    return {
        row["version"]: {field: Access(cell) for field, cell in row.items() if field not in _NOT_FIELDS}
        for row in load(owner.table("api_versions")).rows
    }


@cache
def _releases(owner: NetworkOwner) -> dict[str, str]:
    return {row["version"]: row["azapi"] for row in load(owner.table("api_versions")).rows}


@cache
def versions(owner: NetworkOwner = _WORKSPACE) -> tuple[str, ...]:
    """Every version of the table, oldest first; a stable version stands before the preview of its date."""
    return tuple(sorted(_matrix(owner)))


@cache
def field_names(owner: NetworkOwner = _WORKSPACE) -> tuple[str, ...]:
    """The fields that the matrix knows: ``firewallSku``, ``pe.fqdns``, ``st.addressPrefixes``, …"""
    return tuple(next(iter(_matrix(owner).values())))


def exists(version: str, today: dt.date | None = None, owner: NetworkOwner = _WORKSPACE) -> bool | None:
    """
    Whether a version exists, in any case; None for one that is newer than the table and not of the future.

    Today is the day in UTC when it is left out.
    """
    version = version.lower()
    if version in _matrix(owner):
        return True
    if not re.fullmatch(_VERSION, version):
        return False
    day = (today or dt.datetime.now(dt.UTC).date()).isoformat()
    return None if max(_matrix(owner))[:10] < version[:10] <= day else False


def is_preview(version: str) -> bool:
    """Whether a version is a preview."""
    return version.lower().endswith("-preview")


def access(version: str, field: str, owner: NetworkOwner = _WORKSPACE) -> Access:
    """What a field is in a version. Raises `KeyError` for a field that the matrix does not have."""
    if field not in field_names(owner):
        raise KeyError(field)
    return _matrix(owner).get(version.lower(), {}).get(field, Access.UNKNOWN)


def fields_missing(version: str, fields: Iterable[str], owner: NetworkOwner = _WORKSPACE) -> tuple[str, ...]:
    """The fields that a version certainly cannot be given: absent or read-only there."""
    return tuple(field for field in fields if access(version, field, owner) in {Access.ABSENT, Access.READ_ONLY})


def read_only(version: str, field: str) -> bool:
    """Whether a version has the field and will not take it."""
    return access(version, field) is Access.READ_ONLY


@cache
def _carrying(fields: tuple[str, ...], owner: NetworkOwner, *, previews: bool) -> tuple[str, ...]:
    """Versions that take outbound rules and every field, oldest first."""
    wanted = ("outboundRules", *fields)
    return tuple(
        version
        for version in versions(owner)
        if is_preview(version) == previews and all(access(version, each, owner) is Access.WRITABLE for each in wanted)
    )


def oldest_stable_with(fields: Iterable[str]) -> str | None:
    """The oldest stable version that takes every field; None when none does."""
    found = _carrying(tuple(fields), _WORKSPACE, previews=False)
    return found[0] if found else None


def newest_stable_with(fields: Iterable[str], owner: NetworkOwner = _WORKSPACE) -> str | None:
    """The newest stable version that takes every field; None when none does."""
    found = _carrying(tuple(fields), owner, previews=False)
    return found[-1] if found else None


def newest_embedded_with(fields: Iterable[str], owner: NetworkOwner = _WORKSPACE) -> str | None:
    """
    The newest stable version that takes every field and that a known azapi release embeds; None when none does.

    Where no release is known for any version, the newest one.
    """
    found = _carrying(tuple(fields), owner, previews=False)
    embedded = next((version for version in reversed(found) if azapi_release_for(version, owner)), None)
    return embedded or (found[-1] if found and not any(_releases(owner).values()) else None)


def stable_versions_with(fields: Iterable[str], owner: NetworkOwner = _WORKSPACE) -> tuple[str, ...]:
    """The stable versions that take every field, oldest first."""
    return _carrying(tuple(fields), owner, previews=False)


def newest_preview_with(fields: Iterable[str]) -> str | None:
    """The newest preview that takes every field; None when none does."""
    found = _carrying(tuple(fields), _WORKSPACE, previews=True)
    return found[-1] if found else None


def azapi_release_for(version: str, owner: NetworkOwner = _WORKSPACE) -> str | None:
    """The first azapi release that embeds a version: ``2.9.0``; None when that is not known."""
    return _releases(owner).get(version.lower()) or None
