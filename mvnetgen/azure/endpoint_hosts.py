"""The host names that a private endpoint takes over."""

from __future__ import annotations

from functools import cache

from mvnetgen.azure.facts import load
from mvnetgen.azure.hosts import private_link_service

PUBLIC, CHINA, GOVERNMENT = "public", "china", "government"


def cloud_of(location: str | None) -> str:
    """The cloud that a region belongs to; the public one when nothing is known."""
    word = "".join((location or "").lower().split())
    if word.startswith("china"):
        return CHINA
    return GOVERNMENT if word.startswith(("usgov", "usdod")) else PUBLIC


@cache
def endpoint_hosts(arm_type: str, subresource: str, cloud: str = PUBLIC) -> tuple[str, ...]:
    """
    The names of a kind of target, with ``<name>``, ``<subdomain>``, ``<region>``, ``<part>`` and ``<id>`` in them.

    Type and sub-resource in any case. Empty when no table tells.
    """
    kind, part = arm_type.lower(), subresource.lower()
    return tuple(
        row["host"]
        for row in load("endpoint_hosts").rows
        if row["arm_type"].lower() == kind and row["subresource"].lower() == part and row["cloud"] == cloud
    )


@cache
def types_with(subresource: str) -> tuple[str, ...]:
    """The ARM types that have a sub-resource, in any case."""
    part = subresource.lower()
    rows = load("endpoint_hosts").rows
    return tuple(dict.fromkeys(row["arm_type"] for row in rows if row["subresource"].lower() == part))


@cache
def _patterns() -> tuple[tuple[str, str, str], ...]:
    return tuple((row["host"], row["arm_type"], row["subresource"]) for row in load("endpoint_hosts").rows)


def target_of_host(host: str) -> tuple[str, str, str] | None:
    """The ARM type, sub-resource and name of the resource that a host belongs to; the name is empty where the host has none."""
    labels = host.lower().rstrip(".").split(".")
    for pattern, arm_type, subresource in sorted(_patterns(), key=lambda each: "secondary" not in each[2]):
        parts = pattern.split(".")
        if len(parts) != len(labels) or "privatelink" in pattern:
            continue
        name = ""
        for part, label in zip(parts, labels, strict=True):
            if part in ("<name>", "<subdomain>"):
                name = label
            elif part == "<name>-secondary" and label.endswith("-secondary"):
                name = label.removesuffix("-secondary")
            elif (not part.startswith("<") and part != label) or (part.startswith("<name>") and part != "<name>"):
                break
        else:
            return arm_type, subresource, name
    service = private_link_service(host)
    return (service.arm_type, service.subresource, labels[0]) if service and service.suffix != host else None
