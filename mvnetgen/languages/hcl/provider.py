"""Which releases of a provider a configuration allows: ``required_providers``, and the lock file when there is one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mvnetgen.languages.hcl.evaluate import evaluate
from mvnetgen.languages.hcl.scope import Scope
from mvnetgen.languages.hcl.syntax import File
from mvnetgen.text.document import Node
from mvnetgen.text.source import Span

LOCK_FILE = ".terraform.lock.hcl"


@dataclass(frozen=True, slots=True)
class Provider:
    """A version constraint and where it stands."""

    constraint: str
    span: Span


def _and(before: Provider | None, constraint: str, span: Span) -> Provider:
    if before is None:
        return Provider(constraint, span)
    return (
        before if constraint in before.constraint.split(", ") else Provider(f"{before.constraint}, {constraint}", span)
    )


def settings(files: Iterable[File], provider: str, name: str) -> list[Node]:
    """The values of an argument in the blocks of a provider, of every module of the tree together."""
    blocks = (block for file in files for block in file.body.blocks_of("provider") if block.labels[:1] == (provider,))
    written = (block.body.attribute(name) for block in blocks)
    return [evaluate(each.value, Scope()) for each in written if each is not None]


def providers(files: Iterable[File], lock: File | None = None) -> dict[str, Provider]:
    """
    The constraints by the local name of the provider: of every module of the tree together, as Terraform takes them.

    The lock file wins: it names the one release that `terraform init` installs. The place is that of the constraint that
    was read last.
    """
    found: dict[str, Provider] = {}
    for file in files:
        for terraform in file.body.blocks_of("terraform"):
            for required in terraform.body.blocks_of("required_providers"):
                for attribute in required.body.attributes:
                    written = evaluate(attribute.value, Scope())
                    version = written.get("version") or written
                    if isinstance(version.value, str) and version.value.strip():
                        found[attribute.name] = _and(found.get(attribute.name), version.value.strip(), version.span)
    for block in lock.body.blocks_of("provider") if lock else ():
        pinned = block.body.attribute("version")
        node = evaluate(pinned.value, Scope()) if pinned else None
        name = block.labels[0].rpartition("/")[2] if block.labels else ""
        if node is not None and isinstance(node.value, str):
            found[name] = Provider(node.value, node.span)
    return found
