"""
Terraform's JSON syntax to the same `syntax.File`: texts are templates, and property names are block types where
Terraform looks for blocks.

In JSON nothing tells a block within a resource from an argument that is an object: outside of Terraform's own blocks
(``lifecycle``, ``dynamic``, …) everything arrives as an argument, whose value is an object or a list of objects.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import cast

from mvnetgen.languages.hcl.json_text import Value, read_json
from mvnetgen.languages.hcl.letters import normal
from mvnetgen.languages.hcl.parse import parse_expression_in, parse_template_in, problem
from mvnetgen.languages.hcl.places import Places, places_in, places_of
from mvnetgen.languages.hcl.syntax import (
    Block,
    Body,
    Comment,
    Expression,
    File,
    HclAttribute,
    Literal,
    ObjectItem,
    ObjectLiteral,
    SyntaxProblem,
    TupleLiteral,
)
from mvnetgen.languages.hcl.token import Failure
from mvnetgen.text.source import Source, Span

Blocks = dict[str, tuple[int, str]]
"""Property name to the number of labels and the kind of body it opens."""

BODIES: dict[str, Blocks] = {
    "file": {
        "terraform": (0, "terraform"),
        "locals": (0, "plain"),
        "variable": (1, "variable"),
        "output": (1, "output"),
        "module": (1, "module"),
        "provider": (1, "plain"),
        "resource": (2, "resource"),
        "data": (2, "resource"),
        "ephemeral": (2, "resource"),
        "check": (1, "check"),
        "moved": (0, "address"),
        "import": (0, "address"),
        "removed": (0, "address"),
    },
    "terraform": {
        "required_providers": (0, "plain"),
        "backend": (1, "plain"),
        "cloud": (0, "plain"),
        "provider_meta": (1, "plain"),
    },
    "variable": {"validation": (0, "plain")},
    "output": {"precondition": (0, "plain")},
    "resource": {
        "lifecycle": (0, "lifecycle"),
        "connection": (0, "plain"),
        "provisioner": (1, "plain"),
        "dynamic": (1, "dynamic"),
    },
    "dynamic": {"content": (0, "content")},
    "content": {"dynamic": (1, "dynamic")},
    "lifecycle": {"precondition": (0, "plain"), "postcondition": (0, "plain")},
    "check": {"assert": (0, "plain"), "data": (2, "resource")},
    "address": {"lifecycle": (0, "plain")},
    "module": {},
    "plain": {},
}
"""https://developer.hashicorp.com/terraform/language/syntax/json, read 2026-05."""

ADDRESSES = {
    "resource": {"depends_on", "provider"},
    "module": {"depends_on", "providers"},
    "output": {"depends_on"},
    "lifecycle": {"ignore_changes", "replace_triggered_by"},
    "address": {"from", "to", "provider"},
    "variable": {"type"},
}
"""Arguments whose texts are expressions, written without ``${}``."""

LITERALS = {"variable": {"default", "description"}, "module": {"source", "version"}}
"""Arguments whose texts are texts."""


@dataclass
class Reader:
    """One file on its way to a tree."""

    source: Source
    places: Places
    comments: list[Comment] = field(default_factory=list)
    problems: list[SyntaxProblem] = field(default_factory=list)
    duplicates: list[tuple[str, Span, Span]] = field(default_factory=list)

    def place(self, value: Value) -> Span:
        """Where a value stands."""
        return self.places(value.start, value.end)

    def body(self, value: Value, kind: str) -> Body:
        """The body that an object, or a list of objects, stands for."""
        attributes: list[HclAttribute] = []
        blocks: list[Block] = []
        opens = BODIES[kind]
        for key, inner in self.properties(value):
            name = cast("str", key.value)
            if name == "//":
                if isinstance(inner.value, str):
                    self.comments.append(Comment(inner.value.strip(), self.place(inner)))
            elif name in opens:
                labels, body_kind = opens[name]
                blocks += self.blocks((key,), inner, labels, body_kind)
            elif kind == "file":
                message = f"`{name}` is no block that Terraform knows"
                self.problems.append(SyntaxProblem(message, self.place(key), hides_something=False))
            else:
                made = self.argument(inner, kind, name)
                if made is not None:
                    attributes.append(HclAttribute(name, self.place(key), made))
        return Body(tuple(attributes), tuple(blocks))

    def properties(self, value: Value) -> Iterator[tuple[Value, Value]]:
        """The properties of an object, or of all the objects of a list; anything else is a problem."""
        if value.is_object:
            yield from cast("list[tuple[Value, Value]]", value.value)
        elif isinstance(value.value, list):
            for item in cast("list[Value]", value.value):
                yield from self.properties(item)
        elif value.value is not None:
            self.problems.append(SyntaxProblem("expected an object", self.place(value)))

    def blocks(self, keys: tuple[Value, ...], value: Value, labels: int, kind: str) -> Iterator[Block]:
        """The blocks below keys, a type and its labels so far; each level may be an object or a list of them."""
        if labels:
            for label, inner in self.properties(value):
                if label.value != "//":
                    yield from self.blocks((*keys, label), inner, labels - 1, kind)
        elif isinstance(value.value, list) and not value.is_object:
            for item in cast("list[Value]", value.value):
                yield from self.blocks(keys, item, 0, kind)
        elif value.value is not None:
            name, *texts = (cast("str", key.value) for key in keys)
            spans = tuple(self.place(key) for key in keys)
            # The type is shared with other blocks, so the last key alone is the header.
            yield Block(
                name, tuple(texts), spans[-1].to(self.place(value)), spans[-1], self.body(value, kind), spans[1:]
            )

    def argument(self, value: Value, kind: str, name: str) -> Expression | None:
        """The value of an argument; None, and a problem, when it cannot be read."""
        how = "template"
        if name in ADDRESSES.get(kind, ()):
            how = "address"
        elif name in LITERALS.get(kind, ()):
            how = "literal"
        try:
            return self.expression(value, how)
        except Unreadable as unreadable:
            self.problems.append(unreadable.problem)
            return None

    def expression(self, value: Value, how: str) -> Expression:
        """The expression that a value stands for. Raises `Unreadable`."""
        span = self.place(value)
        inner = value.value
        if value.is_object:
            return self.object(value, how)
        if isinstance(inner, list):
            return TupleLiteral(span, tuple(self.expression(item, how) for item in cast("list[Value]", inner)))
        if not isinstance(inner, str):
            return Literal(span, inner)
        if how == "literal" or (how == "template" and "${" not in inner and "%{" not in inner):
            return Literal(span, normal(inner))
        parse = parse_expression_in if how == "address" else parse_template_in
        found = parse(inner, places_in(self.places, value.letters()))
        if isinstance(found, SyntaxProblem):
            raise Unreadable(found)
        return found if how == "address" else replace(found, span=span)

    def object(self, value: Value, how: str) -> ObjectLiteral:
        """An object as a value, with its keys, which are templates as well."""
        items = []
        first: dict[str, Span] = {}
        for key, inner in cast("list[tuple[Value, Value]]", value.value):
            name = cast("str", key.value)
            span = self.place(key)
            if name in first:
                self.duplicates.append((name, span, first[name]))
            first.setdefault(name, span)
            made = self.expression(key, "literal" if how == "address" else how)
            items.append(ObjectItem(made, self.expression(inner, how)))
        return ObjectLiteral(self.place(value), tuple(items))


class Unreadable(Exception):  # noqa: N818  never leaves this module
    """A text of a JSON file that is no template."""

    def __init__(self, problem: SyntaxProblem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read(source: Source) -> tuple[Reader, Value | None]:
    """A reader of a file, and its JSON value unless that cannot be read, which is a problem."""
    reader = Reader(source, places_of(source.path, source.text))
    try:
        return reader, read_json(source.text)
    except Failure as failure:
        reader.problems.append(problem(failure, reader.places, len(source.text)))
        return reader, None


def finish(reader: Reader, body: Body) -> File:
    """What a reader found, as a file."""
    found = reader.comments, reader.problems, reader.duplicates
    return File(reader.source.path, body, *map(tuple, found))  # type: ignore[arg-type]


def parse_json(source: Source) -> File:
    """The tree of a ``.tf.json`` or ``.tofu.json`` file; what is wrong with it is in `File.problems`."""
    reader, value = read(source)
    return finish(reader, reader.body(value, "file") if value else Body())


def parse_json_values(source: Source) -> File:
    """The tree of a ``.tfvars.json`` file, in which texts are texts."""
    reader, value = read(source)
    attributes = []
    for key, inner in reader.properties(value) if value else ():
        made = reader.expression(inner, "literal")
        attributes.append(HclAttribute(cast("str", key.value), reader.place(key), made))
    return finish(reader, Body(tuple(attributes)))
