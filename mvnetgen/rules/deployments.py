"""The online deployments of a workspace, which hang on it through their endpoints."""

from __future__ import annotations

from collections.abc import Iterator

from mvnetgen.model.estate import Declaration, Estate, Neighbour
from mvnetgen.model.neighbours import ONLINE_DEPLOYMENT, ONLINE_ENDPOINT, text
from mvnetgen.rules.matching import Match, names_workspace, neighbour_for


def deployments_of(declaration: Declaration, estate: Estate) -> Iterator[Neighbour]:
    """The managed deployments that certainly belong to a workspace."""
    for each in estate.neighbours_of(ONLINE_DEPLOYMENT):
        if text(each, "kind") == "kubernetes":
            continue
        endpoint = neighbour_for(estate, text(each, "endpoint"))
        if endpoint is None or endpoint.arm_type != ONLINE_ENDPOINT or text(endpoint, "kind") in ("k8s", "kubernetes"):
            continue
        if names_workspace(text(endpoint, "workspace"), declaration, estate) is Match.YES:
            yield each
