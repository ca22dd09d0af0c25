"""The addresses behind a service tag, with or without Microsoft's weekly list of them."""

from __future__ import annotations

from dataclasses import dataclass

from mvnetgen.azure.endpoint_hosts import PUBLIC
from mvnetgen.azure.hosts import private_name
from mvnetgen.azure.service_tags import find_region
from mvnetgen.azure.tag_hosts import REGION_LABEL, UMBRELLAS, hosts_of_tag
from mvnetgen.egress.addresses import Addresses
from mvnetgen.egress.certainty import Answer
from mvnetgen.egress.host_pattern import ANY, HostPattern, host_pattern


@dataclass(frozen=True, slots=True)
class TagRange:
    """What a service tag covers."""

    tag: str
    """As Azure spells it, without a region."""
    region: str | None = ""
    """As ARM spells it (``westeurope``); empty for every region, None for one that is not known."""
    addresses: Addresses | None = None
    """From the weekly list, when that is at hand."""
    cloud: str = PUBLIC

    @property
    def everything(self) -> bool:
        """Whether the tag stands for the whole internet."""
        return self.tag.lower() == "internet"

    def contains(self, other: TagRange) -> Answer:
        """Whether everything behind the other tag lies behind this one."""
        if self.everything:
            return True
        if self.tag.lower() == other.tag.lower():
            return self._of_region(other.region)
        if self.addresses is not None and other.addresses is not None:
            return self.addresses.contains(other.addresses)
        return None if self.tag.lower() == "azurecloud" else False

    def overlaps(self, other: TagRange) -> Answer:
        """Whether some address lies behind both; two different tags may share some."""
        if self.everything or other.everything:
            return True
        if self.tag.lower() == other.tag.lower():
            if "" in (self.region, other.region):
                return True
            return None if None in (self.region, other.region) else self.region == other.region
        if self.addresses is not None and other.addresses is not None:
            return self.addresses.overlaps(other.addresses)
        return None

    def holds_addresses(self, addresses: Addresses) -> Answer:
        """Whether some addresses lie behind it; without the weekly list nobody knows of a public one."""
        if self.tag.lower() == "virtualnetwork":
            return False
        if self.everything:
            return addresses.public
        if self.addresses is not None:
            return self.addresses.contains(addresses)
        return None if addresses.public else False

    def holds_host(self, host: HostPattern) -> Answer:
        """Whether a host, or every host below a wildcard, lies behind it."""
        if private_name(host.text) is not None:
            return False
        if self.everything:
            return True
        if self.tag.lower() in UMBRELLAS:
            return None
        answer: Answer = False
        for each in hosts_of_tag(self.tag, self.cloud):
            labels = each.pattern.split(".")
            held = host_pattern(each.pattern.replace(REGION_LABEL, ANY)).contains(host)
            if held is False:
                continue
            place = labels.index(REGION_LABEL) - len(labels) if REGION_LABEL in labels else None
            here = self._of_region(_region_of(host, place))
            if here is False:
                answer = None if answer is None else False
            elif here is True and held is True and each.sure:
                return True
            else:
                answer = None
        return answer

    def of_other_region(self, host: HostPattern) -> bool:
        """Whether a host certainly lies behind the same tag in another region."""
        if not self.region:
            return False
        for each in hosts_of_tag(self.tag, self.cloud):
            labels = each.pattern.split(".")
            if REGION_LABEL not in labels or not host_pattern(each.pattern.replace(REGION_LABEL, ANY)).contains(host):
                continue
            if self._of_region(_region_of(host, labels.index(REGION_LABEL) - len(labels))) is False:
                return True
        return False

    def _of_region(self, region: str | None) -> Answer:
        if self.region == "":
            return True
        if self.region is None or region is None:
            return None
        return self.region == region


def _region_of(host: HostPattern, place: int | None) -> str | None:
    """The region that stands at a place of a host, counted from its end; empty for every region, None for an unknown one."""
    if place is None:
        return None
    label = host.labels[place] if -place <= len(host.labels) else ""
    if label == ANY:
        return ""
    region = find_region(label)
    return region.location if region else None
