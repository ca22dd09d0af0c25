"""A file of which only its content says what it is: a plan or state of Terraform, an answer of Azure, a workspace as JSON."""

from __future__ import annotations

from dataclasses import replace

from mvnetgen.formats.contents import Contents, ReadSettings
from mvnetgen.formats.input import Input, InputKind
from mvnetgen.formats.plan.document import Kind, kind_of, mentions_workspaces, read_document
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Span
from mvnetgen.text.tree import Tree

LARGEST = 512 * 1024 * 1024
"""Bytes. A plan says everything three times over: 45 MB are no rarity."""

_SMALL = 1024 * 1024
"""Bytes of a plan that is parsed in any case, so that what is wrong with it is said."""
_OPENINGS = (b"{", b"[", b"\xff\xfe", b"\xfe\xff")
_TEMPLATES = (b"eploymentTemplate.json", b"eploymentParameters.json")
_BINARY_PLAN = b"PK\x03\x04"


def is_data(data: bytes) -> bool:
    """Whether bytes look like JSON, in UTF-8 or UTF-16."""
    return data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").startswith(_OPENINGS)


def of_no_workspace(each: Input, tree: Tree) -> Contents | None:
    """
    The contents of a plan or state that says nothing of a workspace: found by its bytes, before rules and languages are
    loaded. None for anything else. Raises `InputError` for what is no whole JSON.
    """
    data = bytes_of(each, tree)
    if kind_of(data) not in {Kind.PLAN, Kind.STATE} or mentions_workspaces(data):
        return None
    if len(data) > _SMALL and _seems_whole(data):
        return Contents(closed=(each.path,))
    return Contents(closed=(each.path,), notes=tuple(read_document(data, each.path, lambda _: False).notes))


def _seems_whole(data: bytes) -> bool:
    """Whether every bracket is closed; brackets inside of texts may hide that, and then the file is parsed."""
    ends = data[-64:].rstrip(b" \t\r\n\0").endswith(b"}")
    return ends and data.count(b"{") == data.count(b"}") and data.count(b"[") == data.count(b"]")


def bytes_of(each: Input, tree: Tree) -> bytes:
    """The bytes of an input. Raises `InputError` when there are too many, or when they cannot be read."""
    data = each.data if each.data is not None else tree.read(each.path, LARGEST)
    if len(data) > LARGEST:
        raise InputError(f"is larger than {LARGEST // (1024 * 1024)} MiB", Span.point(each.path))
    return data


def read_input(each: Input, tree: Tree, settings: ReadSettings) -> Contents | None:
    """What the file says. Raises `InputError` for what is nothing of ours."""
    data = bytes_of(each, tree)
    if kind_of(data) is not None:
        from mvnetgen.formats.plan.contents import read_contents  # noqa: PLC0415 - each format when it is there

        return read_contents(data, each.path, tree)[0]
    if data.startswith(_BINARY_PLAN):
        message = f"is a plan in Terraform's own form; `terraform show -json {each.path}` prints it as JSON"
        raise InputError(message, Span.point(each.path))
    if is_data(data):
        if any(mark in data for mark in _TEMPLATES):
            from mvnetgen.formats.deployment import read as deployment  # noqa: PLC0415 - the same

            return deployment.read_input(replace(each, kind=InputKind.DEPLOYMENT, data=data), tree, settings)
        from mvnetgen.formats.export.contents import read_answer  # noqa: PLC0415 - the same

        found = read_answer(data, each.path)
        if found is not None:
            return found
    elif not each.path.endswith(".json"):
        raise InputError(
            "is no file that mvnetgen reads: YAML, Terraform, Bicep, an ARM template, or a plan, state or export in JSON",
            Span.point(each.path),
        )
    from mvnetgen.formats.az_ml import read as az_ml  # noqa: PLC0415 - the same

    return az_ml.read_input(replace(each, kind=InputKind.YAML, data=data), tree, settings)
