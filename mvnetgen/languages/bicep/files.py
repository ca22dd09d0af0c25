"""Functions that read files beside the one they stand in: ``loadTextContent`` and its kin."""

from __future__ import annotations

import base64
import codecs
import fnmatch
import posixpath
from collections.abc import Callable, Sequence

from mvnetgen.languages.arm_json.json_text import Json, Members, read_json
from mvnetgen.languages.arm_json.value import used
from mvnetgen.languages.bicep.json_path import select
from mvnetgen.languages.bicep.library import beside
from mvnetgen.languages.bicep.scope import Scope
from mvnetgen.languages.bicep.syntax import Places
from mvnetgen.languages.bicep.text import decode
from mvnetgen.languages.hcl.work import NotKnown, Refused
from mvnetgen.text.document import Cause, Node, Unknown
from mvnetgen.text.source import Span

LARGEST = 1024 * 1024
"""Bytes of a file that is loaded; the compiler takes no more."""

_ENCODINGS = {
    "us-ascii": "ascii",
    "iso-8859-1": "latin-1",
    "utf-8": "utf-8",
    "utf-16": "utf-16",
    "utf-16be": "utf-16-be",
}


def _path(argument: Node) -> str:
    value = argument.value
    if isinstance(value, Unknown):
        raise NotKnown("the path of the file is not known")
    if not isinstance(value, str):
        raise Refused("the path of a file is a text")
    if value.startswith("/") or "\\" in value or "\0" in value:
        raise Refused("the path of a file starts from the folder it is written in, with `/` between folders")
    return value


def _content(argument: Node, scope: Scope) -> tuple[str, bytes]:
    """The path and the bytes of a file. Raises `Refused` when it is not there."""
    path = _path(argument)
    data = scope.names.content(path)
    if data is None:
        raise NotKnown(f"the file `{path}` is not there", Cause.FILE)
    if len(data) > LARGEST:
        raise NotKnown(f"the file `{path}` is too large", Cause.FILE)
    scope.names.world.work.charge(1 + len(data) // 64)
    return path, data


def _decoded(data: bytes, encoding: Node | None) -> str:
    if encoding is None or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        return decode(data)
    name = _ENCODINGS.get(str(encoding.value).lower())
    if name is None:
        raise Refused("there is no such encoding")
    text = data.decode(name if name != "utf-16" else "utf-16-le", "replace")
    return text.replace("\ufffd", "?") if name == "ascii" else text


def _text(arguments: Sequence[Node], scope: Scope, span: Span) -> Node:
    """``loadTextContent(path, encoding)``."""
    _count(arguments, 1, 2)
    _, data = _content(arguments[0], scope)
    text = _decoded(data, arguments[1] if len(arguments) > 1 else None)
    return Node(scope.names.world.work.text(text), span)


def _base64(arguments: Sequence[Node], scope: Scope, span: Span) -> Node:
    """``loadFileAsBase64(path)``."""
    _count(arguments, 1, 1)
    _, data = _content(arguments[0], scope)
    return Node(base64.b64encode(data).decode("ascii"), span)


def _json(arguments: Sequence[Node], scope: Scope, span: Span) -> Node:
    """``loadJsonContent(path, jsonPath, encoding)``."""
    _count(arguments, 1, 3)
    path, data = _content(arguments[0], scope)
    text = _decoded(data, arguments[2] if len(arguments) > 2 else None)
    document = read_json(text)
    if document.value is None or document.mistakes:
        raise NotKnown(f"the file `{path}` is no JSON", Cause.FILE)
    places = Places(beside(scope.names.file.path, path), text)
    scope.names.note_duplicates(places.path, _twice(document.value, places))
    return _chosen(nodes_of(document.value, places), arguments[1:2], span)


def nodes_of(value: Json, places: Places) -> Node:
    """A JSON value as a node, where it stands in its file."""
    span = places.span(value.start, value.end)
    inner = value.value
    if isinstance(inner, Members):
        found: dict[str, Node] = {}
        for key, item in inner:
            node = nodes_of(item, places)
            found[str(key.value)] = Node(node.value, node.span, places.span(key.start, key.end))
        return Node(found, span)
    if isinstance(inner, list):
        return Node(tuple([nodes_of(item, places) for item in inner if isinstance(item, Json)]), span)
    return Node(inner, span)


def _twice(value: Json, places: Places) -> list[tuple[str, Span, Span]]:
    """Keys that stand twice in one object: the name, the later one, the first one."""
    found: list[tuple[str, Span, Span]] = []
    inner = value.value
    if isinstance(inner, Members):
        seen: dict[str, Span] = {}
        for key, item in inner:
            name, span = str(key.value), places.span(key.start, key.end)
            if name in seen:
                found.append((name, span, seen[name]))
            seen.setdefault(name, span)
            found += _twice(item, places)
    elif isinstance(inner, list):
        for each in inner:
            if isinstance(each, Json):
                found += _twice(each, places)
    return found


def _chosen(document: Node, path: Sequence[Node], span: Span) -> Node:
    if not path:
        return used(document, span)
    wanted = path[0].value
    if not isinstance(wanted, str):
        raise NotKnown("which part of the file is not known")
    hits = select(document, wanted)
    if not hits:
        raise Refused("the path leads to nothing in the file")
    return used(hits[0], span) if len(hits) == 1 else Node(tuple(hits), span)


def _yaml(arguments: Sequence[Node], scope: Scope, span: Span) -> Node:
    """``loadYamlContent(path, jsonPath, encoding)``."""
    _count(arguments, 1, 3)
    path, data = _content(arguments[0], scope)
    text = _decoded(data, arguments[2] if len(arguments) > 2 else None)
    from mvnetgen.languages.bicep.yaml_values import read_yaml  # noqa: PLC0415 - few files load YAML

    document = read_yaml(text, beside(scope.names.file.path, path))
    return _chosen(document, arguments[1:2], span)


def _directory(arguments: Sequence[Node], scope: Scope, span: Span) -> Node:
    """``loadDirectoryFileInfo(path, pattern)``."""
    _count(arguments, 1, 2)
    folder = _path(arguments[0])
    pattern = arguments[1].value if len(arguments) > 1 else "*"
    if not isinstance(pattern, str):
        raise NotKnown("the pattern is not known")
    found = []
    for name in sorted(scope.names.names_in(folder)):
        if fnmatch.fnmatch(name, pattern):
            about = {
                "relativePath": Node(posixpath.normpath(posixpath.join(folder, name)), span),
                "baseName": Node(name, span),
                "extension": Node(posixpath.splitext(name)[1], span),
            }
            found.append(Node(about, span))
    return Node(tuple(found), span)


def _count(arguments: Sequence[Node], least: int, most: int) -> None:
    if not least <= len(arguments) <= most:
        raise Refused(f"it takes {least} to {most} arguments")


LOADING: dict[str, Callable[[Sequence[Node], Scope, Span], Node]] = {
    "loadTextContent": _text,
    "loadFileAsBase64": _base64,
    "loadJsonContent": _json,
    "loadYamlContent": _yaml,
    "loadDirectoryFileInfo": _directory,
}
