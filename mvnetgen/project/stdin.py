"""What came through stdin as an input: what it is, is told by its name and its bytes."""

from __future__ import annotations

from mvnetgen.formats.data import is_data
from mvnetgen.formats.input import Input, InputKind
from mvnetgen.project.templates import Kind, look


def stdin_input(data: bytes, filename: str | None) -> Input:
    """The input; a template is read as if it lay at its name, with the files beside it."""
    name = filename or ""
    found = look(name, data) if name.endswith((".bicep", ".bicepparam")) or is_data(data) else None
    if found is not None and found.kind is not Kind.PARAMETERS:
        return Input(name or "stdin.json", InputKind.DEPLOYMENT, named=True, data=data, weight=len(data))
    if is_data(data):
        return Input(name or "stdin.json", InputKind.DATA, named=True, data=data, weight=len(data))
    return Input(name or "stdin.yml", InputKind.YAML, named=True, data=data, weight=len(data))
