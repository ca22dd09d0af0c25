"""The clouds of Azure, and what a template that asks for ``environment()`` is told in each of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from mvnetgen.azure.facts import load

Cloud = Literal["AzureCloud", "AzureUSGovernment", "AzureChinaCloud"]
"""As `az cloud list` names them."""
PUBLIC: Cloud = "AzureCloud"


@cache
def environment(cloud: Cloud) -> Mapping[str, Any]:
    """The value of ``environment()``: nested mappings, lists and texts. What is not published is left out."""
    found: dict[str, Any] = {}
    for row in load("clouds").rows:
        if not row[cloud]:
            continue
        *outer, last = row["path"].split(".")
        at = found
        for step in outer:
            if step == "audiences":
                at.setdefault(step, []).append(row[cloud])
                break
            at = at.setdefault(step, {})
        else:
            at[last] = row[cloud]
    return found
