"""What is open without any rule: the internet in its mode, everything without a network, and what the platform serves."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from mvnetgen.azure.endpoint_hosts import cloud_of, endpoint_hosts
from mvnetgen.azure.private_link import service_of
from mvnetgen.egress.addresses import Addresses
from mvnetgen.egress.destination import Anywhere, Internet
from mvnetgen.egress.host_pattern import HostPattern, host_pattern
from mvnetgen.egress.opening import Opening
from mvnetgen.egress.row import Passage
from mvnetgen.egress.traffic import EVERYTHING, NOTHING, Traffic
from mvnetgen.model.estate import Estate
from mvnetgen.model.neighbours import is_private, text
from mvnetgen.model.workspace import IsolationMode, ServerlessCompute, Workspace

DNS = Addresses.of([ipaddress.ip_network("168.63.129.16")])
METADATA = Addresses.of([ipaddress.ip_network("169.254.169.254")])
ITSELF = Addresses.of([ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1")])

PLATFORM = (
    Passage(
        "required:AzurePlatformDNS",
        Opening(DNS, Traffic.of({"tcp": ((53, 53), (80, 80), (32526, 32526)), "udp": ((53, 53),)})),
        "the platform's resolver and agent, which no network filters",
    ),
    Passage(
        "required:AzurePlatformIMDS",
        Opening(METADATA, EVERYTHING),
        "the metadata service, which never leaves the host: no rule of the network decides",
    ),
    Passage("not-isolated", Opening(ITSELF, EVERYTHING), "the machine itself: nothing leaves it"),
)


def passages(workspace: Workspace, mode: IsolationMode, estate: Estate) -> tuple[Passage, ...]:
    """What a mode opens beside all rules."""
    if mode is IsolationMode.APPROVED:
        return PLATFORM
    if mode is IsolationMode.INTERNET:
        opening = Opening(Internet(tuple(_closed_names(workspace, estate))), EVERYTHING)
        return (Passage("mode", opening, "the network allows all internet outbound"), *PLATFORM)
    elsewhere = Passage(
        "not-isolated",
        Opening(Anywhere(), NOTHING, EVERYTHING),
        "only a network of your own could lead there, and it is not to be seen here",
    )
    if in_own_subnet(workspace):
        return (elsewhere, *PLATFORM)
    free = Passage("not-isolated", Opening(Internet(), EVERYTHING), "no managed network restricts what leaves")
    return (free, elsewhere, *PLATFORM)


def in_own_subnet(workspace: Workspace) -> bool:
    """Whether its serverless compute stands in a subnet of the organization, or may."""
    serverless = workspace.serverless_compute
    subnet = serverless.custom_subnet if isinstance(serverless, ServerlessCompute) else serverless
    return subnet is not None and not (isinstance(subnet, str) and subnet.lower() == "none")


def _closed_names(workspace: Workspace, estate: Estate) -> Iterator[HostPattern]:
    """The names of what the same configuration closes to the public."""
    cloud = cloud_of(workspace.location if isinstance(workspace.location, str) else None)
    for neighbour in estate.neighbours:
        service = service_of(neighbour.arm_type)
        if service is None or "name" not in neighbour.settings or is_private(neighbour) is not True:
            continue
        named = "custom_subdomain" if "custom_subdomain" in neighbour.settings else "name"
        name = text(neighbour, named)
        if not isinstance(name, str):
            continue
        for part in service.subresources:
            for template in endpoint_hosts(service.arm_type, part, cloud):
                filled = template.replace("<name>", name.lower()).replace("<subdomain>", name.lower())
                if filled != template and "privatelink" not in filled:
                    labels = ("*" if each.startswith("<") else each for each in filled.split("."))
                    yield host_pattern(".".join(labels))
