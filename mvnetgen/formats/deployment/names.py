"""Names of resources that do not go with their types: the id would be that of something below another parent."""

from __future__ import annotations

from collections.abc import Iterator

from mvnetgen.formats.azapi import OUTBOUND_RULES, WORKSPACES
from mvnetgen.formats.survey import NETWORKS
from mvnetgen.languages.deployment import Deployment
from mvnetgen.model.estate import Misread, Place
from mvnetgen.text.document import shown

_JUDGED = frozenset({WORKSPACES, NETWORKS, *OUTBOUND_RULES})
_WORDS = {NETWORKS: "network of a workspace"}


def wrong_names(deployment: Deployment) -> Iterator[Misread]:
    """Workspaces, networks and rules whose names have more or fewer parts than their types."""
    for resource in deployment.resources:
        kind = resource.type.lower()
        expected = kind.count("/")
        parts = [name.value for name in resource.names]
        if kind not in _JUDGED or len(parts) in {0, expected} or not all(isinstance(part, str) for part in parts):
            continue
        name = "/".join(map(str, parts))
        parent = _WORDS.get(kind.rpartition("/")[0], "workspace")
        message = f"`{shown(name)}` has {len(parts)} parts and its type {expected}, so it stands in no {parent}"
        help_ = f"name every parent: {'/'.join(['…'] * (expected - 1) + ['NAME'])}"
        place = Place.of(resource.names[-1], resource.address)
        yield Misread("wrong-parent", message, place, help=help_)
