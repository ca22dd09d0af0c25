"""
YAML text to a document with places. The only module that imports yaml.

The values are those of `yaml.safe_load`, which `az ml` uses: YAML 1.1, `yes` is true, the last of two equal keys wins.
Built from parser events on a stack of our own, so that depth and aliases are bounded and nothing recurses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import yaml

from mvnetgen.document import Node, kind_of
from mvnetgen.errors import InputError
from mvnetgen.estate import Misread, Place
from mvnetgen.source import Source, Span

LARGEST_YAML = 2 * 1024 * 1024
"""Characters. 1,000 outbound rules are about 200,000."""
DEEPEST = 64
"""Levels of nesting. A workspace has five."""
MOST_VALUES = 200_000
"""Values after every alias has been followed."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Document:
    """A YAML document, and what was odd in its shape already."""

    top: Node
    misread: tuple[Misread, ...]


@dataclass
class _Open:
    """A mapping or list that is being read."""

    event: Any
    span: Span
    anchor: str | None
    items: list[Node] = field(default_factory=list)
    keys: dict[str, Node] = field(default_factory=dict)
    merged: list[Node] = field(default_factory=list)
    key: Node | None = None
    weight: int = 1

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.event, yaml.MappingStartEvent)


def parse_yaml(source: Source) -> Document:
    """
    The one document of a YAML file.

    Raises `InputError` with line and column when it is no YAML, is empty, holds several documents, is nested too deep
    or grows beyond reason through its aliases.
    """
    if len(source.text) > LARGEST_YAML:
        limit = LARGEST_YAML // (1024 * 1024)
        raise InputError(f"is larger than {limit} MiB, which no workspace file is", Span.point(source.path))
    return _Composer(source).compose()


class _Composer:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.scalars = yaml.SafeLoader("")
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.open: list[_Open] = []
        self.misread: list[Misread] = []
        self.top: Node | None = None
        self.documents = 0

    def compose(self) -> Document:
        try:
            for event in self._events():
                self._take(event)
        except yaml.MarkedYAMLError as error:
            raise self._syntax_error(error) from error
        except yaml.reader.ReaderError as error:
            before = self.source.text[: error.position]
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            code = error.character if isinstance(error.character, int) else ord(error.character[:1] or "\0")
            message = f"the character U+{code:04X} is not allowed in YAML"
            raise InputError(message, Span.point(self.source.path, line, column)) from error
        if self.top is None:
            raise InputError("is empty; a workspace needs at least `name`", Span.point(self.source.path))
        return Document(self.top, tuple(self.misread))

    def _events(self) -> Iterator[Any]:
        loader = _Loader(self.source.text)
        try:
            while loader.check_event():
                yield loader.get_event()
        finally:
            loader.dispose()

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        return Span(self.source.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _take(self, event: Any) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    span = self._span(event)
                    raise InputError("holds several documents; keep one workspace in a file", span)
            case yaml.ScalarEvent():
                self._place(self._scalar(event), event.anchor, 1)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                if len(self.open) >= DEEPEST:
                    raise InputError(f"is nested deeper than {DEEPEST} levels", self._span(event))
                if event.tag not in (None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"):
                    raise InputError(f"the tag `{event.tag}` is not supported", self._span(event))
                self.open.append(_Open(event, self._span(event), event.anchor))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close(event)
            case yaml.AliasEvent():
                if event.anchor not in self.anchors:
                    raise InputError(f"the alias `*{event.anchor}` has no anchor before it", self._span(event))
                node, weight = self.anchors[event.anchor]
                self._place(node.at(self._span(event)), None, weight)

    def _scalar(self, event: Any) -> Node:
        tag = event.tag
        if tag is None or tag == "!":
            tag = self.scalars.resolve(yaml.ScalarNode, event.value, event.implicit)
        span = self._span(event)
        if tag in ("tag:yaml.org,2002:merge", "tag:yaml.org,2002:value"):
            return Node(event.value, span)
        node = yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark)
        try:
            value = self.scalars.construct_object(node)
        except ValueError as error:
            raise InputError(f"`{event.value[:60]}` is no valid value: {error}", span) from error
        if isinstance(value, bytes):
            raise InputError("binary values are not supported", span)
        if value is not None and not isinstance(value, bool | int | float | str | date):
            raise InputError(f"the tag `{tag}` is not supported", span)
        return Node(value, span)

    def _place(self, node: Node, anchor: str | None, weight: int) -> None:
        if anchor is not None:
            self.anchors[anchor] = (node, weight)
        if not self.open:
            self.top = node
            return
        parent = self.open[-1]
        parent.weight += weight
        if parent.weight > MOST_VALUES:
            raise InputError(f"holds more than {MOST_VALUES:,} values once its aliases are followed", node.span)
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = node
        else:
            key, parent.key = parent.key, None
            self._entry(parent, key, node)

    def _entry(self, mapping: _Open, key: Node, value: Node) -> None:
        if isinstance(key.value, str) and key.value == "<<":
            self._merge(mapping, key, value)
            return
        if isinstance(key.value, dict | tuple):
            raise InputError(f"{kind_of(key.value)} cannot be a key", key.span)
        name = key.value if isinstance(key.value, str) else self.source.excerpt(key.span)
        if not isinstance(key.value, str):
            message = f"the key `{name}` is {kind_of(key.value)}, and a text is needed"
            place = Place(value.span, key.span)
            self.misread.append(
                Misread("invalid-type", message, place, (name,), f'write it in quotes: "{name}"', on_key=True)
            )
        earlier = mapping.keys.get(name)
        if earlier is not None:
            assert earlier.key is not None
            message = f"`{name}` is written twice; the first one is lost"
            related = ((Place(earlier.key), "the first one"),)
            place = Place(value.span, key.span)
            self.misread.append(
                Misread("duplicate-key", message, place, (name,), "keep one of them", related=related, on_key=True)
            )
        mapping.keys[name] = replace(value, key=key.span)

    def _merge(self, mapping: _Open, key: Node, value: Node) -> None:
        sources = value.value if isinstance(value.value, tuple) else (value,)
        for source in sources:
            if not isinstance(source.value, dict):
                message = f"`<<` merges mappings, and this is {kind_of(source.value)}"
                raise InputError(message, key.span)
        mapping.merged.extend(sources)

    def _close(self, event: Any) -> None:
        closed = self.open.pop()
        last: Span | None = None
        value: dict[str, Node] | tuple[Node, ...]
        if closed.is_mapping:
            entries = dict(closed.keys)
            for source in closed.merged:
                assert isinstance(source.value, dict)
                for name, node in source.value.items():
                    entries.setdefault(name, node)
            value = entries
            last = max((node.span for node in closed.keys.values()), key=_end, default=None)
        else:
            value = tuple(closed.items)
            last = closed.items[-1].span if closed.items else None
        flow = closed.event.flow_style
        span = closed.span.to(self._span(event)) if flow else closed.span.to(last) if last else closed.span
        self._place(Node(value, span), closed.anchor, closed.weight)

    def _syntax_error(self, error: yaml.MarkedYAMLError) -> InputError:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        message = _sentence(error, self.source.line(line), self.source)
        return InputError(message, Span.point(self.source.path, line, column))


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column


def _sentence(error: yaml.MarkedYAMLError, line: str, source: Source) -> str:
    """What the parser says, in words that help."""
    problem = f"{error.problem or ''} {error.context or ''}"
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in problem:
        return "a tab where YAML wants blanks; indent with blanks"
    if "block mapping" in problem and re.match(r"\s*-(\s|$)", line):
        return (
            "a list item where a key is expected; the keys of the item above stand at the column of its dash, "
            "indent them two columns more"
        )
    if "mapping values are not allowed" in problem:
        return "a `:` where no key can stand; quote the text, or mend the indentation"
    if "found character '@'" in problem or "found character '`'" in problem or "cannot start any token" in problem:
        return "a text cannot start with this character; quote it"
    if "undefined alias" in problem:
        return "an alias without an anchor before it"
    if "could not determine a constructor" in problem:
        return (
            problem.split(" None")[0]
            .strip()
            .replace("could not determine a constructor for", "there is no meaning for")
        )
    said = " ".join(part for part in (error.context, error.problem) if part)
    return f"cannot be parsed: {said}"
