"""
What may leave, as a picture that we draw: the same bytes for the same input, in light and in dark.

A few networks are drawn one by one: the workspace in the middle, what is yours on the right, what the service requires and
its own endpoints on the left. Of many each is one line with a dot for each destination.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from mvnetgen.egress.row import Egress, Row, RowKind, RowType
from mvnetgen.egress.summary import own_rows, rows_of, unknown_rows
from mvnetgen.model.workspace import IsolationMode
from mvnetgen.report.egress.words import money, opens, ports_text, span_of_money
from mvnetgen.report.style import PLAIN, Style, clean

MOST_PICTURES = 6
"""Networks that are drawn one by one; more are lines."""
MOST_LABELS = 40
"""Destinations of one side that have a label of their own."""

LEGEND = 34
WIDTH = 860
MIDDLE = 430
RADIUS = 84
HUB = 54
STEP = 20
EDGE = 150
"""From the middle to where the lines end and the labels start."""
LETTER = 7.1
"""Width of a letter at 12 pixels, on average and rounded up."""

STYLE = (
    ".mv{font:12px system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',sans-serif;"
    "--ink:#1f2328;--dim:#59636e;--line:#c8ced6;--paper:#fff;--yours:#0a58ca;--own:#1a7f4b;--required:#6e4fb3;"
    "--broad:#c4221a;--doubt:#9a6700}"
    "@media(prefers-color-scheme:dark){.mv{--ink:#e6edf3;--dim:#9aa4af;--line:#434b55;--paper:#0d1117;--yours:#6ea8fe;"
    "--own:#4cc38a;--required:#b79bf2;--broad:#ff7b72;--doubt:#e3b341}}"
    ".mv .paper{fill:var(--paper)}.mv text{fill:var(--ink)}.mv .dim{fill:var(--dim)}.mv .name{font-weight:600;font-size:14px}"
    ".mv .line{stroke:var(--line);fill:none}.mv .ring{fill:var(--paper);stroke:var(--line);stroke-width:2}"
    ".mv .yours{fill:var(--yours)}.mv .own{fill:var(--own)}.mv .required{fill:var(--required)}.mv .broad{fill:var(--broad)}"
    ".mv .doubt{fill:var(--paper);stroke:var(--doubt);stroke-width:2}.mv .nothing{fill:var(--line)}"
    ".mv .arc{fill:none;stroke-width:6}.mv .arc.yours{stroke:var(--yours)}.mv .arc.own{stroke:var(--own)}"
    ".mv .arc.required{stroke:var(--required)}.mv text.broad{fill:var(--broad)}.mv .dashed{stroke-dasharray:3 3}"
)


def svg(found: Sequence[Egress], style: Style = PLAIN, everything: bool = False) -> str:  # noqa: ARG001 - one form
    """The picture of all networks, as a document of its own."""
    if not found:
        body, height = ['<text x="24" y="30">There is no network here</text>'], 48
    elif len(found) <= MOST_PICTURES:
        parts = [picture_parts(each) for each in found]
        height = sum(part[1] for part in parts)
        body = []
        top = 0
        for lines, used in parts:
            body += [f'<g transform="translate(0 {top})">', *lines, "</g>"]
            top += used
        height += LEGEND
        body += _legend(height - 14)
    else:
        body, height = _lines_of(found)
    return document(body, height, title_of(found))


def document(body: Sequence[str], height: int, title: str, css: str = STYLE) -> str:
    """An SVG document around its parts."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="mv" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{_text(title)}">'
    )
    style = [f"<style>{css}</style>"] if css else []
    paper = f'<rect class="paper" width="{WIDTH}" height="{height}"/>'
    return "\n".join([head, *style, paper, *body, "</svg>"]) + "\n"


def title_of(found: Sequence[Egress]) -> str:
    """What the picture, or a page with it, is called."""
    if not found:
        return "There is no network here"
    return f"What may leave {found[0].workspace}" if len(found) == 1 else f"What may leave {len(found)} networks"


def _text(text: str, room: int | None = None) -> str:
    shown = clean(text)
    if room is not None and len(shown) > room:
        shown = shown[: max(room - 1, 1)] + "…"
    return escape(shown, quote=True)


def _kind(row: Row) -> str:
    if row.nothing:
        return "nothing"
    if row.unknown:
        return "doubt"
    if row.broad:
        return "broad"
    return {RowKind.USER: "yours", RowKind.AUTOMATIC: "own", RowKind.REQUIRED: "required"}[row.kind]


def _label(row: Row) -> str:
    if row.type is RowType.PRIVATE_ENDPOINT or row.type is None:
        return opens(row) if row.destination else f"{row.rule or row.subresource or 'rules'}: not known"
    what = ", ".join(row.destinations) or f"{row.rule}: not known"
    ports = ports_text(row)
    return f"{what} · {ports}" if ports and row.type is RowType.SERVICE_TAG else what


def _full(row: Row) -> str:
    """The whole story of a row, for whoever points at it."""
    parts = [
        row.by,
        opens(row),
        ports_text(row),
        row.purpose or "",
        row.nothing or "",
        row.unknown or "",
        row.note or "",
    ]
    return "; ".join(part for part in parts if part)


def picture_parts(egress: Egress) -> tuple[list[str], int]:
    """The picture of one network, and its height."""
    unknown = unknown_rows(egress)
    right = [*own_rows(egress), *(row for row in unknown if row.kind is RowKind.USER)]
    required = [row for row in egress.rows if row.kind is RowKind.REQUIRED and row.type is not None]
    left = [*required, *rows_of(egress, RowKind.AUTOMATIC)]
    left += [row for row in unknown if row.kind is RowKind.AUTOMATIC]
    sides = max(min(len(right), MOST_LABELS + 1), min(len(left), MOST_LABELS + 1), 12)
    height = 84 + sides * STEP
    middle = 44 + (height - 64) // 2
    parts = [
        f'<text class="name" x="24" y="30">{_text(egress.workspace, 40)}</text>',
        f'<text class="dim" x="{WIDTH - 24}" y="30" text-anchor="end">{_text(_mode(egress), 60)}</text>',
    ]
    parts += _side(left, middle, to_the_right=False)
    parts += _side(right, middle, to_the_right=True)
    if egress.network_of:
        parts += _line_to(f"the network of {egress.network_of.rpartition('/')[2]}", middle, middle, "own")
    elif egress.mode in (IsolationMode.INTERNET, IsolationMode.DISABLED):
        what = "the whole internet" if egress.mode is IsolationMode.INTERNET else "everything: nothing is isolated"
        parts += _line_to(what, middle, 56 if right else middle, "broad")
    parts += [
        f'<circle class="ring" cx="{MIDDLE}" cy="{middle}" r="{HUB}"/>',
        f'<text x="{MIDDLE}" y="{middle - 2}" text-anchor="middle">{_text(egress.workspace, 14)}</text>',
        f'<text class="dim" x="{MIDDLE}" y="{middle + 15}" text-anchor="middle">{_text(_from(egress))}</text>',
    ]
    return parts, height


def _mode(egress: Egress) -> str:
    return egress.mode.value if egress.mode else "mode not known"


def _month(egress: Egress) -> str:
    cost = egress.cost
    return f"{span_of_money(cost.month, cost.month_at_most)} {cost.currency}" if cost and not egress.network_of else ""


def _from(egress: Egress) -> str:
    cost = egress.cost
    if cost is None or egress.network_of:
        return ""
    return f"{'from ' if cost.month != cost.month_at_most else ''}{money(cost.month)}"


def _line_to(what: str, middle: int, y: int, kind: str) -> list[str]:
    """A line to the one thing that no rule of its own leads to."""
    start = MIDDLE + HUB
    tone = ' class="broad"' if kind == "broad" else ""
    return [
        f'<path class="line" d="M{start} {middle}C{start + 60} {middle} {start + 60} {y} {start + 110} {y}"/>',
        f'<circle class="{kind}" cx="{start + 112}" cy="{y}" r="5"/>',
        f'<text{tone} x="{start + 124}" y="{y + 4}">{_text(what, 36)}</text>',
    ]


def _side(rows: Sequence[Row], middle: int, *, to_the_right: bool) -> Iterator[str]:
    """The arc of one side, with a dot and a label for each destination."""
    shown = list(rows[:MOST_LABELS])
    more = len(rows) - len(shown)
    count = len(shown) + bool(more)
    if not count:
        return
    sign = 1 if to_the_right else -1
    top = middle - (count - 1) * STEP / 2
    edge = MIDDLE + sign * EDGE
    label = edge + sign * 10
    room = int(((WIDTH - 16 - label) if to_the_right else (label - 16)) / LETTER)
    anchor = "start" if to_the_right else "end"
    yield from _arcs(shown, sign, middle, count)
    for index, row in enumerate(shown):
        y = top + index * STEP
        x, dot = _on_circle(index, count, sign, middle)
        kind = _kind(row)
        dashed = " dashed" if row.unknown or row.nothing else ""
        bend = MIDDLE + sign * (EDGE - 28)
        yield f"<g><title>{_text(_full(row))}</title>"
        yield f'<path class="line{dashed}" d="M{_n(x)} {_n(dot)}C{_n(bend)} {_n(dot)} {_n(bend)} {_n(y)} {_n(edge)} {_n(y)}"/>'
        yield f'<circle class="{kind}" cx="{_n(x)}" cy="{_n(dot)}" r="4"/>'
        tone = ' class="broad"' if kind == "broad" else ' class="dim"' if row.nothing else ""
        yield f'<text{tone} x="{_n(label)}" y="{_n(y + 4)}" text-anchor="{anchor}">{_text(_label(row), room)}</text></g>'
    if more:
        y = top + (count - 1) * STEP
        yield f'<text class="dim" x="{_n(label)}" y="{_n(y + 4)}" text-anchor="{anchor}">and {more} more</text>'


def _on_circle(index: int, count: int, sign: int, middle: int) -> tuple[float, float]:
    """Where the dot of a destination stands: on the circle, at the height that its turn gives it."""
    share = 0.0 if count == 1 else 2 * index / (count - 1) - 1
    height = share * RADIUS * 0.94
    return MIDDLE + sign * (RADIUS**2 - height**2) ** 0.5, middle + height


def _arcs(rows: Sequence[Row], sign: int, middle: int, count: int) -> Iterator[str]:
    """The coloured arcs behind the dots, one for each kind of row."""
    start = 0
    while start < len(rows):
        kind = rows[start].kind
        end = start
        while end + 1 < len(rows) and rows[end + 1].kind is kind:
            end += 1
        name = {RowKind.USER: "yours", RowKind.AUTOMATIC: "own", RowKind.REQUIRED: "required"}[kind]
        x1, y1 = _on_circle(start, count, sign, middle)
        x2, y2 = _on_circle(end, count, sign, middle)
        sweep = 1 if sign > 0 else 0
        yield f'<path class="arc {name}" d="M{_n(x1)} {_n(y1)}A{RADIUS} {RADIUS} 0 0 {sweep} {_n(x2)} {_n(y2)}"/>'
        start = end + 1


def _n(value: float) -> str:
    """A coordinate with one digit behind the point, the same on every machine."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")


def _lines_of(found: Sequence[Egress]) -> tuple[list[str], int]:
    """Many networks: a line for each, with a dot for each destination."""
    row, top = 30, 76
    body = [
        '<text class="name" x="24" y="30">What may leave, one network a line</text>',
        *_legend(52),
    ]
    for number, egress in enumerate(found):
        y = top + number * row
        body.append(f'<path class="line" d="M24 {y + 18}H{WIDTH - 24}"/>')
        body.append(
            f'<text x="24" y="{y + 4}"><title>{_text(egress.workspace)}</title>{_text(egress.workspace, 28)}</text>'
        )
        body.append(f'<text class="dim" x="224" y="{y + 4}">{_text(_short_mode(egress))}</text>')
        body += _dots(egress, 322, y)
        body.append(f'<text x="{WIDTH - 24}" y="{y + 4}" text-anchor="end">{_text(_month(egress))}</text>')
    return body, top + len(found) * row + 8


def _short_mode(egress: Egress) -> str:
    words = {
        IsolationMode.APPROVED: "approved only",
        IsolationMode.INTERNET: "internet open",
        IsolationMode.DISABLED: "not isolated",
    }
    if egress.network_of:
        return "its hub's"
    return words[egress.mode] if egress.mode else "not known"


_DOTS = 24


def _dots(egress: Egress, left: int, y: int) -> Iterator[str]:
    """Broad ones first, then the rest of yours, what is not known, and the service's own."""
    if egress.mode in (IsolationMode.INTERNET, IsolationMode.DISABLED) and not egress.network_of:
        yield f'<rect class="broad" x="{left - 5}" y="{y - 5}" width="10" height="10"><title>everything public</title></rect>'
        left += 16
    unknown = [row for row in unknown_rows(egress) if row.kind is not RowKind.REQUIRED]
    rows = [*own_rows(egress), *unknown, *rows_of(egress, RowKind.AUTOMATIC)]
    for index, row in enumerate(rows[:_DOTS]):
        yield f'<circle class="{_kind(row)}" cx="{left + index * 13}" cy="{y}" r="4"><title>{_text(_full(row))}</title></circle>'
    if len(rows) > _DOTS:
        yield f'<text class="dim" x="{left + _DOTS * 13}" y="{y + 4}">+{len(rows) - _DOTS}</text>'


def _legend(y: int) -> Iterator[str]:
    x = 24
    for kind, words in (
        ("broad", "broad: what others own"),
        ("yours", "yours"),
        ("required", "required"),
        ("own", "endpoints of its own"),
        ("doubt", "not known"),
        ("nothing", "opens nothing"),
    ):
        yield f'<circle class="{kind}" cx="{x + 5}" cy="{y - 4}" r="4"/>'
        yield f'<text class="dim" x="{x + 14}" y="{y}">{words}</text>'
        x += 30 + int(len(words) * LETTER)
