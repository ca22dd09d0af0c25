"""Api-versions of the resources that stand beside a workspace: those that generated code makes, and those it refers to."""

from __future__ import annotations

from functools import cache

from mvnetgen.azure.facts import load


@cache
def resource_versions() -> dict[str, str]:
    """Every type as Azure spells it, to the version that generated code names."""
    return {row["type"]: row["version"] for row in load("resource_versions").rows}


@cache
def newest() -> frozenset[str]:
    """The types whose version was the newest stable one at the table's date: nothing younger can be named."""
    return frozenset(row["type"] for row in load("resource_versions").rows if row["newest"])


def versioned(arm_type: str) -> str:
    """``Microsoft.KeyVault/vaults@2025-05-01``. Raises `KeyError` for a type that is not in the table."""
    return f"{arm_type}@{resource_versions()[arm_type]}"
