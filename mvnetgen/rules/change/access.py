"""From where a workspace can be reached."""

from __future__ import annotations

from mvnetgen.model.change import Version
from mvnetgen.model.estate import Form
from mvnetgen.model.neighbours import PRIVATE_ENDPOINT, text
from mvnetgen.model.workspace import NetworkAcls, PublicAccess
from mvnetgen.rules.matching import Match, names_workspace
from mvnetgen.text.source import Route

_ON_BY_DEFAULT = frozenset({Form.YAML, Form.AZURERM, Form.AI_FOUNDRY})
"""Forms that send what they say of a new workspace in every update, also when nothing is said."""


def public_access(version: Version) -> bool | None:
    """Whether public network access is on; None when nobody says, or when it is not known."""
    access = version.declaration.workspace.public_network_access
    if access is None:
        return True if version.declaration.form in _ON_BY_DEFAULT else None
    return access is PublicAccess.ENABLED if isinstance(access, PublicAccess) else None


def addresses(version: Version) -> frozenset[str]:
    """The addresses that may reach it, when only some may; empty otherwise."""
    workspace = version.declaration.workspace
    listed: object = workspace.ip_allowlist
    if listed is None and isinstance(workspace.network_acls, NetworkAcls):
        listed = workspace.network_acls.ip_rules
    return frozenset(each for each in listed if isinstance(each, str)) if isinstance(listed, tuple) else frozenset()


def list_route(version: Version) -> Route:
    """Where these addresses are listed."""
    return ("ip_allowlist",) if version.declaration.workspace.ip_allowlist is not None else ("network_acls",)


def nothing_leads_to(version: Version) -> bool:
    """Whether certainly no private endpoint of the same configuration leads to the workspace."""
    estate = version.estate
    if not estate.sees_neighbours:
        return False
    targets = (text(each, "target") for each in estate.neighbours_of(PRIVATE_ENDPOINT))
    return all(
        target is not None and names_workspace(target, version.declaration, estate) is Match.NO for target in targets
    )
