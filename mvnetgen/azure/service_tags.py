"""Service tags: which there are, where their traffic goes, and what they open."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import NamedTuple

from mvnetgen.azure.facts import Confidence, closest, load
from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.text.document import HOLE

REGION_PLACEHOLDER = ".<region>"


class Direction(StrEnum):
    """Which traffic a tag is meant for, seen from the virtual network."""

    IN = "in"
    OUT = "out"
    BOTH = "both"
    UNKNOWN = "unknown"


class Tag(NamedTuple):
    """A service tag as Azure lists it, without a region."""

    name: str
    direction: Direction
    regional: bool
    firewall: bool | None
    """Whether Azure Firewall takes it; None when that is not known."""
    platform: bool
    """Whether it names a part of the platform or of the network itself, where a rule has no effect or breaks computes."""
    reaches_everyone: str
    """Completes "opens …" when it covers the endpoints of every customer; empty otherwise."""
    private_endpoint: str
    """ARM type that a private endpoint would reach instead; empty when there is none."""


class Region(NamedTuple):
    """A region, as ARM and as service tags spell it."""

    location: str
    """``francecentral``."""
    suffix: str
    """``FranceCentral``; empty when only AzureCloud knows the region."""
    cloud_suffix: str
    """``centralfrance``, as AzureCloud spells it; empty when AzureCloud does not know it."""


class ServiceTag(NamedTuple):
    """A service tag as somebody wrote it: a known tag, perhaps with a region behind it."""

    tag: Tag
    suffix: str = ""
    """What stands behind the tag, as written; empty when nothing does."""
    region: Region | None = None
    """None when nothing stands behind the tag, or no region that is known."""

    @property
    def wrong_region(self) -> bool:
        """Whether what stands behind the tag is written out and is no region that is known."""
        return bool(self.suffix) and self.region is None and HOLE not in self.suffix

    @property
    def canonical(self) -> str:
        """As Azure spells it; an unknown region stays as written."""
        if not self.suffix:
            return self.tag.name
        if self.region is None:
            return f"{self.tag.name}.{self.suffix}"
        cloud = self.tag.name == "AzureCloud"
        preferred, other = self.region.suffix, self.region.cloud_suffix
        if cloud:
            preferred, other = other, preferred
        return f"{self.tag.name}.{preferred or other}"


class RequiredTag(NamedTuple):
    """Traffic that every managed network allows by itself."""

    tag: str
    """Without a region."""
    of_region: bool
    """Whether only the workspace's own region is open."""
    direction: Direction
    protocol: str
    ports: str
    purpose: str
    confidence: Confidence
    situational: str = ""
    """Those of the ports that are open only for who uses what they serve; empty for none."""


class RequiredEndpoint(NamedTuple):
    """A private endpoint that the service adds by itself."""

    target: str
    """Key of the workspace YAML that names the target; ``workspace`` for the workspace itself."""
    arm_type: str
    subresource: str
    when_private: bool
    """In allow_internet_outbound: only when the target's public access is disabled. Always in approved mode."""
    confidence: Confidence


@cache
def all_tags() -> dict[str, Tag]:
    """Every known tag by its name in lower case."""
    return {
        row["tag"].lower(): Tag(
            row["tag"],
            Direction(row["direction"]),
            row["regional"] == "yes",
            {"yes": True, "no": False}.get(row["firewall"]),
            row["platform"] == "yes",
            row["reaches_everyone"],
            row["private_endpoint"],
        )
        for row in load("service_tags").rows
    }


@cache
def regions() -> dict[str, Region]:
    """Every known region by each of its spellings, in lower case."""
    spelled: dict[str, Region] = {}
    for row in load("service_tag_regions").rows:
        region = Region(row["location"], row["suffix"], row["cloud_suffix"])
        for spelling in (region.cloud_suffix, region.suffix, region.location):
            if spelling:
                spelled[spelling.lower()] = region
    return spelled


def find(name: str) -> Tag | None:
    """A tag by its name without a region, in any case."""
    return all_tags().get(name.strip().lower())


def find_region(text: str) -> Region | None:
    """A region by any spelling: ``France Central``, ``francecentral``, ``centralfrance``."""
    return regions().get("".join(text.lower().split()))


def parse_tag(text: str) -> ServiceTag | None:
    """
    A tag with or without a region: ``Storage.WestEurope``, ``AzureFrontDoor.Frontend``. None for an unknown tag.

    Case does not matter. A suffix that is no known region is kept without a region; it may be a `HOLE`.
    """
    text = text.strip()
    tag = find(text)
    if tag is not None:
        return ServiceTag(tag)
    name, dot, suffix = text.rpartition(".")
    tag = find(name) if dot and suffix else None
    return None if tag is None else ServiceTag(tag, suffix, regions().get(suffix.lower()))


def tag_before_hole(text: str) -> ServiceTag | None:
    """``Storage.`` and something unknown: the tag, unless its name could go on (``AzureMonitor.Core``)."""
    name, dot, rest = text.partition(".")
    tag = find(name) if dot and HOLE in rest else None
    goes_on = any(known.startswith(f"{name.lower()}.") for known in all_tags())
    return None if tag is None or goes_on else ServiceTag(tag, rest)


def nearest(text: str) -> str | None:
    """What a misspelt tag most likely means, its region kept; None when nothing is close."""
    text = text.strip()
    found = _nearest_name(text)
    if found is not None:
        return found
    name, dot, suffix = text.rpartition(".")
    found = _nearest_name(name) if dot else None
    tag = find(found) if found else None
    region = regions().get(suffix.lower())
    if tag is None or region is None or not tag.regional:
        return found
    return ServiceTag(tag, suffix, region).canonical


def _nearest_name(text: str) -> str | None:
    aliases = {row["text"].lower(): row["tag"] for row in load("service_tag_aliases").rows}
    return aliases.get(text.lower()) or closest(text, [tag.name for tag in all_tags().values()])


@cache
def broad_tags() -> tuple[Tag, ...]:
    """The tags that cover the endpoints of every customer."""
    return tuple(tag for tag in all_tags().values() if tag.reaches_everyone)


@cache
def platform_tags() -> tuple[Tag, ...]:
    """The tags of the platform and the network itself."""
    return tuple(tag for tag in all_tags().values() if tag.platform)


@cache
def required_tags(owner: NetworkOwner = NetworkOwner.WORKSPACE) -> tuple[RequiredTag, ...]:
    """What every managed network of an owner allows by itself, in and out."""
    table = load(owner.table("required_service_tags"))
    return tuple(
        RequiredTag(
            row["tag"].removesuffix(REGION_PLACEHOLDER),
            row["tag"].endswith(REGION_PLACEHOLDER),
            Direction(row["direction"]),
            row["protocol"],
            row["ports"],
            row["purpose"],
            table.sure(row),
            row["situational"],
        )
        for row in table.rows
    )


@cache
def required_endpoints(owner: NetworkOwner = NetworkOwner.WORKSPACE) -> tuple[RequiredEndpoint, ...]:
    """The private endpoints that the service adds by itself to the network of an owner."""
    table = load(owner.table("required_private_endpoints"))
    return tuple(
        RequiredEndpoint(
            row["target"],
            row["arm_type"],
            row["subresource"],
            row["allow_internet_outbound"] == "when_private",
            table.sure(row),
        )
        for row in table.rows
    )


@cache
def needs(tag: str) -> tuple[str, ...]:
    """The other tags without which a tag is of little use."""
    rows = load("service_tag_dependencies").rows
    return tuple(row["needs"] for row in rows if row["tag"].lower() == tag.lower())
