"""What the azurerm provider accepts for outbound rules. It checks these lists at plan time."""

from __future__ import annotations

from functools import cache

from mvnetgen.azure.facts import load


@cache
def service_tags() -> frozenset[str]:
    """The tags that azurerm accepts, exactly as spelled; no regional form is among them."""
    return frozenset(row["tag"] for row in load("azurerm_service_tags").rows)


@cache
def _targets() -> dict[tuple[str, str], str]:
    rows = load("azurerm_private_endpoint_targets").rows
    return {(row["provider"].lower(), row["subresource"].lower()): row["accepted"] for row in rows}


@cache
def subresources() -> tuple[str, ...]:
    """The values that ``sub_resource_target`` certainly accepts, exactly as spelled."""
    return tuple(
        row["subresource"] for row in load("azurerm_private_endpoint_targets").rows if row["accepted"] == "yes"
    )


def accepts_subresource(text: str) -> bool | None:
    """Whether ``sub_resource_target`` accepts a value as spelled; None when that depends on the provider's version."""
    if text in subresources():
        return True
    rows = load("azurerm_private_endpoint_targets").rows
    return None if any(row["subresource"] == text and row["accepted"] == "unknown" for row in rows) else False


def accepts_target(arm_type: str, text: str) -> bool | None:
    """Whether azurerm takes a target of an ARM type with this sub-resource; None when that depends on its version."""
    spelled = accepts_subresource(text)
    provider = arm_type.partition("/")[0].lower()
    match _targets().get((provider, text.lower())):
        case "yes":
            return spelled
        case "unknown":
            return False if spelled is False else None
    return False
