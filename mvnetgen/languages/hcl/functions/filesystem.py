"""Functions that read files: only below the repository's root, and only small ones."""

from __future__ import annotations

import base64
import posixpath
import re
from collections.abc import Callable, Iterator, Sequence

from mvnetgen.languages.hcl.functions.crypto import HASHES
from mvnetgen.languages.hcl.functions.signature import FUNCTIONS, Context, count, given, nodes, not_known, plainly
from mvnetgen.languages.hcl.functions.template_text import render
from mvnetgen.languages.hcl.value import Set, node_of
from mvnetgen.languages.hcl.work import NotKnown, Refused
from mvnetgen.text.document import Cause, Node, Unknown
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Span
from mvnetgen.text.tree import Tree

LARGEST = 1024 * 1024
"""Bytes of a file that is read."""

MOST_FILES = 20_000
"""Files that ``fileset`` looks at."""

Answer = Callable[[str, str, Context], object]


def located(name: str, context: Context) -> str:
    """The path in the tree that a name stands for. Raises `NotKnown` for what lies outside of the repository."""
    folder = context.scope.folder
    if folder is None or name.startswith("~"):
        raise NotKnown(f"file `{name}`", Cause.FILE)
    if "\0" in name:
        raise Refused("a path holds a zero byte")
    path = posixpath.normpath((folder.working / name).as_posix())
    if not folder.tree.contains(path):
        raise NotKnown(f"file `{name}`, which lies outside of the repository", Cause.FILE)
    return path


def _name(node: Node, context: Context) -> object:
    """The name of a file. Raises `NotKnown` for a sensitive one: what is asked of the disk is remembered."""
    if node.sensitive:
        raise NotKnown("a file whose name is sensitive")
    return given(node, "text", context).value


def content(path: str, name: str, context: Context) -> bytes:
    """The bytes of a file. Raises `Refused` when there is none, `NotKnown` when it cannot be read."""
    tree = tree_of(context)
    if not tree.exists(path) or tree.is_folder(path):
        raise Refused(f"there is no file `{name}`")
    try:
        data = tree.read(path)
    except InputError as error:
        raise NotKnown(f"file `{name}`, which cannot be read", Cause.FILE) from error
    if len(data) > LARGEST:
        raise NotKnown(f"file `{name}`, which is too large", Cause.FILE)
    context.work.charge(1 + len(data) // 64)
    return data


def tree_of(context: Context) -> Tree:
    """Where functions read files. `located` has made sure that there is one."""
    assert context.scope.folder is not None
    return context.scope.folder.tree


def text_of(path: str, name: str, context: Context) -> str:
    """The text of a file. Raises `Refused` when it is not UTF-8."""
    try:
        return content(path, name, context).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(f"`{name}` is no UTF-8 text") from error


def _reading(name: str, answer: Answer) -> None:
    def called(arguments: Sequence[Node], context: Context) -> Node:
        count(arguments, 1, 1)
        path = _name(arguments[0], context)
        if isinstance(path, Unknown):
            return not_known(path, context)
        assert isinstance(path, str)
        try:
            return node_of(answer(located(path, context), path, context), context.span)
        except OSError as error:  # a name that is too long
            raise NotKnown(f"file `{path}`, which cannot be read") from error

    FUNCTIONS[name] = called


def _exists(path: str, name: str, context: Context) -> bool:
    if tree_of(context).is_folder(path):
        raise Refused(f"`{name}` is a directory")
    return tree_of(context).exists(path)


def _hashed(kind: str) -> Answer:
    return lambda path, name, context: HASHES[kind](content(path, name, context)).hex()


def _hashed_base64(kind: str) -> Answer:
    return lambda path, name, context: _base64(HASHES[kind](content(path, name, context)))


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


_reading("file", text_of)
_reading("fileexists", _exists)
_reading("filebase64", lambda path, name, context: _base64(content(path, name, context)))
for _kind in HASHES:
    _reading(f"file{_kind}", _hashed(_kind))
for _kind in ("sha256", "sha512"):
    _reading(f"filebase64{_kind}", _hashed_base64(_kind))


@nodes("templatefile", 2, 2)
def templatefile(arguments: Sequence[Node], context: Context) -> Node:
    """A file as a template with names bound."""
    name = _name(arguments[0], context)
    if isinstance(name, Unknown):
        return not_known(name, context)
    assert isinstance(name, str)
    text = text_of(located(name, context), name, context)
    assert context.scope.folder is not None
    shown = posixpath.normpath((context.scope.folder.working / name).as_posix())
    return render(Node(text, Span.point(shown)), arguments[1], context)


@nodes("fileset", 2, 2)
def fileset(arguments: Sequence[Node], context: Context) -> Node:
    """The files below a directory that match a pattern, as paths from there."""
    base, pattern = (_name(node, context) for node in arguments)
    for value in (base, pattern):
        if isinstance(value, Unknown):
            return not_known(value, context)
    assert isinstance(base, str)
    assert isinstance(pattern, str)
    expression = glob(posixpath.normpath(pattern))
    top = located(base, context)
    found = [Node(name, context.span) for name in _files_below(top, base, context) if expression.fullmatch(name)]
    return Node(Set(sorted(found, key=lambda node: str(node.value))), context.span)


def _files_below(top: str, base: str, context: Context) -> Iterator[str]:
    """The paths of all files below a folder, as seen from there."""
    tree = tree_of(context)
    waiting = [""]
    seen = 0
    while waiting:
        prefix = waiting.pop()
        try:
            names = tree.list(posixpath.join(top, prefix).rstrip("/"))
        except InputError:
            continue
        for name in names:
            seen += 1
            context.work.charge(4)
            if seen > MOST_FILES:
                raise NotKnown(f"the files below `{base}`, which are too many")
            if name.endswith("/"):
                waiting.append(prefix + name)
            elif not tree.is_folder(posixpath.join(top, prefix + name)):
                yield prefix + name


def glob(pattern: str) -> re.Pattern[str]:
    """A pattern with ``*``, ``**``, ``?``, ``[a-z]`` and ``{a,b}`` as an expression of `re`, without backtracking."""
    parts: list[str] = []
    position, depth = 0, 0
    while position < len(pattern):
        character = pattern[position]
        if pattern.startswith("**/", position):
            parts.append("(?:[^/]*+/)*+" if pattern.count("**") == 1 else "(?:[^/]*/)*")
            position += 3
            continue
        if pattern.startswith("**", position):
            parts.append(".*")
            position += 2
            continue
        if character == "[" and "]" in pattern[position + 2 :]:
            end = pattern.index("]", position + 2)
            inside = pattern[position + 1 : end]
            negative = "^" if inside[:1] in {"^", "!"} else ""
            parts.append(f"[{negative}{re.escape(inside[len(negative) :]).replace(chr(92) + '-', '-')}]")
            position = end + 1
            continue
        if character == "{" and "}" in pattern[position:]:
            depth += 1
            parts.append("(?:")
        elif character == "}" and depth:
            depth -= 1
            parts.append(")")
        elif character == "," and depth:
            parts.append("|")
        else:
            parts.append({"*": "[^/]*", "?": "[^/]"}.get(character) or re.escape(character))
        position += 1
    if pattern.count("*") > 8 or depth:
        raise NotKnown("a pattern of file names that is too wild")
    try:
        return re.compile("".join(parts), re.DOTALL)
    except re.error as error:
        raise Refused("the pattern of file names is wrong") from error


@plainly("pathexpand", "text")
def pathexpand(path: str) -> str:
    """A path in the user's home directory is not known; any other stays as it is."""
    if path.startswith("~"):
        raise NotKnown("function `pathexpand`")
    return path


@plainly("basename", "text")
def basename(path: str) -> str:
    """The last part of a path."""
    return posixpath.basename(path.rstrip("/")) or ("/" if path.startswith("/") else ".")


@plainly("dirname", "text")
def dirname(path: str) -> str:
    """All but the last part of a path."""
    return posixpath.normpath(path.rpartition("/")[0] or ("/" if path.startswith("/") else "."))
