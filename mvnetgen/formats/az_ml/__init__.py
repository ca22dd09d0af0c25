"""
The `az ml` YAML: its keys, and how the SDK reads them.

Verified against azure-ai-ml 1.35.2 (`_schema/workspace/`, `operations/_workspace_operations_base.py`). Where the SDK drops
something without a word, reading it is an error here: a dropped key of a network is a hole in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mvnetgen.formats.az_ml.fields import (
    DEFAULT,
    FEATURE_STORE,
    FEATURE_STORE_KEYS,
    HUB,
    PROJECT,
    REFUSED_FOR_PROJECTS,
    json_schema,
)
from mvnetgen.formats.shape import Reading, Table
from mvnetgen.languages.yaml import Document, parse_yaml
from mvnetgen.model.estate import Declaration, Estate, Form
from mvnetgen.model.workspace import Kind, Workspace
from mvnetgen.text.document import Node, kind_of, shown
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Route, Source, Span

WORKSPACE_ROUTE: Route = ("workspaces", 0)


def read_workspace_file(source: Source, overrides: Mapping[str, str] | None = None) -> Estate:
    """
    The estate of one `az ml` workspace file.

    `overrides` are the options that `az ml` puts over the file: `name`, `location`, `resource_group`. Raises
    `InputError` when the file is no YAML mapping; everything else that is wrong stands in the estate's `misread`.
    """
    return read_workspace(parse_yaml(source), overrides)


def read_workspace(document: Document, overrides: Mapping[str, str] | None = None) -> Estate:
    """The same for a file that is parsed already."""
    top = document.top
    if not isinstance(top.value, Mapping):
        message = f"is {kind_of(top.value)} at the top; a workspace is a mapping that starts with `name:`"
        raise InputError(message, top.span)
    beginning = Span.point(top.span.path)
    given = {key: Node(value, beginning) for key, value in (overrides or {}).items()}
    top = replace(top, value={**top.value, **given})
    reading = Reading()
    reading.place(WORKSPACE_ROUTE, top)
    workspace = workspace_of(top, WORKSPACE_ROUTE, reading)
    declaration = Declaration(workspace, Form.YAML, inline_rules=True)
    in_yaml = [replace(each, route=(*WORKSPACE_ROUTE, *each.route)) for each in document.misread]
    return Estate((declaration,), (), reading.spans, (*in_yaml, *reading.misread), unknowns=tuple(reading.unknowns))


def workspace_of(top: Node, route: Route, reading: Reading) -> Workspace:
    """The workspace that a mapping is; its places go below a route."""
    table, kind = _table_for(top, route, reading)
    if top.get("name") is None:
        message = f"{table.title} has no `name`, so az ml needs `--name` with this file"
        reading.report("missing-key", message, top, route, help="add `name`", severity="info")
    values = table.values(top, route, reading, skip=frozenset({"kind"}))
    if kind is Kind.DEFAULT and values.get("workspace_hub"):
        kind = Kind.PROJECT  # the SDK overwrites the kind
    if kind is Kind.PROJECT:
        for key in REFUSED_FOR_PROJECTS:
            node = top.get(key)
            if node is not None:
                message = (
                    f"`{key}` is no key of a project; `az ml workspace create` refuses it and shares that of the hub"
                )
                reading.report("unknown-key", message, node, (*route, key), help="remove it", on_key=True)
                values.pop(key, None)
    return Workspace.of(**{**values, "kind": kind})


def _table_for(top: Node, above: Route, reading: Reading) -> tuple[Table, Kind]:
    node = top.get("kind")
    if node is None:
        return (FEATURE_STORE, Kind.FEATURE_STORE) if _is_feature_store(top) else (DEFAULT, Kind.DEFAULT)
    route = (*above, "kind")
    reading.place(route, node)
    word = node.value.lower() if isinstance(node.value, str) else ""
    if word == "hub":
        return HUB, Kind.HUB
    if word == "project":
        return PROJECT, Kind.PROJECT
    what = f"`kind: {shown(node.value)}`" if word else f"`kind` ({kind_of(node.value)})"
    if word.replace("_", "").replace("-", "") == "featurestore":
        message = f"{what} is refused by `az ml workspace`"
        help_ = "remove `kind` and use `az ml feature-store`"
        kind = Kind.FEATURE_STORE
    else:
        message = f"{what} is refused by az ml; only `hub` and `project` are written out"
        help_ = "remove `kind`: a workspace without it is a default one"
        kind = Kind.DEFAULT
    reading.report("unsupported-workspace-kind", message, node, route, help=help_)
    return (FEATURE_STORE if kind is Kind.FEATURE_STORE else DEFAULT), kind


def _is_feature_store(top: Node) -> bool:
    """Whether a file is for `az ml feature-store`: by a key that only those have, or by its schema."""
    schema = top.get("$schema")
    named = schema is not None and isinstance(schema.value, str) and "featurestore." in schema.value.lower()
    return named or any(top.get(key) is not None for key in FEATURE_STORE_KEYS)


def workspace_schema() -> dict[str, Any]:
    """The JSON Schema of a workspace file, for editors."""
    return json_schema()
