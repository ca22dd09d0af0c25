"""The JSON Schemas of what `egress` and `reach` print."""

from __future__ import annotations

from typing import Any

from mvnetgen.egress.reach import Verdict
from mvnetgen.egress.refusal import EXPLAINED
from mvnetgen.egress.row import RowKind, RowType
from mvnetgen.model.workspace import IsolationMode

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def _text(what: str) -> Schema:
    return {"type": "string", "description": what}


def _maybe(kind: str, what: str) -> Schema:
    return {"type": [kind, "null"], "description": what}


def _one_of(values: list[str], what: str, *, maybe: bool = False) -> Schema:
    return {"enum": [*values, *([None] if maybe else [])], "description": what}


def _texts(what: str) -> Schema:
    return {"type": "array", "items": {"type": "string"}, "description": what}


def _number(what: str) -> Schema:
    return {"type": "number", "minimum": 0, "description": what}


def _count(what: str) -> Schema:
    return {"type": "integer", "minimum": 0, "description": what}


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


_PLACE = {
    "path": _maybe("string", "The file that it comes from."),
    "line": {"type": ["integer", "null"], "minimum": 1, "description": "Its line, from 1."},
}
_ROW = _object(
    kind=_one_of([each.value for each in RowKind], "Who opens it."),
    type=_one_of([each.value for each in RowType], "How; null for a rule whose type is not known.", maybe=True),
    rule=_maybe("string", "The name of the user's rule."),
    destination={
        "anyOf": [{"type": ["string", "null"]}, {"type": "array", "items": {"type": "string"}}],
        "description": "A host, a service tag, address prefixes, or the id of a target.",
    },
    subresource=_maybe("string", "The sub-resource of a private endpoint."),
    hosts=_texts("The names that a private endpoint takes over."),
    ports=_maybe("string", "Ports and ranges, separated by commas; * for all."),
    protocol=_maybe("string", "TCP, UDP, ICMP, or * for all."),
    direction=_one_of(["out", "in"], "in: the one required rule that lets nothing out."),
    purpose=_maybe("string", "Why the service needs it."),
    **_PLACE,
    unknown=_maybe("string", "Why it is not known in full, or may not be there."),
    opens_nothing=_maybe("string", "Why it opens nothing."),
    broad=_maybe("string", "What it reaches that belongs to others."),
    note=_maybe("string", "What else there is to say."),
)
_COST = _object(
    currency=_text("The currency of all amounts."),
    month=_number("What a month certainly costs."),
    month_at_most=_number("What it costs when everything that may be there is."),
    firewall=_object(
        sku=_maybe("string", "Standard, Basic, or both when that is not known; null without a firewall."),
        month=_number("A month of it."),
        month_at_most=_number("A month of it at most."),
    ),
    private_endpoints=_object(
        count=_count("Those that are certainly there."),
        month=_number("A month of them."),
        count_at_most=_count("With those that may be there."),
        month_at_most=_number("A month of them at most."),
    ),
    traffic={"type": "boolean", "description": "Whether traffic is in it."},
    alternatives=_texts("What would cost less, or more."),
    as_of=_text("When the prices were true."),
)


def egress_schema() -> Schema:
    """Of ``egress --format json``."""
    workspace = _object(
        workspace=_text("The name of the workspace."),
        **_PLACE,
        mode=_one_of(
            [each.value for each in IsolationMode], "The isolation mode; null when it is not known.", maybe=True
        ),
        network_of=_maybe("string", "The hub whose network this is."),
        unknown=_maybe("string", "Why nothing more can be said."),
        guarantee_lost={
            "type": ["boolean", "null"],
            "description": "Whether a rule of the user stands beside Microsoft's; null where nothing is guaranteed.",
        },
        rows={"type": "array", "items": _ROW, "description": "What may leave, a row each."},
        cost=_or_null(_COST),
        notes=_texts("What else there is to say of the network."),
    )
    return _document("What may leave each network", workspaces={"type": "array", "items": workspace})


def reach_schema() -> Schema:
    """Of ``reach --format json``."""
    codes = [code.value for code in EXPLAINED]
    explained = "; ".join(f"{code.value}: {words}" for code, words in EXPLAINED.items())
    change = _object(
        what=_text("What to add."),
        path=_text("The file that it goes to."),
        line={"type": ["integer", "null"], "minimum": 1, "description": "It goes behind this line; null for anywhere."},
        snippet=_text("It, in the language of the file."),
        month=_number("What it adds to a month."),
        currency=_text("The currency of that."),
        also=_texts("What else it needs or brings."),
    )
    need = _object(path=_text("The file."), line=_PLACE["line"], why=_text("What needs it."))
    answer = _object(
        asked=_text("The question as it was written, without a password."),
        host=_text("The name, address or prefix."),
        port={"type": "integer", "minimum": 1, "maximum": 65535},
        protocol=_one_of(["tcp", "udp"], "The transport protocol."),
        workspace=_text("Whose network answers."),
        answer=_one_of([each.value for each in Verdict], "The answer."),
        by=_maybe("string", "rule:NAME, required:TAG, automatic:SUBRESOURCE, mode or not-isolated."),
        code=_one_of(codes, f"The reason of a refusal or a doubt. {explained}.", maybe=True),
        **_PLACE,
        message=_text("The answer in words."),
        refused_part=_maybe("string", "Of a prefix that is open in part, what is not."),
        needed_by=_or_null(need),
        change=_or_null(change),
    )
    return _document("What is reached", answers={"type": "array", "items": answer})


def _document(title: str, **properties: Schema) -> Schema:
    return {"$schema": _DIALECT, "title": title, **_object(version={"const": 1}, **properties)}
