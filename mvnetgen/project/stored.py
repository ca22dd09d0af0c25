"""
Results and settings as data of JSON, and back: each of our frozen values is a list that starts with the name of its type.

The texts of files are not stored: only their paths, with the lines that must not be shown, and whoever takes a result
reads them again.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from mvnetgen.lint.settings import InputResult
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, decode
from mvnetgen.text.tree import Tree

_HOMES: Mapping[str, str] = {
    "Config": "mvnetgen.project.config",
    "ConfigFile": "mvnetgen.project.config",
    "Edit": "mvnetgen.text.edit",
    "Finding": "mvnetgen.lint.finding",
    "FindingFix": "mvnetgen.lint.finding",
    "Generation": "mvnetgen.project.generation",
    "Ignore": "mvnetgen.lint.ignores",
    "InputResult": "mvnetgen.lint.settings",
    "Policy": "mvnetgen.model.policy",
    "Related": "mvnetgen.lint.finding",
    "Span": "mvnetgen.text.source",
    "Suppression": "mvnetgen.lint.finding",
}
"""The types that are stored, and where they are: loaded when one is met."""
_MODELS = frozenset({"Generation", "Policy"})
"""Those of pydantic, which stores them itself."""
_TUPLE, _MAPPING, _ERROR, _SEVERITY, _PATH, _MODEL = "()", "{}", "!", "severity", "path", "model"


def stored(result: InputResult) -> Any:
    """A result as lists, texts, numbers and None."""
    places = [[path, sorted(source.hidden)] for path, source in sorted(result.sources.items())]
    return [to_data(replace(result, sources={})), places]


def taken(data: Any, tree: Tree) -> InputResult:
    """
    The result that `stored` made data of. Raises `ValueError`, `KeyError` or the like for what is none, `InputError` when
    a file cannot be read any more.
    """
    result, paths = from_data(data[0]), data[1]
    if not isinstance(result, InputResult):
        raise ValueError("no result")  # noqa: TRY004 - whatever it is
    return replace(result, sources={path: _source(path, tree).hiding(hidden) for path, hidden in paths})


def _source(path: str, tree: Tree) -> Source:
    return decode(tree.read(path), path)


@cache
def _type(name: str) -> type[Any]:
    found: type[Any] = getattr(importlib.import_module(_HOMES[name]), name)
    return found


@cache
def _names(name: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields(_type(name)))


def to_data(value: Any) -> Any:
    """A value of one of our types, and all that is in it, as lists, texts, numbers and None. Raises `KeyError` for others."""
    if isinstance(value, Severity):
        return [_SEVERITY, value.value]
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [_TUPLE, *map(to_data, value)]
    if isinstance(value, Mapping):
        return [_MAPPING, *([key, to_data(each)] for key, each in value.items())]
    if isinstance(value, InputError):
        return [_ERROR, value.message, to_data(value.span)]
    if isinstance(value, Path):
        return [_PATH, str(value)]
    kind = type(value).__name__
    if kind in _MODELS:
        return [_MODEL, kind, value.model_dump(mode="json", exclude_none=True)]
    return [kind, *(to_data(getattr(value, name)) for name in _names(kind))]


def from_data(data: Any) -> Any:
    """The value that `to_data` made data of. Raises `KeyError`, `ValueError` or `TypeError` for what is none."""
    if not isinstance(data, list):
        return data
    name, *parts = data
    match name:
        case "()":
            return tuple(map(from_data, parts))
        case "{}":
            return {key: from_data(each) for key, each in parts}
        case "severity":
            return Severity(parts[0])
        case "!":
            return InputError(parts[0], from_data(parts[1]))
        case "path":
            return Path(parts[0])
        case "model":
            return _type(parts[0]).model_validate(parts[1])
    return _type(name)(*map(from_data, parts))
