"""The service's own list of what a workspace depends on, beside ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mvnetgen.egress.build import Network
from mvnetgen.egress.question import Question, parse_question
from mvnetgen.egress.reach import Answer, Verdict, answer
from mvnetgen.egress.row import Egress, Row, RowKind, RowType
from mvnetgen.text.errors import InputError, UsageError
from mvnetgen.text.source import Source, Span


@dataclass(frozen=True, slots=True)
class Dependency:
    """One endpoint that the service names."""

    category: str
    question: Question


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the two lists have, and what only one of them has."""

    workspace: str
    both: tuple[tuple[Dependency, Answer], ...]
    refused: tuple[tuple[Dependency, Answer], ...]
    """The service needs it, and nothing here opens it."""
    unsure: tuple[tuple[Dependency, Answer], ...]
    ours: tuple[Row, ...]
    """Hosts and targets that are open here and that the service does not name."""


def read_evidence(source: Source) -> list[Dependency]:
    """
    The endpoints of an answer of ``outboundNetworkDependenciesEndpoints``, once for each port.

    Raises `InputError` for a file that is none.
    """
    try:
        document: Any = json.loads(source.text)
    except (ValueError, RecursionError) as error:
        raise InputError("is no JSON", Span.point(source.path, getattr(error, "lineno", 1))) from error
    listed = document.get("value") if isinstance(document, dict) else document
    if not isinstance(listed, list):
        message = "is no list of outbound dependencies: it has no `value` (outboundNetworkDependenciesEndpoints)"
        raise InputError(message, Span.point(source.path))
    return [dependency for each in listed for dependency in _of_category(each)]


def _of_category(each: Any) -> Iterator[Dependency]:
    properties = each.get("properties", each) if isinstance(each, dict) else {}
    category = str(properties.get("category") or "")
    for endpoint in properties.get("endpoints") or []:
        domain = endpoint.get("domainName") if isinstance(endpoint, dict) else None
        details = endpoint.get("endpointDetails") or [{}] if isinstance(endpoint, dict) else []
        for detail in details:
            number = detail.get("port") if isinstance(detail, dict) else None
            if isinstance(domain, str):
                try:
                    yield Dependency(category, parse_question(f"{domain}:{number or 443}"))
                except UsageError:
                    continue


def compared(egress: Egress, listed: list[Dependency]) -> Comparison:
    """Each endpoint of the service's list as a question, and what of ours nobody asked for."""
    answers = [(each, answer(each.question, Network((egress,)))) for each in listed]
    asked = [each.question.opening for each in listed]
    ours = [
        row
        for row in egress.rows
        if row.kind is RowKind.USER
        and row.type is not RowType.SERVICE_TAG
        and row.openings
        and not any(opening.overlaps(each) is not False for opening in row.openings for each in asked)
    ]
    by = {verdict: tuple(each for each in answers if each[1].verdict is verdict) for verdict in Verdict}
    return Comparison(egress.workspace, by[Verdict.ALLOWED], by[Verdict.REFUSED], by[Verdict.DEPENDS], tuple(ours))
