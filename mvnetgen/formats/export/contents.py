"""An answer of Azure as an input."""

from __future__ import annotations

from mvnetgen.formats.contents import Contents
from mvnetgen.formats.export.items import is_answer
from mvnetgen.formats.export.read import estate_of, node_of
from mvnetgen.languages.arm_json.reading import decode_json
from mvnetgen.text.document import Node
from mvnetgen.text.source import Source


def read_answer(data: bytes, shown: str) -> Contents | None:
    """What the answer says; None when it is none. Raises `InputError` for what is no JSON."""
    source = decode_json(data, shown)
    return contents_of(node_of(source), source)


def contents_of(top: Node, source: Source) -> Contents | None:
    """The same for what is parsed already."""
    return Contents((("", estate_of(top)),), {source.path: source}) if is_answer(top) else None
