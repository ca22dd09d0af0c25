"""Modules of registries: the whole reference behind an alias, and where the compiler keeps what it has restored."""

from __future__ import annotations

import posixpath
import re

from mvnetgen.languages.arm_json.json_text import Json
from mvnetgen.languages.arm_json.reading import Reading, child, decode_json, text_at
from mvnetgen.languages.bicep.library import Library
from mvnetgen.text.errors import MvnetgenError

CONFIGURATION = "bicepconfig.json"
_REFERENCE = re.compile(r"(br|ts)(?:/([A-Za-z0-9_-]+))?:(.+)", re.DOTALL)
_IMAGE = re.compile(r"br:([^/]+)/(.+):([^:/@]+)", re.DOTALL)
_PUBLIC = "mcr.microsoft.com/bicep"


def is_reference(source: str) -> bool:
    """Whether the source of a module means a registry or a template spec."""
    return _REFERENCE.fullmatch(source) is not None


def resolved(source: str, path: str, library: Library) -> str:
    """A reference with its alias resolved: ``br:mcr.microsoft.com/bicep/avm/…:1.0.0``; as it is when nobody knows the alias."""
    found = _REFERENCE.fullmatch(source)
    if found is None or found[2] is None:
        return source
    kind, alias, rest = found.groups()
    described = _alias(kind, alias, path, library)
    if kind == "br":
        registry = text_at(described, "registry")
        if registry is None:
            return f"br:{_PUBLIC}/{rest}" if alias == "public" else source
        folder = text_at(described, "modulepath")
        return f"br:{registry}/{folder.strip('/')}/{rest}" if folder else f"br:{registry}/{rest}"
    subscription, group = text_at(described, "subscription"), text_at(described, "resourcegroup")
    return f"ts:{subscription}/{group}/{rest}" if subscription and group else source


def _alias(kind: str, alias: str, path: str, library: Library) -> Json | None:
    """What the nearest configuration says of an alias."""
    folder = posixpath.dirname(path)
    while True:
        where = posixpath.join(folder, CONFIGURATION)
        data = library.content(where)
        if data is not None:
            try:
                root = Reading(decode_json(data, where)).root
            except MvnetgenError:
                return None
            return child(child(child(root, "modulealiases"), kind), alias.lower())
        above = posixpath.dirname(folder)
        if above == folder or folder in {"", ".", ".."} or folder.endswith("/.."):
            return None
        folder = above


def restored(reference: str) -> str | None:
    """Where in the compiler's cache the template of a resolved reference would be."""
    found = _IMAGE.fullmatch(reference)
    if found is None or ".." in reference:
        return None
    registry, repository, tag = found.groups()
    return f"br/{registry.replace(':', '$')}/{repository.replace('/', '$')}/{tag}$/main.json"
