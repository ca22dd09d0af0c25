"""The comments of a YAML file, and how far its entries reach."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import yaml

from mvnetgen.languages.yaml.compose import Document
from mvnetgen.text.document import Node
from mvnetgen.text.source import Source, Span

_COMMENT = re.compile(r"(?:(?<=\s)|(?<![^\n]))#[^\n]*")


def find_comments(source: Source) -> list[Span]:
    """The comments of a YAML text, in order; of one that cannot be parsed, those before the place where parsing stops."""
    found = []
    for begin, end in _gaps(source.text):
        for comment in _COMMENT.finditer(source.text, begin, end):
            stop = comment.start() + len(comment.group().rstrip())
            found.append(Span(source.path, *source.position(comment.start()), *source.position(stop)))
    return found


def _gaps(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text outside of its scalars: what begins with `#` after a blank is a comment there."""
    begin = 0
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if isinstance(token, yaml.ScalarToken):
                yield begin, token.start_mark.index
                begin = token.end_mark.index
                if token.style in ("|", ">"):
                    header_end = text.find("\n", token.start_mark.index)
                    yield token.start_mark.index, header_end if header_end >= 0 else len(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        yield begin, max(begin, mark.index if mark else begin)
        return
    yield begin, len(text)


def statement_ends(document: Document) -> dict[int, int]:
    """For the first line of each entry of a mapping and each item of a list its last line."""
    ends: dict[int, int] = {}
    waiting = [document.top]
    while waiting:
        node = waiting.pop()
        for child in _children(node):
            first, last = (child.key or child.span).line, _last_line(child)
            ends[first] = max(ends.get(first, first), last)
            if child.origin is None:  # what an alias repeats stands elsewhere
                waiting.append(child)
    return ends


def _children(node: Node) -> Iterable[Node]:
    if isinstance(node.value, Mapping):
        return node.value.values()
    return node.value if isinstance(node.value, tuple) else ()


def _last_line(node: Node) -> int:
    span = node.span
    return span.end_line - 1 if span.end_column == 1 and span.end_line > span.line else span.end_line
