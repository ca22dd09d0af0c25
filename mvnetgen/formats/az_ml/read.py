"""A workspace file as an input: is it one, what does it say, and which comments are in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mvnetgen.formats.az_ml import read_workspace
from mvnetgen.formats.contents import Contents, ReadSettings, Remarks, source_of
from mvnetgen.formats.input import WORKSPACE_FILES, Input
from mvnetgen.languages.yaml import Document, find_comments, parse_yaml, statement_ends
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source
from mvnetgen.text.tree import Tree

_KEY_AT_TOP = re.compile(r"^managed_network[ \t]*:", re.MULTILINE)
_NAME_AT_TOP = re.compile(r"^name[ \t]*:", re.MULTILINE)
_OF_AN_ANSWER = re.compile(r"""^[ \t-]*["']?(?:resourceGroup|properties|status)["']?[ \t]*:""", re.MULTILINE)
"""A key that stands in every answer of Azure, and seldom in what people write."""
_SCHEMA = re.compile(r"(?:workspace|featureStore)\.schema\.json")


def read_input(each: Input, tree: Tree, settings: ReadSettings) -> Contents | None:
    """What the file says; None for a file that nobody named and that is no workspace. Raises `InputError`."""
    source = source_of(each, tree)
    sources = {source.path: source}
    try:
        document = parse_yaml(source)
        if _OF_AN_ANSWER.search(source.text):
            from mvnetgen.formats.export.contents import contents_of  # noqa: PLC0415 - a hand-written file does not pay for it

            found = contents_of(document.top, source)
            if found is not None:
                return found
        if not each.named and not _is_workspace(document):
            return None
        estate = read_workspace(document, _over(document, settings))
    except InputError as error:
        if not each.named and not _looks_like_workspace(source):
            return None
        return Contents(sources=sources, unreadable=(error,))

    def remarks(_: str) -> Remarks:
        return Remarks(tuple(find_comments(source)), statement_ends(document))

    return Contents((("", estate),), sources, remarks=remarks)


def _looks_like_workspace(source: Source) -> bool:
    """Whether a text that cannot be parsed is most likely meant as a workspace."""
    named = source.path.rpartition("/")[2] in WORKSPACE_FILES and _NAME_AT_TOP.search(source.text) is not None
    return named or _KEY_AT_TOP.search(source.text) is not None


def _over(document: Document, settings: ReadSettings) -> Mapping[str, str]:
    """What stands over the file: options of the command line, and a name where it has none."""
    if settings.name and document.top.get("name") is None:
        return {"name": settings.name, **settings.overrides}
    return settings.overrides


def _is_workspace(document: Document) -> bool:
    if not isinstance(document.top.value, Mapping):
        return False
    schema = document.top.get("$schema")
    names_schema = schema is not None and isinstance(schema.value, str) and _SCHEMA.search(schema.value)
    return "managed_network" in document.top.value or bool(names_schema)
