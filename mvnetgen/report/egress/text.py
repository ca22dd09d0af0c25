"""What may leave, for a terminal: a block for each network, in tables that fit."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from mvnetgen.azure.facts import load
from mvnetgen.egress.row import Egress, Row, RowKind, RowType
from mvnetgen.egress.summary import NOT_COVERED, SUBJECT, own_rows, rows_of
from mvnetgen.egress.user_rules import BY_TAG
from mvnetgen.model.workspace import IsolationMode
from mvnetgen.report.egress.words import (
    MODES,
    TYPES,
    cost_text,
    doubts,
    guarantee_text,
    money,
    opens,
    place_text,
    ports_text,
    target_name,
)
from mvnetgen.report.style import PLAIN, Style, clean

WIDEST = 100
NARROWEST = 60


def text(found: Sequence[Egress], style: Style = PLAIN, everything: bool = False) -> str:
    """One block for each network, an empty line between."""
    width = max(min(style.width, WIDEST), NARROWEST)
    blocks = ("\n".join(_block(each, style, width, everything=everything)) for each in found)
    return "\n\n".join(blocks) + "\n" if found else ""


def _block(egress: Egress, style: Style, width: int, *, everything: bool) -> Iterator[str]:
    mode = egress.mode.value if egress.mode else "mode not known"
    name = style.paint(clean(egress.workspace), "bold")
    yield f"{name}  {mode}  {style.paint(clean(place_text(egress.place)), 'place')}"
    if egress.network_of:
        yield f"  network     that of {clean(egress.network_of)}"
    if egress.unknown:
        yield from _wrapped("  not known   ", egress.unknown, width)
    if egress.mode is not None and egress.mode is not IsolationMode.APPROVED and not egress.network_of:
        yield f"  open        {MODES[egress.mode]}"
    guarantee = guarantee_text(egress) if not egress.network_of else ""
    if guarantee:
        first = " (broad ones first)" if any(row.broad for row in own_rows(egress)) else ""
        painted = style.paint(guarantee.partition(":")[0], "warning") + guarantee[len(guarantee.partition(":")[0]) :]
        yield f"  guarantee   {painted}{first}"
    for note in egress.notes:
        yield from _wrapped("  note        ", note, width)
    yield from _own(egress, style, width)
    yield from _required(egress, width, everything=everything)
    yield from _automatic(egress, width)
    for line in doubts(egress):
        yield from _wrapped(f"  {style.paint('?', 'warning')} ", line, width, hanging=4)
    yield from _foot(egress, width)


def _own(egress: Egress, style: Style, width: int) -> Iterator[str]:
    rows = own_rows(egress)
    if not rows:
        return
    cost = egress.cost
    price = cost.endpoints_month / cost.endpoints if cost and cost.endpoints else 0.0
    firewall = "firewall" if cost and cost.sku else ""
    table: list[tuple[str, str, str, str, str]] = []
    shown: object = None
    for row in rows:
        paid = ""
        if row.type is RowType.FQDN and row.nothing is None:
            paid, firewall = firewall, ""
        elif row.endpoints:
            paid = money(price)
        name = "" if row.route == shown else clean(row.rule or "…")
        shown = row.route
        kind = TYPES[row.type] if row.type else "…"
        opened = "nothing: " + row.nothing if row.nothing else opens(row)
        if row.note and row.note not in (BY_TAG, row.nothing):
            opened += f" ({row.note})"
        table.append((name, "" if not name else kind, clean(opened), "" if row.nothing else ports_text(row), paid))
    names = min(max(len("yours"), *(len(each[0]) for each in table)), 24)
    kinds = max(len(each[1]) for each in table)
    ports = min(max(len("ports"), *(len(each[3]) for each in table)), 24)
    paid_ = max(len("a month"), *(len(each[4]) for each in table))
    room = max(width - 4 - names - kinds - ports - paid_ - 8, 16)
    yield ""
    yield f"  {'yours':<{names + kinds + 4}}  {'opens':<{room}}  {'ports':<{ports}}  {'a month':>{paid_}}".rstrip()
    for row, cells in zip(rows, table, strict=True):
        mark = style.paint("!", "error") if row.broad and not row.nothing else " "
        yield from _row(mark, cells, (names, kinds, room, ports, paid_))


def _row(mark: str, cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """A row whose cells go on below where they are too long."""
    wrapped = [textwrap.wrap(cell, width) or [""] for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(map(len, wrapped))):
        parts = [lines[number] if number < len(lines) else "" for lines in wrapped]
        padded = [f"{part:<{width}}" for part, width in zip(parts[:-1], widths[:-1], strict=True)]
        lead = f"  {mark if number == 0 else ' '} "
        yield (lead + "  ".join([*padded, f"{parts[-1]:>{widths[-1]}}"])).rstrip()


def _required(egress: Egress, width: int, *, everything: bool) -> Iterator[str]:
    rows = [row for row in egress.rows if row.kind is RowKind.REQUIRED]
    if not rows:
        return
    yield "  required by the service"
    if not everything:
        names = ", ".join(dict.fromkeys(str(row.destination) for row in rows if row.direction == "out"))
        yield from _wrapped("    ", f"{names} (--show required)", width)
        return
    names_ = max(len(str(row.destination)) for row in rows)
    ports = max(len(_direction(row)) for row in rows)
    for row in rows:
        lead = f"    {row.destination!s:<{names_}}  {_direction(row):<{ports}}  "
        yield from _wrapped(lead, row.purpose or "", width)


def _direction(row: Row) -> str:
    return f"in {ports_text(row)}" if row.direction == "in" else ports_text(row)


def _automatic(egress: Egress, width: int) -> Iterator[str]:
    rows = rows_of(egress, RowKind.AUTOMATIC)
    if not rows:
        return
    by_target: dict[str, list[str]] = {}
    for row in rows:
        key = "the workspace" if row.subresource == "amlworkspace" else target_name(row)
        by_target.setdefault(key, []).append(row.subresource or "…")
    listed = ", ".join(
        name if name == "the workspace" else f"{clean(name)} ({', '.join(parts)})" for name, parts in by_target.items()
    )
    cost = egress.cost
    price = cost.endpoints_month / cost.endpoints if cost and cost.endpoints else 0.0
    yield "  endpoints of its own"
    yield from _wrapped("    ", f"{listed}: {money(price * len(rows))}", width)


def _foot(egress: Egress, width: int) -> Iterator[str]:
    if egress.cost is not None:
        yield ""
        if egress.network_of:
            yield "  cost        nothing of its own: its network is counted at the hub"
        else:
            yield from _wrapped("  cost        ", cost_text(egress.cost), width)
        for line in _joined(egress.cost.alternatives):
            yield from _wrapped("              ", line, width)
    if any(row.note == BY_TAG for row in egress.rows):
        table = load("service_tags")
        words = f"a tag stands for addresses that change weekly (tags of {table.date:%Y-%m})"
        yield from _wrapped("  tags        ", words, width)
    if egress.mode in (IsolationMode.APPROVED, IsolationMode.INTERNET) and not egress.network_of:
        yield from _wrapped("  subject     ", SUBJECT, width)
        for number, each in enumerate(NOT_COVERED):
            yield from _wrapped("  not covered " if number == 0 else "              ", each, width)


def _joined(parts: Iterable[str]) -> list[str]:
    listed = list(parts)
    return ["; ".join(listed)] if listed else []


def _wrapped(lead: str, words: str, width: int, hanging: int | None = None) -> Iterator[str]:
    """A text behind a lead, going on below itself."""
    column = len(lead) if hanging is None else hanging
    lines = textwrap.wrap(clean(words), max(width - column, 20), break_on_hyphens=False) or [""]
    yield (lead + lines[0]).rstrip()
    yield from (" " * column + line for line in lines[1:])
