"""What the bytes of a JSON file say about it, before anything is parsed: is it a template, and which does it name."""

from __future__ import annotations

import re

_TEMPLATE, _PARAMETERS = b"deploymenttemplate.json", b"deploymentparameters.json"
"""The ends of schemas, in lower case."""
_LINK = re.compile(rb""""relativePath"\s*:\s*"([^"\\\n]+)\"""", re.IGNORECASE)
_NAMED = re.compile(rb"""'((?!https?:)[^'"\s]+\.json)'""")
_GENERATED = re.compile(rb""""_generator"\s*:\s*\{\s*"name"\s*:\s*"bicep\"""")
_NULL = b"\x00"


def readable(data: bytes) -> bytes:
    """The bytes with those of UTF-16 made one for each letter of ASCII."""
    return data.replace(_NULL, b"") if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else data


def is_template(data: bytes) -> bool:
    """Whether a file names the schema of templates at its top; a policy may hold a template further in."""
    found = data.lower().find(_TEMPLATE)
    if found < 0:
        return False
    return data.count(b"{", 0, found) - data.count(b"}", 0, found) < 2


def is_parameter_file(data: bytes) -> bool:
    """Whether a file names the schema of parameter files, and not that of templates."""
    lower = data.lower()
    return _PARAMETERS in lower and _TEMPLATE not in lower


def links(data: bytes) -> set[str]:
    """The templates that it links by relative paths, and those that it seems to link beside itself by an address."""
    found = _LINK.findall(data)
    if b"templateLink" in data:
        found += _NAMED.findall(data)
    return {each.decode("utf-8", "replace").replace("\\", "/") for each in found}


def is_generated(data: bytes) -> bool:
    """Whether the Bicep compiler made it."""
    return _GENERATED.search(data) is not None
