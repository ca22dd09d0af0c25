"""Api-versions, azapi releases and constraints on them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mvnetgen.azure.api_versions import (
    Access,
    access,
    azapi_release_for,
    exists,
    field_names,
    fields_missing,
    is_preview,
    newest_preview_with,
    newest_stable_with,
    oldest_stable_with,
    read_only,
    versions,
)
from mvnetgen.azure.versions import allows_only_older_than, parse_release


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("2025-12-01", True),
        ("2024-10-01-PREVIEW", True),
        ("2023-04-01", True),
        ("2022-12-01-preview", True),
        ("2026-07-01", True),
        ("2024-10-02", False),
        ("2024-02-01-preview", False),
        ("2026-09-01", True),
        ("2026-08-01-preview", False),
        ("2026-11-15-preview", None),
        ("2031-01-01", False),
        ("latest", False),
        ("", False),
    ],
)
def test_exists(version, expected):
    """A version is known, certainly wrong (one of the future is), or newer than the table: then nobody knows."""
    assert exists(version, dt.date(2026, 12, 1)) is expected


def test_every_version_is_named_once_and_has_every_field():
    """The matrix has 36 fields for each version, previews are told by name, and releases belong to versions with networks."""
    assert len(field_names()) == 36
    assert list(versions()) == sorted(set(versions()))
    assert not [each for version in versions() for each in field_names() if access(version, each) is Access.UNKNOWN]
    assert is_preview("2024-10-01-preview")
    assert not is_preview("2024-10-01")
    for version in versions():
        embedded = azapi_release_for(version)
        if embedded:
            assert access(version, "outboundRules") is Access.WRITABLE
            assert parse_release(embedded)


@pytest.mark.parametrize(
    ("version", "fields", "missing"),
    [
        ("2024-04-01", ["firewallSku"], ("firewallSku",)),
        ("2024-10-01", ["firewallSku", "isolationMode"], ()),
        ("2024-10-01", ["provisionNetworkNow"], ("provisionNetworkNow",)),
        ("2025-06-01", ["provisionNetworkNow", "pe.fqdns"], ("pe.fqdns",)),
        ("2024-10-01", ["st.addressPrefixes"], ("st.addressPrefixes",)),
        ("2025-12-01", ["st.addressPrefixes", "pe.fqdns", "firewallSku", "provisionNetworkNow"], ()),
        ("2025-01-01-preview", ["managedNetworkKind"], ("managedNetworkKind",)),
        ("2023-04-01", ["outboundRules"], ("outboundRules",)),
        ("2022-10-01", ["v1LegacyMode"], ()),
        ("2026-07-01", ["ipAllowlist"], ("ipAllowlist",)),
        ("2026-09-15-preview", ["ipAllowlist"], ()),
        ("2031-01-01", ["firewallSku"], ()),
    ],
)
def test_fields_missing(version, fields, missing):
    """What a version certainly cannot be given is told; what nobody knows is not."""
    assert fields_missing(version, fields) == missing


def test_read_only_fields():
    """A field that the version only shows is told apart from one it does not have."""
    assert read_only("2024-10-01", "st.addressPrefixes")
    assert not read_only("2023-04-01-preview", "st.addressPrefixes")
    with pytest.raises(KeyError):
        access("2024-10-01", "noSuchField")


@pytest.mark.parametrize(
    ("fields", "oldest", "newest", "preview"),
    [
        ([], "2023-10-01", "2026-09-01", "2026-09-15-preview"),
        (["firewallSku"], "2024-10-01", "2026-09-01", "2026-09-15-preview"),
        (["provisionNetworkNow"], "2025-06-01", "2026-09-01", "2026-09-15-preview"),
        (["pe.fqdns", "st.addressPrefixes"], "2025-12-01", "2026-09-01", "2026-09-15-preview"),
        (["networkAcls"], None, None, "2026-09-15-preview"),
        (["changeableIsolationModes"], None, None, None),
    ],
)
def test_versions_that_carry_fields(fields, oldest, newest, preview):
    """The oldest and newest versions that take every field; none when no version does."""
    assert oldest_stable_with(fields) == oldest
    assert newest_stable_with(fields) == newest
    assert newest_preview_with(fields) == preview


@pytest.mark.parametrize(
    ("version", "release"),
    [
        ("2025-12-01", "2.9.0"),
        ("2024-10-01", "2.1.0"),
        ("2023-04-01-preview", "1.6.0"),
        ("2026-07-01", None),
        ("x", None),
    ],
)
def test_azapi_release_for(version, release):
    """The first azapi release of a version, when it is known."""
    assert azapi_release_for(version) == release


@pytest.mark.parametrize(
    ("constraint", "release", "expected"),
    [
        ("~> 2.0", "2.9.0", False),
        ("~> 2.9", "2.9.0", False),
        ("~> 2.8.0", "2.9.0", True),
        ("~> 2.9.1", "2.9.0", False),
        ("~> 1.15", "2.1.0", True),
        ("~> 2", "3.0.0", False),
        (">= 2.1, < 3", "2.9.0", False),
        (">= 2.1, < 2.9", "2.9.0", True),
        ("< 2.9.0", "2.9.0", True),
        ("<= 2.9.0", "2.9.0", False),
        ("<= 2.8", "2.9.0", True),
        ("= 2.8.0", "2.9.0", True),
        ("2.8.0", "2.9.0", True),
        ("2.9.0", "2.9.0", False),
        ("v2.10.0", "2.9.0", False),
        ("!= 2.9.0", "2.9.0", False),
        (">= 1.0", "2.9.0", False),
        ("> 2.0, ~> 2.3", "2.9.0", False),
        ("", "2.9.0", False),
        ("latest", "2.9.0", None),
        (">= 2.0,", "2.9.0", None),
        ("~> 2.9.0-beta", "2.9.0", False),
    ],
)
def test_allows_only_older_than(constraint, release, expected):
    """Only a constraint that shuts out the release and all later ones is too old; what cannot be read is unknown."""
    assert allows_only_older_than(constraint, release) is expected


def test_a_wrong_release_is_our_mistake():
    """The release comes from our own table."""
    with pytest.raises(ValueError, match="newest"):
        allows_only_older_than("~> 2.0", "newest")


@given(st.text(alphabet=st.sampled_from("0123456789.,<>=~! v-")) | st.text())
def test_any_text_is_answered(text):
    """No constraint or version makes the functions fail."""
    allows_only_older_than(text, "2.9.0")
    exists(text)
    fields_missing(text, ["firewallSku"])
    azapi_release_for(text)
