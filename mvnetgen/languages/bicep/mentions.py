"""Which local files the bytes of a Bicep file name, before anything is parsed."""

from __future__ import annotations

import re

_MODULE = re.compile(rb"^[ \t]*module[ \t]+\w+[ \t]+'([^'\n]+)'", re.MULTILINE)
_IMPORT = re.compile(rb"^[ \t]*(?:import\b[^'\n]*|[ \t}*\w,]*)\bfrom[ \t]+'([^'\n]+)'", re.MULTILINE)
_EXTENDS = re.compile(rb"^[ \t]*extends[ \t]+'([^'\n]+)'", re.MULTILINE)
_USING = re.compile(rb"^[ \t]*using[ \t]+'([^'\n]+)'", re.MULTILINE)


def modules(data: bytes) -> set[str]:
    """The local files that a Bicep file calls as modules or imports from, as they are written."""
    return {path for found in (_MODULE, _IMPORT) for path in _local(found.findall(data))}


def template(data: bytes) -> str | None:
    """The local template that a parameter file names; None when it names none."""
    return next(iter(_local(_USING.findall(data))), None)


def extended(data: bytes) -> set[str]:
    """The parameter files that a parameter file extends."""
    return set(_local(_EXTENDS.findall(data)))


def _local(found: list[bytes]) -> list[str]:
    paths = [each.decode("utf-8", "replace") for each in found]
    return [path for path in paths if ":" not in path and not path.startswith("/")]
