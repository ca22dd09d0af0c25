"""Private endpoint rules whose approver role was there before the change and is not afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from mvnetgen.model.change import Approver, Version
from mvnetgen.model.estate import Estate
from mvnetgen.model.neighbours import ROLE_ASSIGNMENT
from mvnetgen.model.workspace import Identity
from mvnetgen.rules.approval import approval, covers
from mvnetgen.rules.endpoints import Endpoint, dependency, endpoints_of
from mvnetgen.rules.matching import Match
from mvnetgen.text.source import Route


def approvers_lost(old: Version, new: Version) -> Iterator[Approver]:
    """For each target whose endpoint could be approved before and cannot be now: once."""
    if not new.estate.sees_neighbours or not old.estate.sees_neighbours:
        return
    could = {each.rule.service_resource_id: each for each in _foreign(old) if approval(each, old.estate) is Match.YES}
    seen: set[object] = set()
    for each in _foreign(new):
        target = each.rule.service_resource_id
        before = could.get(target)
        if before is None or target in seen or approval(each, new.estate) is not Match.NO:
            continue
        seen.add(target)
        yield Approver(
            each.shown, each.target_route[len(new.route) :], _assignment(before, old.estate), _other_identity(old, new)
        )


def _foreign(version: Version) -> Iterator[Endpoint]:
    """Endpoints to resources that are not the workspace's own: for those Azure itself takes care."""
    for each in endpoints_of(version.route, version.declaration, version.estate):
        if dependency(each, version.estate)[1] is not Match.YES:
            yield each


def _assignment(endpoint: Endpoint, estate: Estate) -> Route | None:
    found = (
        each.route for each in estate.neighbours_of(ROLE_ASSIGNMENT) if covers(each, endpoint, estate) is Match.YES
    )
    return next(found, None)


def _other_identity(old: Version, new: Version) -> bool:
    one, other = old.declaration.workspace.identity, new.declaration.workspace.identity
    return isinstance(one, Identity) and isinstance(other, Identity) and one != other
