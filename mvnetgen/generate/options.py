"""What a user may decide about generated code beside the workspace."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mvnetgen.generate.accepted import Accepted


class Placement(StrEnum):
    """Where the outbound rules stand."""

    CHILD = "child"
    """Resources of their own, one after the other: what leaves the file is deleted, and what Azure lacks is noticed."""
    INLINE = "inline"
    """In the body of the workspace: one request for all, where minutes a rule are too many."""


class Layout(StrEnum):
    """What kind of Terraform module is written."""

    ROOT = "root"
    MODULE = "module"


@dataclass(frozen=True)
class Options:
    """What a user may decide beside the workspace."""

    source: str = "workspace.yml"
    """The name of the file, for the header: no path, so that the bytes are the same on every machine."""
    layout: Layout = Layout.ROOT
    rules: Placement = Placement.CHILD
    api_version: str | None = None
    subscription: str | None = None
    client_endpoint: str | None = None
    """Id of the subnet that gets a private endpoint to the workspace."""
    accepted: tuple[Accepted, ...] = ()
    """What ignore comments in the file accept."""
