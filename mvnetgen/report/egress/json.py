"""The JSON of the contract for `egress` and `reach`; its keys are a promise, so they are written out one by one."""

from __future__ import annotations

from collections.abc import Sequence
from json import dumps
from typing import TYPE_CHECKING, Any

from mvnetgen.egress.row import Egress, Row
from mvnetgen.report.style import PLAIN, Style

if TYPE_CHECKING:
    from mvnetgen.egress.change import Change
    from mvnetgen.egress.cost import Cost
    from mvnetgen.egress.reach import Answer


def json(found: Sequence[Egress], style: Style = PLAIN, everything: bool = True) -> str:  # noqa: ARG001 - one form
    """What may leave: one object, the same bytes for the same input."""
    return (
        dumps({"version": 1, "workspaces": [_workspace(each) for each in found]}, indent=2, ensure_ascii=False) + "\n"
    )


def _workspace(egress: Egress) -> dict[str, Any]:
    return {
        "workspace": egress.workspace,
        "path": egress.place.span.path,
        "line": egress.place.span.line,
        "mode": egress.mode.value if egress.mode else None,
        "network_of": egress.network_of,
        "unknown": egress.unknown,
        "guarantee_lost": egress.guarantee_lost,
        "rows": [_row(row) for row in egress.rows],
        "cost": _cost(egress.cost) if egress.cost else None,
        "notes": list(egress.notes),
    }


def _row(row: Row) -> dict[str, Any]:
    span = row.place.span if row.place else None
    return {
        "kind": row.kind.value,
        "type": row.type.value if row.type else None,
        "rule": row.rule,
        "destination": list(row.destination) if isinstance(row.destination, tuple) else row.destination,
        "subresource": row.subresource,
        "hosts": list(row.hosts),
        "ports": row.ports,
        "protocol": row.protocol,
        "direction": row.direction,
        "purpose": row.purpose,
        "path": span.path if span else None,
        "line": span.line if span else None,
        "unknown": row.unknown,
        "opens_nothing": row.nothing,
        "broad": row.broad,
        "note": row.note,
    }


def _cost(cost: Cost) -> dict[str, Any]:
    return {
        "currency": cost.currency,
        "month": cost.month,
        "month_at_most": cost.month_at_most,
        "firewall": {"sku": cost.sku, "month": cost.firewall, "month_at_most": cost.firewall_at_most},
        "private_endpoints": {
            "count": cost.endpoints,
            "month": cost.endpoints_month,
            "count_at_most": cost.endpoints_at_most,
            "month_at_most": cost.endpoints_month_at_most,
        },
        "traffic": cost.traffic,
        "alternatives": list(cost.alternatives),
        "as_of": cost.as_of,
    }


def answers_json(answers: Sequence[tuple[Answer, Change | None]]) -> str:
    """What is reached: one object, an answer for each question and workspace, in order."""
    listed = [_answer(answer, change) for answer, change in answers]
    return dumps({"version": 1, "answers": listed}, indent=2, ensure_ascii=False) + "\n"


def _answer(answer: Answer, change: Change | None) -> dict[str, Any]:
    span = answer.place.span if answer.place else None
    question = answer.question
    return {
        "asked": question.asked,
        "host": question.host,
        "port": question.port,
        "protocol": question.protocol,
        "workspace": answer.workspace,
        "answer": answer.verdict.value,
        "by": answer.by,
        "code": answer.code.value if answer.code else None,
        "path": span.path if span else None,
        "line": span.line if span else None,
        "message": answer.message,
        "refused_part": answer.part,
        "needed_by": {"path": question.path, "line": question.line, "why": question.why} if question.path else None,
        "change": _change(change) if change else None,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "what": change.what,
        "path": change.path,
        "line": change.line,
        "snippet": change.snippet,
        "month": change.month,
        "currency": change.currency,
        "also": list(change.also),
    }
