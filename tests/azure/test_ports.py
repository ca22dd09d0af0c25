"""Port ranges and address prefixes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mvnetgen.azure.address_prefixes import host_bits_set, is_broad, is_everything, is_private, parse_prefix
from mvnetgen.azure.ports import PortProblem, any_port, overlap, parse_ports
from mvnetgen.text.document import HOLE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("443", ((443, 443),)),
        ("80, 8080-8089", ((80, 80), (8080, 8089))),
        ("80,443", ((80, 80), (443, 443))),
        (" 1 - 2 ", ((1, 2),)),
        ("*", ((0, 65535),)),
        ("0-65535", ((0, 65535),)),
        ("0080", ((80, 80),)),
        (HOLE, None),
        (f"80, {HOLE}", None),
    ],
)
def test_right_ports(text, expected):
    """Numbers, ranges and `*` are read; a part that is not known leaves the whole unknown."""
    assert parse_ports(text) == expected


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", ""),
        ("80,", ""),
        ("80,,443", ""),
        ("http", "http"),
        ("443;80", "443;80"),
        ("80:90", "80:90"),
        ("1024-655535", "1024-655535"),
        ("65536", "65536"),
        ("9" * 5000, "9" * 5000),
        ("90-80", "90-80"),
        ("-1", "-1"),
        ("80-", "80-"),
        ("1-2-3", "1-2-3"),
        ("*,80", "*"),
        ("\uff18\uff10", "\uff18\uff10"),
        (f"http, {HOLE}", "http"),
    ],
)
def test_wrong_ports(text, part):
    """The wrong part is named, also beside one that is not known."""
    problem = parse_ports(text)

    assert isinstance(problem, PortProblem)
    assert problem.part == part
    assert problem.why


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*", True),
        ("0-65535", True),
        ("1-65535", True),
        ("1-1000, 1001-65535", True),
        ("2-65535", False),
        ("1-65534", False),
        ("443", False),
    ],
)
def test_any_port(text, expected):
    """All ports are all ports in one range or in several."""
    assert any_port(parse_ports(text)) is expected


@pytest.mark.parametrize(
    ("some", "others", "expected"),
    [("80,443", "400-500", (443, 443)), ("80", "81", None), ("*", "8080", (8080, 8080)), ("1-10", "10-20", (10, 10))],
)
def test_overlap(some, others, expected):
    """The first common range is told."""
    assert overlap(parse_ports(some), parse_ports(others)) == expected


@given(st.text(alphabet=st.sampled_from("0123456789-,* ")) | st.text())
def test_any_text_is_read(text):
    """No text makes the reader fail, and what it reads is in range and in order."""
    found = parse_ports(text)

    if isinstance(found, tuple):
        assert all(0 <= first <= last <= 65535 for first, last in found)
    parse_prefix(text)
    host_bits_set(text)


@pytest.mark.parametrize("text", ["", "10.0.0.0/33", "10.0.0/8", "Storage", "10.0.0.0-10.0.0.9", "*", "10.0.0.0/8/8"])
def test_what_is_no_prefix(text):
    """Names, ranges and impossible lengths are no prefixes."""
    assert parse_prefix(text) is None


def test_prefixes():
    """Width, privacy and host bits of a prefix are told; a single address is a prefix."""
    assert is_everything(parse_prefix("0.0.0.0/0"))
    assert is_everything(parse_prefix("::/0"))
    assert is_broad(parse_prefix("8.0.0.0/7"))
    assert not is_broad(parse_prefix("10.0.0.0/8"))
    assert is_private(parse_prefix("172.16.5.0/24"))
    assert is_private(parse_prefix("fd00::/8"))
    assert not is_private(parse_prefix("172.0.0.0/8"))
    assert not is_private(parse_prefix("20.1.2.3"))
    assert str(host_bits_set("10.0.0.5/8")) == "10.0.0.0/8"
    assert host_bits_set("10.0.0.0/8") is None
    assert host_bits_set("10.0.0.5") is None
