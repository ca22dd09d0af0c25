"""The Terraform files beside a plan: where its resources were written."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mvnetgen.formats.plan.references import Where
from mvnetgen.formats.plan.shapes import mapping
from mvnetgen.formats.plan.values import Steps
from mvnetgen.languages.hcl.dependencies import references
from mvnetgen.languages.hcl.parse import parse
from mvnetgen.languages.hcl.syntax import (
    Attribute,
    Block,
    Body,
    Expression,
    File,
    HclAttribute,
    Index,
    Literal,
    ObjectLiteral,
    Parentheses,
    TupleLiteral,
    Variable,
)
from mvnetgen.text.document import Node
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, Span

Folder = Callable[[str], Iterable[Source]]
"""The Terraform files of a folder; none when there is no such folder."""


@dataclass
class Beside:
    """The module tree beside a plan; without a folder nothing is beside it."""

    root: str | None
    read: Folder
    configuration: Mapping[str, Any]
    files: dict[tuple[str, ...], tuple[File, ...]] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)

    def module(self, path: tuple[str, ...]) -> tuple[File, ...]:
        """The files of a module by the calls that lead to it; none when they are not here."""
        if path not in self.files:
            self.files[path] = tuple(self._parsed(path))
        return self.files[path]

    def block(self, where: Where, kind: str, name: str) -> Block | None:
        """The block of a resource."""
        for file in self.module(where.path):
            for block in file.body.blocks:
                if block.type == "resource" and block.labels == (kind, name):
                    return block
        return None

    def locals(self, path: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
        """What the locals of a module refer to."""
        return {
            attribute.name: tuple(references(attribute.value))
            for file in self.module(path)
            for block in file.body.blocks_of("locals")
            for attribute in block.body.attributes
        }

    def _parsed(self, path: tuple[str, ...]) -> Iterable[File]:
        folder = self._folder(path)
        for source in self.read(folder) if folder is not None else ():
            try:
                file = parse(source)
            except InputError:
                continue
            self.sources[source.path] = source
            yield file

    def _folder(self, path: tuple[str, ...]) -> str | None:
        folder, module = self.root, mapping(self.configuration.get("root_module"))
        for name in path:
            call = mapping(mapping(module.get("module_calls")).get(name))
            source = call.get("source")
            if folder is None or not isinstance(source, str) or not source.startswith(("./", "../")):
                return None
            folder, module = posixpath.normpath(posixpath.join(folder, source)), mapping(call.get("module"))
        return folder


def places(block: Block | None, otherwise: Span) -> Callable[[Steps], tuple[Span, Span | None]]:
    """Where the arguments of a block stand; what was computed stands where its expression does."""

    def find(steps: Steps) -> tuple[Span, Span | None]:
        if block is None:
            return otherwise, None
        return _find(block.body, steps, block.header, None)

    return find


def _find(body: Body, steps: Steps, span: Span, key: Span | None) -> tuple[Span, Span | None]:
    if not steps:
        return span, key
    name, *rest = steps
    attribute = body.attribute(name) if isinstance(name, str) else None
    if attribute is not None:
        return _within(attribute, rest)
    blocks = list(body.blocks_of(name)) if isinstance(name, str) else []
    index = rest[0] if rest and isinstance(rest[0], int) else 0
    if index < len(blocks):
        inner = rest[1:] if rest and isinstance(rest[0], int) else rest
        return _find(blocks[index].body, tuple(inner), blocks[index].header, None)
    return span, key


def _within(attribute: HclAttribute, steps: list[str | int]) -> tuple[Span, Span | None]:
    at: Expression = attribute.value
    key: Span | None = attribute.name_span
    for step in steps:
        while isinstance(at, Parentheses):
            at = at.inner
        if isinstance(at, ObjectLiteral) and isinstance(step, str):
            item = next((each for each in at.items if _word(each.key) == step), None)
            if item is None:
                break
            at, key = item.value, item.key.span
        elif isinstance(at, TupleLiteral) and isinstance(step, int) and step < len(at.items):
            at, key = at.items[step], None
        else:
            break
    return at.span, key


def _word(expression: Expression) -> str | None:
    match expression:
        case Literal(value=str() as text):
            return text
        case Variable(name=name):
            return name
    return None


def written_in(block: Block | None) -> frozenset[str] | None:
    """The arguments and nested blocks that are written in a block; None when the block is not here."""
    if block is None:
        return None
    dynamic = (each.labels[0] for each in block.body.blocks_of("dynamic") if each.labels)
    return frozenset(
        [*(each.name for each in block.body.attributes), *(each.type for each in block.body.blocks), *dynamic]
    )


def ignored_changes(block: Block | None) -> Node | None:
    """What ``lifecycle { ignore_changes }`` names: plans do not say it."""
    lifecycle = next(iter(block.body.blocks_of("lifecycle")), None) if block else None
    ignored = lifecycle.body.attribute("ignore_changes") if lifecycle else None
    if ignored is None:
        return None
    items = ignored.value.items if isinstance(ignored.value, TupleLiteral) else (ignored.value,)
    names = tuple(Node(".".join(_steps(item)), item.span) for item in items)
    return Node(names, ignored.value.span, ignored.name_span)


def _steps(expression: Expression) -> list[str]:
    match expression:
        case Variable(name=name):
            return [name]
        case Attribute(of=of, name=name):
            return [*_steps(of), name]
        case Index(of=of):
            return _steps(of)
        case Literal(value=str() as text):
            return [text]
    return []
