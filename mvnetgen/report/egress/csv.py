"""What may leave, for a spreadsheet: a line for each row."""

from __future__ import annotations

import csv as library
import io
from collections.abc import Sequence

from mvnetgen.egress.row import Egress, Row
from mvnetgen.report.style import PLAIN, Style, clean

COLUMNS = (
    "workspace", "mode", "kind", "type", "rule", "destination", "subresource", "hosts", "protocol", "ports", "direction",
    "purpose", "path", "line", "unknown", "opens_nothing", "broad", "note",
)  # fmt: skip


def csv(found: Sequence[Egress], style: Style = PLAIN, everything: bool = True) -> str:  # noqa: ARG001 - one form
    """One table of all networks, with a line of titles."""
    buffer = io.StringIO()
    writer = library.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for egress in found:
        writer.writerows([_cell(value) for value in _values(egress, row)] for row in egress.rows)
    return buffer.getvalue()


def _values(egress: Egress, row: Row) -> tuple[object, ...]:
    span = row.place.span if row.place else None
    return (
        egress.workspace,
        egress.mode.value if egress.mode else None,
        row.kind.value,
        row.type.value if row.type else None,
        row.rule,
        " ".join(row.destinations),
        row.subresource,
        " ".join(row.hosts),
        row.protocol,
        row.ports,
        row.direction,
        row.purpose,
        span.path if span else None,
        span.line if span else None,
        row.unknown,
        row.nothing,
        row.broad,
        row.note,
    )


def _cell(value: object) -> str:
    """A value as text that no spreadsheet takes for a formula."""
    text = "" if value is None else clean(str(value))
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text
