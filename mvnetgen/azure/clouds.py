"""The clouds of Azure, and what a template learns of its own from `environment()`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from mvnetgen.azure.facts import load

PUBLIC = "AzureCloud"
CLOUDS = (PUBLIC, "AzureUSGovernment", "AzureChinaCloud")
"""As `az cloud list` names them."""


@cache
def environment_of(cloud: str) -> Mapping[str, Any]:
    """The value of ``environment()`` in a cloud, as far as it is known. Raises `KeyError` for another cloud."""
    found: dict[str, Any] = {}
    for row in load("clouds").rows:
        *above, name = row["setting"].split(".")
        if row[cloud]:
            inner = found
            for step in above:
                inner = inner.setdefault(step, {})
            inner[name] = row[cloud]
    return found
