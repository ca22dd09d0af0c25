"""What may leave, as one page that needs nothing from elsewhere: the picture, a filter, and each destination with its story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from mvnetgen.egress.row import Egress, Row, RowKind, RowType
from mvnetgen.egress.summary import NOT_COVERED, SUBJECT, own_rows, rows_of, unknown_rows
from mvnetgen.model.workspace import IsolationMode
from mvnetgen.report.egress import svg as picture
from mvnetgen.report.egress.words import (
    MODES,
    TYPES,
    cost_text,
    guarantee_text,
    money,
    opens,
    place_text,
    ports_text,
)
from mvnetgen.report.style import PLAIN, Style, clean

_HERE = Path(__file__).parent
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
_GROUPS = (
    (RowKind.USER, "Yours"),
    (RowKind.AUTOMATIC, "Endpoints of its own"),
    (RowKind.REQUIRED, "Required by the service"),
)


def html(found: Sequence[Egress], style: Style = PLAIN, everything: bool = True) -> str:  # noqa: ARG001 - one form
    """The page: the same bytes for the same input."""
    css = (_HERE / "page.css").read_text(encoding="utf-8")
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    title = picture.title_of(found)
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="generator" content="mvnetgen">',
        f"<title>{_text(title)}</title>",
        f"<style>\n{picture.STYLE}\n{css}</style>",
        "</head>",
        "<body>",
        "<header>",
        f"<h1>{_text(title)}</h1>",
        '<search><label for="filter">Filter</label>',
        '<input id="filter" type="search" placeholder="host, tag, rule or file" autocomplete="off">',
        '<output id="count" for="filter" aria-live="polite"></output></search>',
        "</header>",
        "<main>",
        *(line for each in found for line in _section(each)),
        "</main>",
        f"<script>\n{script}</script>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    return escape(clean(text), quote=True)


def _words(text: str) -> str:
    """A sentence; what it sets in backticks is code."""
    return "".join(
        f"<code>{_text(part)}</code>" if index % 2 else _text(part) for index, part in enumerate(text.split("`"))
    )


def _section(egress: Egress) -> Iterator[str]:
    mode = egress.mode.value if egress.mode else "mode not known"
    yield "<section>"
    yield f"<h2>{_text(egress.workspace)} <small>{_text(mode)}</small></h2>"
    yield '<div class="sides">'
    yield "<figure>"
    parts, height = picture.picture_parts(egress)
    yield picture.document(parts, height, f"What may leave {egress.workspace}", css="").rstrip("\n")
    yield "<figcaption>"
    yield from _facts(egress)
    yield "</figcaption>"
    yield "</figure>"
    yield '<div class="rows">'
    for kind, title in _GROUPS:
        yield from _group(egress, kind, title)
    yield "</div>"
    yield "</div>"
    yield "</section>"


def _facts(egress: Egress) -> Iterator[str]:
    facts: list[tuple[str, str]] = [("Declared", place_text(egress.place))]
    if egress.network_of:
        facts.append(("Network", f"that of {egress.network_of}"))
    if egress.unknown:
        facts.append(("Not known", egress.unknown))
    isolated = egress.mode in (IsolationMode.APPROVED, IsolationMode.INTERNET) and not egress.network_of
    if egress.mode in (IsolationMode.INTERNET, IsolationMode.DISABLED) and not egress.network_of:
        facts.append(("Open", MODES[egress.mode]))
    if isolated:
        facts.append(("Guarantee", guarantee_text(egress)))
    if egress.cost:
        words = "nothing of its own: counted at the hub" if egress.network_of else cost_text(egress.cost)
        facts.append(("Cost", words))
        facts += [("Else", "; ".join(egress.cost.alternatives))] if egress.cost.alternatives else []
    facts += [("Note", note) for note in egress.notes]
    if isolated:
        facts += [("Subject", SUBJECT), ("Not covered", ". ".join(each[:1].upper() + each[1:] for each in NOT_COVERED))]
    yield "<dl>"
    for name, words in facts:
        yield f"<dt>{name}</dt><dd>{_words(words)}</dd>"
    yield "</dl>"


def _group(egress: Egress, kind: RowKind, title: str) -> Iterator[str]:
    known = own_rows(egress) if kind is RowKind.USER else rows_of(egress, kind)
    rows = [*known, *(row for row in unknown_rows(egress) if row.kind is kind)]
    if not rows:
        return
    yield f'<div class="group"><h3>{title} <small>{len(rows)}</small></h3>'
    first = next((row for row in rows if row.type is RowType.FQDN), None)
    for row in rows:
        yield from _row(row, egress, brings_firewall=row is first)
    yield "</div>"


def _row(row: Row, egress: Egress, *, brings_firewall: bool) -> Iterator[str]:
    kind = "nothing" if row.nothing else "doubt" if row.unknown else "broad" if row.broad else row.kind.value
    ports = ports_text(row)
    ports = "" if row.nothing else f"in {ports}" if row.direction == "in" else ports
    search = " ".join(
        filter(
            None, [row.rule, *row.destinations, *row.hosts, row.subresource, ports, place_text(row.place), row.purpose]
        )
    )
    what = opens(row) if row.destination else f"{row.subresource or row.rule or 'rules'}: not known"
    yield f'<details class="{kind}" data-search="{_text(search.lower())}">'
    cell = f"<span>{_text(row.rule)}</span>" if row.rule else f"<span>{TYPES[row.type] if row.type else ''}</span>"
    yield f"<summary><i></i><b>{_text(what)}</b>{cell}<span>{_text(ports)}</span></summary>"
    yield "<dl>"
    for name, words in _story(row, egress, brings_firewall=brings_firewall):
        yield f"<dt>{name}</dt><dd>{_words(words)}</dd>"
    yield "</dl></details>"


def _story(row: Row, egress: Egress, *, brings_firewall: bool) -> Iterator[tuple[str, str]]:
    """Place, cost and why of a row."""
    if row.nothing:
        yield "Opens", f"nothing: {row.nothing}"
    if row.unknown:
        yield "Not known", row.unknown
    if row.broad and not row.nothing:
        yield "Broad", f"it opens {row.broad}"
    yield "Why", _why(row)
    if row.type is RowType.PRIVATE_ENDPOINT and isinstance(row.destination, str):
        yield "Target", row.destination
    if row.hosts:
        yield "Names", ", ".join(row.hosts)
    if row.note:
        yield "Note", row.note
    if row.place:
        yield "Place", place_text(row.place)
    cost = _cost(row, egress, brings_firewall=brings_firewall)
    if cost:
        yield "Cost", cost


def _why(row: Row) -> str:
    what = TYPES[row.type] if row.type else "rule"
    match row.kind:
        case RowKind.USER:
            return f"your {what} rule {row.rule}" if row.rule else "rules that are not known"
        case RowKind.AUTOMATIC:
            return f"the service adds this endpoint by itself, for {row.purpose}"
    return row.purpose or "the service needs it"


def _cost(row: Row, egress: Egress, *, brings_firewall: bool) -> str:
    cost = egress.cost
    if cost is None:
        return ""
    if row.type is RowType.PRIVATE_ENDPOINT and row.endpoints_at_most and cost.endpoints_at_most:
        return f"{money(cost.endpoints_month_at_most / cost.endpoints_at_most)} {cost.currency} a month"
    if row.type is RowType.FQDN and cost.sku:
        firewall = f"the firewall {cost.sku}, {money(cost.firewall)} {cost.currency} a month"
        return firewall if brings_firewall else f"nothing more: {firewall}, is there for all FQDN rules"
    return "nothing"
