"""Which service tags a host lies behind, as far as any table tells."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from mvnetgen.azure.endpoint_hosts import PUBLIC
from mvnetgen.azure.facts import load
from mvnetgen.azure.service_tags import REGION_PLACEHOLDER, all_tags, required_tags

REGION_LABEL = REGION_PLACEHOLDER.removeprefix(".")

UMBRELLAS = {
    "azurecloud": "every public address of Azure",
    "azurefrontdoor.frontend": "the Front Door endpoints of every customer, under any name",
    "azurefrontdoor.backend": "the edge of Front Door",
}
"""Tags behind which a public host of any name may lie."""


class TagHosts(NamedTuple):
    """Hosts that lie behind a tag."""

    pattern: str
    """A name or a wildcard; a label `REGION_LABEL` is the region of the tag that the host belongs to."""
    sure: bool
    """Whether whatever has such a name lies behind the tag; otherwise it may."""


@cache
def hosts_of_tag(tag: str, cloud: str = PUBLIC) -> tuple[TagHosts, ...]:
    """The hosts that may lie behind a tag of a cloud, named in any case and without a region; sure ones first."""
    wanted = tag.lower()
    found: dict[str, bool] = {}
    for name in ("service_tag_hosts", "required_hosts"):
        table = load(name)
        for row in table.rows:
            if row["tag"].lower() == wanted and row.get("cloud", PUBLIC) == cloud:
                found[row["host"]] = found.get(row["host"], False) or table.sure(row).certain
    known = all_tags().get(wanted)
    if known is not None and known.private_endpoint:
        for row in load("service_hosts").rows:
            if row["arm_type"] == known.private_endpoint and row["cloud"] == cloud:
                found.setdefault(f"*.{row['suffix']}", load("service_hosts").sure(row).certain)
    by_region = {pattern.replace(f"{REGION_LABEL}.", "") for pattern in found if REGION_LABEL in pattern}
    listed = (TagHosts(pattern, sure) for pattern, sure in found.items() if pattern not in by_region)
    return tuple(sorted(listed, key=lambda each: not each.sure))


@cache
def is_required(tag: str) -> bool:
    """Whether every managed network allows a tag by itself, for its region or at large."""
    return tag.lower() in {each.tag.lower() for each in required_tags()}
