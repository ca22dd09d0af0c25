"""A file of which only its content says what it is: a plan or state of Terraform, an answer of Azure, a workspace as JSON."""

from __future__ import annotations

from dataclasses import replace

from mvnetgen.formats.contents import Contents, ReadSettings
from mvnetgen.formats.input import Input, InputKind
from mvnetgen.formats.plan.document import kind_of
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Span
from mvnetgen.text.tree import Tree

LARGEST = 512 * 1024 * 1024
"""Bytes. A plan says everything three times over: 45 MB are no rarity."""

_OPENINGS = (b"{", b"[", b"\xff\xfe", b"\xfe\xff")
_TEMPLATES = (b"eploymentTemplate.json", b"eploymentParameters.json")
_BINARY_PLAN = b"PK\x03\x04"


def is_data(data: bytes) -> bool:
    """Whether bytes look like JSON, in UTF-8 or UTF-16."""
    return data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").startswith(_OPENINGS)


def read_input(each: Input, tree: Tree, settings: ReadSettings) -> Contents | None:
    """What the file says. Raises `InputError` for what is nothing of ours."""
    data = each.data if each.data is not None else tree.read(each.path, LARGEST)
    if len(data) > LARGEST:
        raise InputError(f"is larger than {LARGEST // (1024 * 1024)} MiB", Span.point(each.path))
    if kind_of(data) is not None:
        from mvnetgen.formats.plan.contents import read_contents  # noqa: PLC0415 - each format when it is there

        return read_contents(data, each.path, tree)
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
        raise InputError("is no file that mvnetgen reads: YAML, Terraform, or JSON of it", Span.point(each.path))
    from mvnetgen.formats.az_ml import read as az_ml  # noqa: PLC0415 - the same

    return az_ml.read_input(replace(each, kind=InputKind.YAML, data=data), tree, settings)
