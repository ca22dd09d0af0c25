"""Links in a document: ids lead to Azure's portal, references to what they name, rules in comments to their pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mvnetgen.editor.folder import View
from mvnetgen.lint.catalogue import catalogue
from mvnetgen.lint.finding import DOCUMENTATION
from mvnetgen.text.document import without_keys
from mvnetgen.text.source import Span

PORTAL = "https://portal.azure.com/#resource"
_ID = re.compile(r"/subscriptions/[0-9a-fA-F-]{36}/resource[gG]roups/[\w.()-]+/providers/[\w./()-]*[\w)]")
_IGNORED = re.compile(r"mvnetgen:\s*ignore(?:-file)?\[([^\]]*)\]")
_REFERENCE = re.compile(r"(?<![\w.])([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?)(?:\[[^\]]*\])?\.id\b")


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of the document, and where it leads."""

    span: Span
    url: str = ""
    target: Span | None = None
    """A place in another file or in this one, instead of a `url`."""
    tooltip: str = ""


def links(view: View) -> Iterator[Link]:
    """Every link of a document."""
    declared = _declared(view)
    for number, line in enumerate(view.source.lines, 1):
        for found in _ID.finditer(line):
            yield Link(_span(view, number, found.span()), f"{PORTAL}{found[0]}", tooltip="open in Azure")
        for found in _REFERENCE.finditer(line):
            target = declared.get(found[1])
            if target is not None and not (target.path == view.path and target.line == number):
                yield Link(_span(view, number, found.span(1)), target=target, tooltip=f"where {found[1]} is declared")
        for found in _IGNORED.finditer(line):
            for name in re.finditer(r"[\w-]+", found[1]):
                if name[0] in catalogue():
                    start = found.start(1) + name.start()
                    span = _span(view, number, (start, start + len(name[0])))
                    yield Link(span, f"{DOCUMENTATION}{name[0]}/", tooltip=f"what {name[0]} is about")


def _span(view: View, line: int, columns: tuple[int, int]) -> Span:
    return Span(view.path, line, columns[0] + 1, line, columns[1] + 1)


def _declared(view: View) -> dict[str, Span]:
    """Where what the document can refer to is declared, by its address without keys."""
    found: dict[str, Span] = {}
    for unit in view.units:
        for estate in unit.estates:
            for index, declaration in enumerate(estate.declarations):
                if declaration.address:
                    found[without_keys(declaration.address)] = estate.spans.at(("workspaces", index)).span
            for neighbour in estate.neighbours:
                found[without_keys(neighbour.address)] = estate.spans.at(neighbour.route).span
    return found
