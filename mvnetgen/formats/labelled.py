"""What was read from a revision, with its name before each path: ``main@a1b2c3d:infra/main.tf``."""

from __future__ import annotations

from dataclasses import replace

from mvnetgen.formats.contents import Contents
from mvnetgen.model.estate import Estate, Place, SpanMap
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, Span


def labelled_error(error: InputError, label: str) -> InputError:
    """The error with a label before its path."""
    return InputError(error.message, replace(error.span, path=label + error.span.path)) if label else error


def labelled(contents: Contents, label: str) -> Contents:
    """The contents with a label before each of their paths, for those that are read from a revision."""
    if not label:
        return contents

    def span(found: Span) -> Span:
        return replace(found, path=label + found.path)

    def place(found: Place) -> Place:
        key, origin = found.key and span(found.key), found.origin and span(found.origin)
        return replace(found, span=span(found.span), key=key, origin=origin)

    def estate(found: Estate) -> Estate:
        spans = SpanMap()
        spans.update((route, place(each)) for route, each in found.spans.items())
        spans.secrets = found.spans.secrets
        return replace(found, spans=spans)

    return replace(
        contents,
        worlds=tuple((conditions, estate(each)) for conditions, each in contents.worlds),
        sources={label + path: Source(label + path, source.text) for path, source in contents.sources.items()},
        unreadable=tuple(labelled_error(error, label) for error in contents.unreadable),
        remarks=lambda path: contents.remarks(path.removeprefix(label)),
        hidden=frozenset(span(each) for each in contents.hidden),
    )
