"""
YAML text to a document with places.

The values are those of `yaml.safe_load`, which `az ml` uses: YAML 1.1, `yes` is true, the last of two equal keys wins.
Built from parser events on a stack of our own, so that depth and aliases are bounded and nothing recurses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from mvnetgen.languages.yaml.errors import ParserError, sentence
from mvnetgen.languages.yaml.scalars import scalar_tag, scalar_value, short_tag
from mvnetgen.model.estate import Misread, Place
from mvnetgen.model.fix import REMOVE
from mvnetgen.text.document import Node, kind_of
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Route, Source, Span

LARGEST_YAML = 1024 * 1024
"""Characters. 1,000 outbound rules are about 200,000."""
DEEPEST = 64
"""Levels of nesting. A workspace has five."""
MOST_VALUES = 100_000
"""Values after every alias has been followed."""
LARGEST_ODD = 128 * 1024
"""Characters up to which PyYAML's own parser, which needs ten seconds for a megabyte, reads what libyaml reads otherwise."""

_LIBYAML: Any = getattr(yaml, "CSafeLoader", None)
_ODD = re.compile(r"[\t!?\ufeff\x85\u2028\u2029]|^%|[|>][-+0-9]*#", re.MULTILINE)
"""Where libyaml and PyYAML's own parser, the one behind `safe_load`, have been seen to disagree."""
_OTHER_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
"""They end a line in YAML 1.1, and nowhere else: not in an editor, and not in `Source`."""

_MAP, _SEQ = "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"
_MERGE, _VALUE = "tag:yaml.org,2002:merge", "tag:yaml.org,2002:value"


@dataclass(frozen=True)
class Document:
    """A YAML document, and what was odd in its shape already."""

    top: Node
    misread: tuple[Misread, ...]
    """Routes start at the top of the document."""


@dataclass
class _Open:
    """A mapping or list that is being read."""

    event: Any
    span: Span
    anchor: str | None
    items: list[Node] = field(default_factory=list)
    keys: dict[str, Node] = field(default_factory=dict)
    merged: list[Node] = field(default_factory=list)
    key: _Key | None = None
    merge: Span | None = None
    """Its first `<<`."""
    last: Span | None = None
    """Where its last value stands."""
    weight: int = 1

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.event, yaml.MappingStartEvent)


@dataclass(frozen=True)
class _Key:
    node: Node
    merges: bool
    """Whether it is `<<` in its meaning, which quotes take away."""


Scalars = Callable[[str, str | None, bool, bool], bool | int | float | str | None]
"""The value of a scalar by its text, its tag, whether it is plain (no quotes, no block), and whether it is a key."""


def parse_yaml(source: Source, scalars: Scalars | None = None) -> Document:
    """
    The one document of a YAML file; with `scalars`, with other values than those of `yaml.safe_load`.

    Raises `InputError` with line and column when it is no YAML, is empty, holds several documents, is nested too deep
    or grows beyond reason through its aliases.
    """
    if len(source.text) > LARGEST_YAML:
        limit = LARGEST_YAML // (1024 * 1024)
        raise InputError(f"is larger than {limit} MiB, which nothing is that a person wrote", Span.point(source.path))
    odd = _ODD.search(source.text) is not None
    if _LIBYAML is None or (odd and len(source.text) <= LARGEST_ODD):
        return _Composer(source, yaml.SafeLoader, scalars).compose()
    try:
        return _Composer(source, _LIBYAML, scalars).compose()
    except _NotParsed as error:
        if len(source.text) > LARGEST_ODD:
            raise error.as_input_error() from error
        return _Composer(source, yaml.SafeLoader, scalars).compose()  # its opinion counts, and its messages say more


class _NotParsed(Exception):  # noqa: N818 — never leaves this module
    """What a parser says, and where."""

    def __init__(self, error: yaml.YAMLError, source: Source, place: tuple[int, int]) -> None:
        super().__init__(str(error))
        self.error, self.source, self.place = error, source, place

    def as_input_error(self) -> InputError:
        """The same in words that help."""
        line, column = self.place
        span = Span.point(self.source.path, line, column)
        match self.error:
            case yaml.reader.ReaderError(character=character):
                code = character if isinstance(character, int) else ord(character[:1] or "\0")
                return InputError(f"the character U+{code:04X} is not allowed in YAML", span)
            case yaml.MarkedYAMLError(problem=problem, context=context, context_mark=mark):
                opened = mark.line + 1 if mark else None
                lines = self.source.line(line), column, self.source.line(line - 1)
                return InputError(sentence(ParserError(problem or "", context or "", opened, *lines)), span)
        return InputError(f"cannot be parsed: {self.error}", span)


class _Composer:
    def __init__(self, source: Source, loader: Any, scalars: Scalars | None) -> None:
        self.source = source
        self.scalars = scalars
        self.loader = loader
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.open: list[_Open] = []
        self.misread: list[Misread] = []
        self.top: Node | None = None
        self.documents = 0
        self.counts_other_lines = _OTHER_LINE_ENDS.search(source.text) is not None

    def compose(self) -> Document:
        try:
            for event in self._events():
                self._take(event)
        except yaml.YAMLError as error:
            found = _NotParsed(error, self.source, self._place_of_error(error))
            if self.loader is _LIBYAML:
                raise found from error
            raise found.as_input_error() from error
        if self.top is None:
            raise InputError("is empty, and a mapping is needed", Span.point(self.source.path))
        return Document(self.top, tuple(self.misread))

    def _events(self) -> Iterator[Any]:
        loader = self.loader(self.source.text)
        try:
            while loader.check_event():
                yield loader.get_event()
        finally:
            loader.dispose()

    def _position(self, mark: Any) -> tuple[int, int]:
        if self.counts_other_lines:
            return self.source.position(mark.index)
        return mark.line + 1, mark.column + 1

    def _span(self, event: Any) -> Span:
        return Span(self.source.path, *self._position(event.start_mark), *self._position(event.end_mark))

    def _place_of_error(self, error: yaml.YAMLError) -> tuple[int, int]:
        if isinstance(error, yaml.reader.ReaderError):
            return self.source.position(error.position)
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line, column = self._position(mark) if mark else (1, 1)
        if line > len(self.source.lines) or (line == len(self.source.lines) > 1 and not self.source.lines[-1]):
            line = max(1, len(self.source.text.rstrip("\n").split("\n")))  # behind the end: at the end of the last line
            column = len(self.source.line(line)) + 1
        return line, column

    def _take(self, event: Any) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    raise InputError("holds several documents; keep one in a file", self._span(event))
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._begin(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close(event)
            case yaml.AliasEvent():
                self._alias(event)

    def _begin(self, event: Any) -> None:
        if len(self.open) >= DEEPEST:
            raise InputError(f"is nested deeper than {DEEPEST} levels", self._span(event))
        own = _MAP if isinstance(event, yaml.MappingStartEvent) else _SEQ
        if event.tag not in (None, "!", own):
            raise InputError(f"the tag `{short_tag(event.tag)}` is not supported here", self._span(event))
        self.open.append(_Open(event, self._span(event), event.anchor))

    def _alias(self, event: Any) -> None:
        span = self._span(event)
        if any(each.anchor == event.anchor for each in self.open):
            raise InputError(f"the alias `*{event.anchor}` stands inside of what it refers to", span)
        if event.anchor not in self.anchors:
            raise InputError(f"the alias `*{event.anchor}` has no anchor before it", span)
        node, weight = self.anchors[event.anchor]
        self._put(node.at(span), None, weight)

    def _scalar(self, event: Any) -> None:
        tag = event.tag
        if tag is None or tag == "!":
            tag = scalar_tag(event.value, event.implicit)
        span = self._span(event)
        if self.scalars and tag != _MERGE:
            value = self.scalars(event.value, event.tag, event.implicit[0], self._expects_key)
            self._put(Node(value, span), event.anchor, 1)
            return
        if tag in (_MERGE, _VALUE):
            if not self._expects_key:
                raise InputError(f"`{event.value}` has a meaning of its own in YAML; quote it", span)
            self._put(Node(event.value, span), event.anchor, 1, merges=tag == _MERGE)
            return
        self._put(Node(scalar_value(tag, event.value, span), span), event.anchor, 1)

    @property
    def _expects_key(self) -> bool:
        return bool(self.open) and self.open[-1].is_mapping and self.open[-1].key is None

    def _put(self, node: Node, anchor: str | None, weight: int, *, merges: bool = False) -> None:
        """Hands a finished value to whatever it stands in."""
        if anchor is not None:
            if anchor in self.anchors:
                message = f"the anchor `&{anchor}` is there twice, which az ml refuses; give one of them another name"
                raise InputError(message, node.span)
            self.anchors[anchor] = (node, weight)
        if not self.open:
            self.top = node
            return
        parent = self.open[-1]
        parent.weight += weight
        if parent.weight > MOST_VALUES:
            raise InputError(f"holds more than {MOST_VALUES:,} values once its aliases are followed", node.span)
        parent.last = node.span
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = self._key(node, merges=merges)
        else:
            key, parent.key = parent.key, None
            if key.merges:
                self._merge(parent, key.node, node)
            else:
                self._entry(parent, key.node, node)

    @staticmethod
    def _key(node: Node, *, merges: bool) -> _Key:
        if isinstance(node.value, Mapping | tuple):
            hint = "; is `{{ … }}` to be filled in by another tool first?" if isinstance(node.value, Mapping) else ""
            raise InputError(f"{kind_of(node.value)} cannot be a key{hint}", node.span)
        return _Key(node, merges)

    def _entry(self, mapping: _Open, key: Node, value: Node) -> None:
        if not isinstance(key.value, str):
            # Left out: nothing that reads the document knows such a key, and one word about it is enough.
            name = self.source.excerpt(key.span)
            message = f"the key `{name}` is {kind_of(key.value)}, and a text is needed"
            place = Place(value.span, key.span)
            route = (*self._route(), name)
            self.misread.append(
                Misread("invalid-type", message, place, route, f'write it in quotes: "{name}"', on_key=True)
            )
            return
        name = key.value
        earlier = mapping.keys.get(name)
        if earlier is not None and earlier.key is not None:
            message = f"`{name}` is written twice; the first one is lost"
            related = ((Place(earlier.key), "the first one"),)
            place = Place(value.span, key.span)
            route = (*self._route(), name)
            twice = _same(earlier, value)  # the first one is lost, so nothing is lost with the second
            fix = REMOVE if twice else None
            self.misread.append(
                Misread(
                    "duplicate-key", message, place, route, "keep one of them", related=related, on_key=True, fix=fix
                )
            )
        mapping.keys[name] = replace(value, key=key.span)

    def _route(self) -> Route:
        """Where the innermost open mapping stands."""
        steps: list[str | int] = []
        for each in self.open[:-1]:
            if not each.is_mapping:
                steps.append(len(each.items))
            elif each.key and isinstance(each.key.node.value, str):
                steps.append(each.key.node.value)
        return tuple(steps)

    def _merge(self, mapping: _Open, key: Node, value: Node) -> None:
        sources = value.value if isinstance(value.value, tuple) else (value,)
        for source in sources:
            if not isinstance(source.value, Mapping):
                raise InputError(f"`<<` merges mappings, and this is {kind_of(source.value)}", key.span)
        if mapping.merge is not None:
            # PyYAML 6.0.4 turned round which of the two wins; here it is the first, as within one list.
            message = "`<<` is written twice, and which of the two wins depends on the release of PyYAML"
            related = ((Place(mapping.merge), "the first one"),)
            place = Place(value.span, key.span)
            help_ = "write one `<<` with a list: the first mapping in it wins"
            self.misread.append(
                Misread("duplicate-key", message, place, (*self._route(), "<<"), help_, related=related, on_key=True)
            )
        mapping.merge = mapping.merge or key.span
        mapping.merged += sources

    def _close(self, event: Any) -> None:
        closed = self.open.pop()
        value: dict[str, Node] | tuple[Node, ...]
        if closed.is_mapping:
            value = {}
            for source in reversed(closed.merged):
                assert isinstance(source.value, Mapping)
                value.update(source.value)
            value.update(closed.keys)
        else:
            value = tuple(closed.items)
        if closed.event.flow_style:
            span = closed.span.to(self._span(event))
        else:
            span = closed.span.to(closed.last) if closed.last else closed.span
        self._put(Node(value, span), closed.anchor, closed.weight)


def _same(one: Node, other: Node) -> bool:
    """Whether two values are one and the same word."""
    return (
        type(one.value) is type(other.value) and one.value == other.value and not isinstance(one.value, Mapping | tuple)
    )
