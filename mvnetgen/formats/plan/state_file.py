"""The state file of Terraform, version 4."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from mvnetgen.formats.plan.recorded import Document, Lines, Recorded
from mvnetgen.formats.plan.shapes import key_of, listing, mappings, texts
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Span


def read_state_file(state: Any, shown: str, wanted: Callable[[str], bool], lines: Lines) -> Document:
    """The resources of a state file. Raises `InputError` for another version than 4."""
    version = state.get("version") if isinstance(state, dict) else None
    if version != 4:
        raise InputError(f"is a state of version {version}; version 4 can be read", Span.point(shown))
    document = Document(planned=False)
    for each in mappings(state.get("resources")):
        kind = str(each.get("type"))
        if not wanted(kind):
            continue
        module = str(each.get("module") or "")
        data = "data." if each.get("mode") == "data" else ""
        base = f"{module}{'.' if module else ''}{data}{kind}.{each.get('name')}"
        for instance in mappings(each.get("instances")):
            values = instance.get("attributes")
            if not isinstance(values, dict) or instance.get("deposed"):
                continue
            key = key_of(instance.get("index_key"))
            suffix = "" if key is None else f"[{json.dumps(key, ensure_ascii=False)}]"
            document.resources.append(
                Recorded(
                    base + suffix,
                    module,
                    data + kind,
                    str(each.get("name")),
                    key,
                    {name: _unwrapped(value) for name, value in values.items()},
                    None,
                    _marks(instance.get("sensitive_attributes")),
                    tuple(texts(instance.get("dependencies"))),
                    lines.of(str(each.get("name"))),
                )
            )
    return document


def _unwrapped(value: Any) -> Any:
    """A value of any type, such as azapi's body, is kept with its type beside it."""
    return value["value"] if isinstance(value, dict) and value.keys() == {"type", "value"} else value


def _marks(paths: Any) -> dict[Any, Any]:
    """Paths to sensitive attributes as the tree of them that plans have."""
    found: dict[Any, Any] = {}
    for path in listing(paths):
        values = [step.get("value") for step in mappings(path)]
        steps = [key_of(value.get("value") if isinstance(value, dict) else value) for value in values]
        if not steps or None in steps:
            continue
        at = found
        for step in steps[:-1]:
            inner = at.setdefault(step, {})
            if inner is True:
                break
            at = inner
        else:
            at[steps[-1]] = True
    return found
