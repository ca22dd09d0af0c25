"""What somebody has accepted in a workspace file, with the reason: it is accepted in the code that is made of it, too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mvnetgen.model.workspace import Workspace

WORKSPACE = ""
"""Stands for the workspace itself among the names of rules."""

ONLY_IN_FILES: Mapping[str, str] = {
    "adls-without-blob": "the name of a storage account that the code makes is known after the apply only: it may be the target",
    "missing-image-build-compute": "the code shows what it makes, and a given registry may be open",
    "network-acls-not-applied": "the code writes them with a version of the API that applies them",
    "placeholder-value": "a placeholder is a variable in the code, and somebody gives it a value",
    "project-managed-network": "a project has no network of its own in the code",
    "provision-without-network": "what has no network to provision is left out of the code",
    "spark-not-provisioned": "code can call the action, so that it is more than an information there",
}
"""Rules that may find in a workspace file what they do not find in the code that is made of it, with the reason."""


@dataclass(frozen=True)
class Accepted:
    """A finding that an ignore comment has taken away."""

    rule: str
    route: str
    """As findings write it: ``managed_network.outbound_rules[0].destination``."""
    reason: str = ""
    until: str | None = None

    @property
    def comment(self) -> str:
        """The comment that accepts it again, without its sign."""
        until = f" until={self.until}" if self.until else ""
        return f"mvnetgen: ignore[{self.rule}{until}] {self.reason}".rstrip()


def comments(accepted: Iterable[Accepted], workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """The comments for the workspace (`WORKSPACE`) and for each of its outbound rules by name, each once."""
    found: dict[str, dict[str, None]] = {}
    for each in accepted:
        if each.rule not in ONLY_IN_FILES:
            found.setdefault(_owner(each.route, workspace), {}).setdefault(each.comment)
    return {name: tuple(texts) for name, texts in found.items()}


def _owner(route: str, workspace: Workspace) -> str:
    """The name of the outbound rule that a route leads into; `WORKSPACE` for any other."""
    step = re.match(r"managed_network\.outbound_rules\[(\d+)\]", route)
    rules = workspace.network.outbound_rules if workspace.network else ()
    if step is None or int(step[1]) >= len(rules):
        return WORKSPACE
    name = rules[int(step[1])].name
    return name if isinstance(name, str) else WORKSPACE
