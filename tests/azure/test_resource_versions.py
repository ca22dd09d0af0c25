"""The versions of what stands beside a workspace, and when they have aged."""

import datetime as dt

from mvnetgen.azure.facts import load
from mvnetgen.azure.resource_versions import newest, resource_versions, versioned

TWO_YEARS = 730
"""Days after which Bicep's linter calls a version old, where there is a younger one."""


def test_none_is_old() -> None:
    """
    No version is older than two years while there is a younger one.

    When this fails the table has aged: name the newest stable versions that azapi embeds, and their date.
    """
    today = dt.datetime.now(dt.UTC).date()
    old = {
        kind: version
        for kind, version in resource_versions().items()
        if kind not in newest() and (today - dt.date.fromisoformat(version)).days > TWO_YEARS
    }
    assert old == {}


def test_newest_is_looked_at_again() -> None:
    """What was the newest version is believed to be that for a year."""
    assert not load("resource_versions").stale()


def test_versioned() -> None:
    """A type with its version, as templates write it."""
    assert versioned("Microsoft.Storage/storageAccounts").startswith("Microsoft.Storage/storageAccounts@20")
