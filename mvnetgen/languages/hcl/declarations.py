"""What the files of one module declare, with override files merged in as Terraform does it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from mvnetgen.languages.hcl.folder import overrides
from mvnetgen.languages.hcl.syntax import Block, Body, File, HclAttribute, SyntaxProblem

LABELS = {"variable": 1, "output": 1, "module": 1, "resource": 2, "data": 2, "ephemeral": 2}
"""How many labels the blocks have that are declared by name."""

Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Declarations:
    """The declarations of a module by kind and name."""

    blocks: Mapping[str, Mapping[Name, Block]]
    """``blocks["resource"][("azurerm_x", "y")]``."""
    locals: Mapping[str, HclAttribute]
    problems: tuple[SyntaxProblem, ...] = ()
    """What could not be parsed and hides declarations."""

    @property
    def complete(self) -> bool:
        """Whether everything that the module declares is known, so that an absence means something."""
        return not self.problems

    def of(self, kind: str) -> Mapping[Name, Block]:
        """The blocks of a kind by their labels."""
        return self.blocks.get(kind, {})

    def hidden(self, kind: str, *labels: str) -> SyntaxProblem | None:
        """The unparsed stretch that may declare a thing which is not found."""
        wanted = (kind, *labels)
        return next((each for each in self.problems if wanted[: len(each.hides)] == each.hides[: len(wanted)]), None)


def declare(files: Iterable[File]) -> Declarations:
    """The declarations in some files, given in the order in which Terraform merges them (overrides last)."""
    blocks: dict[str, dict[Name, Block]] = {kind: {} for kind in LABELS}
    values: dict[str, HclAttribute] = {}
    problems: list[SyntaxProblem] = []
    for file in files:
        overriding = overrides(PurePath(file.path).name)
        problems += [each for each in file.problems if each.hides_something]
        for block in file.body.blocks:
            if block.type == "locals":
                for attribute in block.body.attributes:
                    if overriding or attribute.name not in values:
                        values[attribute.name] = attribute
                continue
            count = LABELS.get(block.type)
            if count is None or len(block.labels) != count:
                continue
            known = blocks[block.type]
            earlier = known.get(block.labels)
            if earlier is None:
                known[block.labels] = block
            elif overriding:
                known[block.labels] = replace(earlier, body=merged(earlier.body, block.body))
    return Declarations(blocks, values, tuple(problems))


def merged(body: Body, override: Body) -> Body:
    """A body with the arguments and nested blocks of an override: blocks of one type replace all of that type."""
    names = {each.name for each in override.attributes}
    attributes = (*[each for each in body.attributes if each.name not in names], *override.attributes)
    types = {nested_type(block) for block in override.blocks}
    kept: list[Block] = []
    lifecycles: Sequence[Block] = override.blocks_of("lifecycle")
    for block in body.blocks:
        if block.type == "lifecycle" and lifecycles:
            kept.append(replace(block, body=merged(block.body, lifecycles[0].body)))
        elif nested_type(block) not in types:
            kept.append(block)
    had_lifecycle = any(block.type == "lifecycle" for block in kept)
    added = [block for block in override.blocks if not (had_lifecycle and block.type == "lifecycle")]
    return Body(attributes, (*kept, *added))


def nested_type(block: Block) -> str:
    """The type of a nested block; of a dynamic one, of the blocks that it makes."""
    return block.labels[0] if block.type == "dynamic" and block.labels else block.type
