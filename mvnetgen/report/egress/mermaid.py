"""What may leave, as a Mermaid flowchart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mvnetgen.egress.row import Egress, Row, RowKind
from mvnetgen.egress.summary import own_rows, unknown_rows
from mvnetgen.model.workspace import IsolationMode
from mvnetgen.report.egress.words import opens, ports_text
from mvnetgen.report.style import PLAIN, Style, clean

LONGEST = 60


def mermaid(found: Sequence[Egress], style: Style = PLAIN, everything: bool = False) -> str:  # noqa: ARG001 - no colours
    """A chart with a node for each network and each destination; the required tags are one node unless all are wanted."""
    lines = ["flowchart LR"]
    for number, egress in enumerate(found):
        lines += _network(f"w{number}", egress, everything=everything)
    lines += [
        "  classDef broad fill:#fde8e8,stroke:#b42318,color:#7a1a12",
        "  classDef unknown stroke-dasharray:4 3",
        "  classDef nothing fill:#eee,stroke:#888,color:#555",
    ]
    return "\n".join(lines) + "\n"


def _network(name: str, egress: Egress, *, everything: bool) -> Iterator[str]:
    mode = egress.mode.value if egress.mode else "mode not known"
    yield f'  {name}(["{_text(egress.workspace)}<br/>{mode}"])'
    if egress.mode is IsolationMode.INTERNET:
        yield f'  {name} --> {name}i(["the internet"]):::broad'
    if egress.mode is IsolationMode.DISABLED:
        yield f'  {name} --> {name}i(["everything: nothing is isolated"]):::broad'
    groups = [("u", "yours", own_rows(egress)), ("a", "endpoints of its own", _of(egress, RowKind.AUTOMATIC))]
    if everything:
        groups.append(("r", "required", _of(egress, RowKind.REQUIRED)))
    groups.append(("q", "not known", [row for row in unknown_rows(egress) if row.kind is not RowKind.REQUIRED]))
    for letter, title, rows in groups:
        if not rows:
            continue
        yield f'  subgraph {name}{letter}["{title}"]'
        for index, row in enumerate(rows):
            label = f"nothing: {row.nothing}" if row.nothing else opens(row)
            rule = f"{row.rule}: " if row.rule else ""
            yield f'    {name}{letter}{index}["{_text(rule + label)}"]{_class(row)}'
        yield "  end"
        for index, row in enumerate(rows):
            arrow = "-.->" if row.unknown else "--x" if row.nothing else "-->"
            if row.direction == "in":
                yield f"  {name}{letter}{index} --> {name}"
            else:
                ports = ports_text(row)
                yield f"  {name} {arrow}" + (f'|"{_text(ports)}"| ' if ports else " ") + f"{name}{letter}{index}"
    required = _of(egress, RowKind.REQUIRED)
    if required and not everything:
        yield f'  {name} --> {name}r["{len(required)} required service tag rules"]'


def _of(egress: Egress, kind: RowKind) -> list[Row]:
    return [row for row in egress.rows if row.kind is kind and (row.unknown is None or kind is RowKind.REQUIRED)]


def _class(row: Row) -> str:
    if row.nothing:
        return ":::nothing"
    return ":::unknown" if row.unknown else ":::broad" if row.broad else ""


def _text(text: str) -> str:
    """A label that nothing in it ends or styles: Mermaid reads HTML, entities and backticks."""
    shown = clean(text)
    shown = shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"
    plain = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:/()-_*…'")
    return "".join(letter if letter in plain or ord(letter) > 127 else f"#{ord(letter)};" for letter in shown)
