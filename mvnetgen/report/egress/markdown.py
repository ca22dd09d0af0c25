"""What may leave, for a pull request or a wiki: a table for each network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mvnetgen.egress.row import Egress, Row, RowKind, RowType
from mvnetgen.egress.summary import NOT_COVERED, SUBJECT, own_rows, rows_of
from mvnetgen.model.workspace import IsolationMode
from mvnetgen.report.egress.words import MODES, TYPES, cost_text, doubts, guarantee_text, opens, place_text, ports_text
from mvnetgen.report.markdown import code, inline
from mvnetgen.report.style import PLAIN, Style


def markdown(found: Sequence[Egress], style: Style = PLAIN, everything: bool = True) -> str:  # noqa: ARG001 - one form
    """A heading, a table and the cost for each network."""
    return "\n".join(line for each in found for line in [*_section(each), ""])


def _section(egress: Egress) -> Iterator[str]:
    mode = egress.mode.value if egress.mode else "mode not known"
    yield f"### {inline(egress.workspace)}: {code(mode)}"
    yield ""
    facts = [f"declared in {code(place_text(egress.place))}"]
    if egress.network_of:
        facts.append(f"the network is that of {code(egress.network_of)}")
    if egress.unknown:
        facts.append(inline(egress.unknown))
    if egress.mode in (IsolationMode.INTERNET, IsolationMode.DISABLED) and not egress.network_of:
        facts.append(f"open: {MODES[egress.mode]}")
    guarantee = guarantee_text(egress) if not egress.network_of else ""
    if guarantee:
        facts.append(f"guarantee {inline(guarantee)}")
    yield "; ".join(facts) + "."
    yield from (f"\n{inline(note)}." for note in egress.notes)
    rows = [*own_rows(egress), *rows_of(egress, RowKind.AUTOMATIC), *rows_of(egress, RowKind.REQUIRED)]
    if rows:
        yield ""
        yield "| | rule | opens | ports | where |"
        yield "| --- | --- | --- | --- | --- |"
        yield from map(_row, rows)
    if doubts(egress):
        yield ""
        yield "Not known:"
        yield ""
        yield from (f"- {inline(line)}" for line in doubts(egress))
    if egress.cost:
        yield ""
        words = "nothing of its own: its network is counted at the hub" if egress.network_of else cost_text(egress.cost)
        yield f"Cost: {inline(words)}." + "".join(f" {inline(each)}." for each in egress.cost.alternatives)
    if egress.mode in (IsolationMode.APPROVED, IsolationMode.INTERNET) and not egress.network_of:
        yield ""
        yield f"<sub>Subject to it: {SUBJECT}. Not covered: {'; '.join(NOT_COVERED)}.</sub>"


def _row(row: Row) -> str:
    kind = {RowKind.USER: "yours", RowKind.AUTOMATIC: "its own", RowKind.REQUIRED: "required"}[row.kind]
    mark = "**broad**" if row.broad and not row.nothing else kind
    name = code(row.rule, cell=True) if row.rule else TYPES[row.type] if row.type else ""
    opened = f"nothing: {row.nothing}" if row.nothing else opens(row)
    if row.kind is RowKind.REQUIRED and row.purpose:
        opened = f"{opened}: {row.purpose}"
    if row.note and row.kind is RowKind.USER and row.note != row.nothing:
        opened = f"{opened} ({row.note})"
    ports = f"in {ports_text(row)}" if row.direction == "in" else ports_text(row)
    if row.type is RowType.FQDN and row.nothing:
        ports = ""
    where = code(place_text(row.place), cell=True) if row.place else ""
    return f"| {mark} | {name} | {inline(opened, cell=True)} | {inline(ports, cell=True)} | {where} |"
