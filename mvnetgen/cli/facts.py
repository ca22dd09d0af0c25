"""``mvnetgen facts``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import click

from mvnetgen.azure import facts as tables
from mvnetgen.azure.facts import Table
from mvnetgen.cli.table import laid_out
from mvnetgen.cli.terminal import put, style_of
from mvnetgen.report.style import Style
from mvnetgen.text.document import shown
from mvnetgen.text.errors import UsageError
from mvnetgen.text.nearest import nearest


def _complete(ctx: click.Context, parameter: click.Parameter, begun: str) -> list[str]:  # noqa: ARG001
    return [name for name in tables.NAMES if name.startswith(begun)]


@click.command()
@click.argument("table", required=False, shell_complete=_complete)
@click.option(
    "-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How it is printed."
)
def facts(*, table: str | None, format_: str) -> None:
    """Show the dated tables behind the rules: all of them, or the rows of one TABLE with its source."""
    if table is None:
        found = tables.tables()
        put(_json_of_all(found) if format_ == "json" else _lines(_all(found, style_of(sys.stdout))))
        return
    name = table.replace("-", "_")
    if name not in tables.NAMES:
        guess = nearest(name, tables.NAMES)
        hint = f"did you mean `{guess}`?" if guess else "`mvnetgen facts` lists them"
        raise UsageError(f"`{shown(table)}` is no table; {hint}")
    one = tables.load(name)
    put(_json_of(one) if format_ == "json" else _lines(_one(one, style_of(sys.stdout))))


def _lines(lines: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _all(found: list[Table], style: Style) -> Iterator[str]:
    rows = [
        [table.name, table.date.isoformat(), f"{len(table.rows)} rows", table.title + _age(table)] for table in found
    ]
    yield from laid_out(rows, style.width)
    yield ""
    yield "The rows of one, and where they come from: mvnetgen facts TABLE"


def _age(table: Table) -> str:
    return f" (stale: older than {tables.STALE_AFTER} days)" if table.stale() else ""


def _one(table: Table, style: Style) -> Iterator[str]:
    yield f"{style.paint(table.name, 'bold')}: {table.title}"
    yield f"as of {table.date.isoformat()}, {table.confidence.value}{_age(table)}"
    yield f"source: {table.source}"
    if table.note:
        yield f"note: {table.note}"
    yield ""
    columns = list(table.rows[0]) if table.rows else []
    rows = [columns, *([row.get(column) or "" for column in columns] for row in table.rows)]
    head, *rest = laid_out(rows, style.width)
    yield style.paint(head, "bold")
    yield from rest


def _about(table: Table) -> dict[str, object]:
    return {
        "name": table.name,
        "title": table.title,
        "date": table.date.isoformat(),
        "stale": table.stale(),
        "confidence": table.confidence.value,
        "source": table.source,
    }


def _json_of_all(found: list[Table]) -> str:
    entries = [_about(table) | {"rows": len(table.rows)} for table in found]
    return json.dumps({"version": 1, "tables": entries}, indent=2, ensure_ascii=False) + "\n"


def _json_of(table: Table) -> str:
    document = {"version": 1, **_about(table), "rows": [dict(row) for row in table.rows]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
