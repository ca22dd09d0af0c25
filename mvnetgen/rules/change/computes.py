"""Which computes stand in the managed network."""

from __future__ import annotations

from mvnetgen.model.estate import Neighbour
from mvnetgen.model.neighbours import COMPUTE, text

_OUTSIDE = frozenset({"kubernetes", "aks", "virtualmachine", "synapsespark", "databricks", "hdinsight", "datafactory"})


def is_managed(neighbour: Neighbour) -> bool:
    """Whether a compute or endpoint is the service's own: what is attached stays where it is."""
    if neighbour.arm_type != COMPUTE:
        return True
    kind = text(neighbour, "compute_type")
    return not (isinstance(kind, str) and kind in _OUTSIDE)
