"""The set algebra of destinations: hosts, addresses, tags, private targets, and what one set has that another has not."""

from __future__ import annotations

import ipaddress
import random

import pytest

from mvnetgen.azure.address_prefixes import parse_prefix
from mvnetgen.egress.addresses import Addresses
from mvnetgen.egress.certainty import every, some
from mvnetgen.egress.destination import (
    Anywhere,
    Destination,
    Hidden,
    Hosts,
    Internet,
    PrivateTarget,
    contains,
    overlaps,
)
from mvnetgen.egress.host_pattern import host_pattern
from mvnetgen.egress.opening import Opening, covered, difference
from mvnetgen.egress.tag_range import TagRange
from mvnetgen.egress.traffic import EVERYTHING, NOTHING, WEB, Traffic, port, traffic_of
from mvnetgen.text.document import HOLE


def hosts(text: str) -> Hosts:
    """The destination of an FQDN rule."""
    return Hosts(host_pattern(text))


def addresses(*texts: str) -> Addresses:
    """The destination of address prefixes."""
    prefixes = [parse_prefix(text) for text in texts]
    return Addresses.of(each for each in prefixes if each is not None)


@pytest.mark.parametrize(
    ("wide", "narrow", "answer"),
    [
        ("pypi.org", "PyPI.org.", True),
        ("pypi.org", "www.pypi.org", False),
        ("*.pypi.org", "pypi.org", False),
        ("*.pypi.org", "a.b.pypi.org", True),
        ("*.pypi.org", "*.b.pypi.org", True),
        ("*.b.pypi.org", "*.pypi.org", False),
        ("*.pypi.org", "evilpypi.org", False),
        ("*", "anything.example.net", True),
        ("pypi.org", "*", False),
        ("xn--bcher-kva.example.net", "BÜCHER.example.net", True),
        ("cr.*.data.azurecr.io", "cr.westeurope.data.azurecr.io", True),
        ("cr.*.data.azurecr.io", "cr.a.b.data.azurecr.io", False),
        (HOLE, "pypi.org", None),
        (f"{HOLE}.example.net", "pypi.org", False),
        (f"st{HOLE}.blob.core.windows.net", "stlake.blob.core.windows.net", None),
        (f"st{HOLE}.blob.core.windows.net", "lake.blob.core.windows.net", False),
        ("<STORAGE>.blob.core.windows.net", "lake.dfs.core.windows.net", False),
    ],
)
def test_hosts(wide: str, narrow: str, answer: bool | None) -> None:
    """A wildcard covers every depth below it and not itself; what is known in part is no answer where it may fit."""
    assert hosts(wide).pattern.contains(hosts(narrow).pattern) is answer


def test_an_fqdn_rule_opens_no_storage_account_and_no_private_name() -> None:
    """As a destination, what an FQDN rule names leaves these out."""
    assert contains(hosts("stlake.blob.core.windows.net"), hosts("stlake.blob.core.windows.net")) is False
    assert contains(hosts("*"), hosts("stlake.dfs.core.windows.net")) is False
    assert contains(hosts("vscode.blob.core.windows.net"), hosts("vscode.blob.core.windows.net")) is True
    assert contains(hosts("*.office.internal"), hosts("nas.office.internal")) is False


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("*.pypi.org", "pypi.org", False),
        ("*.pypi.org", "*.org", True),
        ("*.a.pypi.org", "*.b.pypi.org", False),
        ("*.pypi.org", "files.pypi.org", True),
        ("a.b.c", "a.*.c", True),
        ("a.b.c", "a.c", False),
    ],
)
def test_hosts_in_common(one: str, other: str, answer: bool | None) -> None:
    """Two wildcards overlap when one can name what the other names."""
    assert overlaps(hosts(one), hosts(other)) is answer
    assert overlaps(hosts(other), hosts(one)) is answer


def test_containment_is_what_single_names_say() -> None:
    """A pattern contains another only if each name of that one is in it, and overlaps it if and only if one name is."""
    labels = ("a", "b", "*")
    draw = random.Random(7)
    names = [".".join(draw.choices("ab", k=draw.randint(1, 4))) for _ in range(40)]
    for _ in range(500):
        one, other = (
            ".".join([draw.choice(labels), *draw.choices(("a", "b"), k=draw.randint(0, 2))]) for _ in range(2)
        )
        mine = {name for name in names if contains(hosts(one), hosts(name))}
        theirs = {name for name in names if contains(hosts(other), hosts(name))}
        if contains(hosts(one), hosts(other)):
            assert theirs <= mine
            assert contains(hosts(other), hosts(one)) is not True or mine == theirs
        if mine & theirs:
            assert overlaps(hosts(one), hosts(other)) is True


def test_addresses_agree_with_each_single_address() -> None:
    """Set operations on prefixes are those on their addresses."""
    draw = random.Random(3)
    space = [ipaddress.ip_address(number) for number in range(0xCB007100, 0xCB007140)]

    def some_prefixes() -> Addresses:
        return Addresses.of(
            ipaddress.ip_network((draw.choice(space), draw.randint(26, 32)), strict=False)
            for _ in range(draw.randint(0, 4))
        )

    def within(these: Addresses) -> set[object]:
        return {each for each in space if any(each in network for network in these.networks)}

    for _ in range(300):
        one, other = some_prefixes(), some_prefixes()
        assert within(one.minus(other)) == within(one) - within(other)
        assert within(one.common(other)) == within(one) & within(other)
        assert one.contains(other) == (within(other) <= within(one))
        assert one.overlaps(other) == bool(within(one) & within(other))


def test_traffic_agrees_with_each_single_port() -> None:
    """Set operations on port ranges are those on their ports."""
    draw = random.Random(5)

    def some_traffic() -> Traffic:
        def ranges() -> list[tuple[int, int]]:
            firsts = [draw.randint(0, 40) for _ in range(draw.randint(0, 3))]
            return [(first, first + draw.randint(0, 9)) for first in firsts]

        return Traffic.of({"tcp": ranges(), "udp": ranges()})

    def within(these: Traffic) -> set[tuple[str, int]]:
        return {(name, number) for name, ports in these.parts for low, high in ports for number in range(low, high + 1)}

    for _ in range(500):
        one, other = some_traffic(), some_traffic()
        assert within(one.minus(other)) == within(one) - within(other)
        assert within(one.plus(other)) == within(one) | within(other)
        assert within(one.common(other)) == within(one) & within(other)
        assert one.contains(other) == (within(other) <= within(one))
        assert one.overlaps(other) == bool(within(one) & within(other))


def test_traffic_is_spelled_as_rules_write_it() -> None:
    """Ports and protocols come out as they go in."""
    assert str(traffic_of("TCP", "80, 8080-8089")) == "TCP 80, 8080-8089"
    assert str(traffic_of("*", "443")) == "TCP, UDP 443"
    assert str(traffic_of("*", "*")) == "any port and protocol"
    assert str(traffic_of("udp", "*")) == "UDP any port"
    assert traffic_of("TCP", "none") is None
    assert traffic_of("gopher", "70") is None


WESTERN = TagRange("Storage", "westeurope")


@pytest.mark.parametrize(
    ("outer", "inner", "answer"),
    [
        (Internet(), hosts("pypi.org"), True),
        (Internet(), hosts("nas.office.internal"), False),
        (Internet(), addresses("8.8.8.8"), True),
        (Internet(), addresses("10.0.0.0/8"), False),
        (Internet(), addresses("0.0.0.0/0"), False),
        (Internet(), Anywhere(), False),
        (Anywhere(), Hidden(), True),
        (Hidden(), hosts("pypi.org"), None),
        (addresses("0.0.0.0/0"), hosts("pypi.org"), True),
        (addresses("20.0.0.0/8"), hosts("pypi.org"), False),
        (TagRange("Internet"), hosts("pypi.org"), True),
        (TagRange("AzureCloud"), hosts("pypi.org"), None),
        (TagRange("Storage"), WESTERN, True),
        (WESTERN, TagRange("Storage"), False),
        (WESTERN, TagRange("Storage", None), None),
        (WESTERN, hosts("stlake.blob.core.windows.net"), None),
        (TagRange("Storage"), hosts("stlake.blob.core.windows.net"), True),
        (WESTERN, hosts("pypi.org"), False),
        (TagRange("BatchNodeManagement", "westeurope"), hosts("p.westeurope.batch.azure.com"), True),
        (TagRange("BatchNodeManagement", "westeurope"), hosts("p.northeurope.batch.azure.com"), False),
        (TagRange("BatchNodeManagement", None), hosts("p.northeurope.batch.azure.com"), None),
        (TagRange("BatchNodeManagement", "westeurope"), hosts("*.batch.azure.com"), False),
        (TagRange("Sql"), addresses("20.61.97.1"), None),
        (TagRange("Sql"), addresses("10.0.0.1"), False),
        (TagRange("Sql", "", addresses("20.61.97.0/24")), addresses("20.61.97.1"), True),
        (TagRange("Sql", "", addresses("20.61.97.0/24")), addresses("20.61.98.1"), False),
    ],
)
def test_destinations(outer: Destination, inner: Destination, answer: bool | None) -> None:
    """Each kind of destination against the others."""
    assert contains(outer, inner) is answer


def test_private_targets() -> None:
    """A target takes over its names; two are one when their names, or target and sub-resource, are."""
    blob = PrivateTarget("/s/lake", "blob", (host_pattern("lake.blob.core.windows.net"),))
    assert contains(blob, hosts("lake.blob.core.windows.net")) is True
    assert contains(blob, hosts("lake.dfs.core.windows.net")) is False
    assert contains(blob, PrivateTarget("ref", "blob", (host_pattern("lake.blob.core.windows.net"),))) is True
    assert contains(blob, PrivateTarget("/s/lake", "dfs")) is False
    unknown = PrivateTarget(None, "blob", (), (host_pattern("*.blob.core.windows.net"),))
    assert contains(unknown, blob) is None
    assert contains(unknown, hosts("other.blob.core.windows.net")) is None
    assert contains(unknown, hosts("other.vault.azure.net")) is False


def opened(before: list[Opening], after: list[Opening]) -> list[tuple[str, bool]]:
    """What a change opens, in words."""
    return [(f"{_shown(each.opening)}", each.sure) for each in difference(after, before)]


def _shown(opening: Opening) -> str:
    match opening.destination:
        case Hosts(pattern=pattern):
            where = pattern.text
        case TagRange(tag=tag, region=region):
            where = f"{tag}.{region}" if region else tag
        case other:
            where = str(other)
    return f"{where} {opening.traffic}"


def test_what_a_change_opens() -> None:
    """A wider host, more ports, another tag; what was open before is not opened, by whichever rule it was."""
    web = {"traffic": WEB}
    assert opened([Opening(hosts("pypi.org"), **web)], [Opening(hosts("*.pypi.org"), **web)]) == [
        ("*.pypi.org TCP 80, 443", True)
    ]
    assert opened([Opening(hosts("*.pypi.org"), **web)], [Opening(hosts("a.pypi.org"), **web)]) == []
    tag = TagRange("Storage")
    both = [Opening(tag, port(443)), Opening(tag, port(445))]
    assert opened(both, [Opening(tag, Traffic.of({"tcp": [(443, 443), (445, 445)]}))]) == []
    assert opened(both[:1], [Opening(WESTERN, Traffic.of({"tcp": [(443, 445)]}))]) == [
        ("Storage.westeurope TCP 444-445", True)
    ]
    assert opened([Opening(Internet(), EVERYTHING)], [Opening(hosts("pypi.org"), **web)]) == []
    cut = opened([Opening(addresses("10.0.0.0/25"), port(443))], [Opening(addresses("10.0.0.0/24"), port(443))])
    assert cut == [("10.0.0.128/25 TCP 443", True)]


def test_what_is_not_known_may_cover() -> None:
    """A part is reported as unsure when a value that is not known may cover it, and never dropped."""
    unknown = Opening(hosts(HOLE), WEB)
    assert opened([unknown], [Opening(hosts("pypi.org"), WEB)]) == [("pypi.org TCP 80, 443", False)]
    perhaps = Opening(hosts("pypi.org"), NOTHING, WEB)
    assert opened([perhaps], [Opening(hosts("pypi.org"), WEB)]) == [("pypi.org TCP 80, 443", False)]
    assert opened([perhaps], [Opening(hosts("pypi.org"), port(8080))]) == [("pypi.org TCP 8080", True)]


def test_several_openings_cover_together() -> None:
    """A prefix is covered when its parts are, each by another opening."""
    halves = [Opening(addresses("10.0.0.0/25"), port(443)), Opening(addresses("10.0.0.128/25"), port(443))]
    assert covered(Opening(addresses("10.0.0.0/24"), port(443)), halves) is True
    assert covered(Opening(addresses("10.0.0.0/23"), port(443)), halves) is False
    assert covered(Opening(addresses("10.0.0.0/24"), port(80)), halves) is False
    assert covered(Opening(hosts("pypi.org"), port(443)), [Opening(hosts(HOLE), WEB)]) is None


def test_three_values() -> None:
    """One no decides `every`, one yes decides `some`; then doubt."""
    assert [every([True, None]), every([None, False]), every([]), some([None, True]), some([None]), some([])] == [
        None, False, True, True, None, False
    ]  # fmt: skip
