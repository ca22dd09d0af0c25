"""Where the statements of a file end: what a comment above one of them covers."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from mvnetgen.languages.hcl.syntax import Block, File, HclAttribute, ObjectItem
from mvnetgen.text.source import Span


def statement_ends(file: File) -> dict[int, int]:
    """For the first line of each block, argument and object item its last line."""
    ends: dict[int, int] = {}
    waiting: list[object] = [file.body]
    while waiting:
        item = waiting.pop()
        span = _covered(item)
        if span is not None:
            ends[span.line] = max(ends.get(span.line, span.end_line), span.end_line)
        if isinstance(item, tuple):
            waiting.extend(item)
        elif is_dataclass(item) and not isinstance(item, type | Span):
            waiting.extend(getattr(item, each.name) for each in fields(item))
    return ends


def _covered(item: object) -> Span | None:
    match item:
        case Block(span=span):
            return span
        case HclAttribute(name_span=name, value=value):
            return name.to(value.span)
        case ObjectItem(key=key, value=value):
            return key.span.to(value.span)
    return None
