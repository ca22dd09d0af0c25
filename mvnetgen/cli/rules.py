"""``mvnetgen rules``."""

from __future__ import annotations

import json

import click

from mvnetgen.azure import facts
from mvnetgen.azure.network_owner import EVERY_OWNER
from mvnetgen.cli.terminal import put
from mvnetgen.rules.index import RULES
from mvnetgen.rules.rule import Rule


@click.command()
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How the list is printed."
)
@click.option(
    "--facts", "show_facts", is_flag=True, help="List the tables of facts behind the rules, with their dates."
)
def rules(*, format_: str, show_facts: bool) -> None:
    """List the rules: name, severity, group, what each finds."""
    if show_facts:
        put(_tables_json() if format_ == "json" else _tables_text())
        return
    put(_rules_json() if format_ == "json" else _rules_text())


def _rules_json() -> str:
    entries = [
        {
            "name": rule.name,
            "severity": rule.severity.value,
            "group": rule.group,
            "since": rule.since,
            "applies_to": [owner.value for owner in rule.owners],
            "finds": rule.summary,
        }
        for rule in RULES
    ]
    return json.dumps({"version": 1, "rules": entries}, indent=2, ensure_ascii=False) + "\n"


def _rules_text() -> str:
    width = max(len(rule.name) for rule in RULES)
    lines: list[str] = []
    group = ""
    for rule in RULES:
        if rule.group != group:
            group = rule.group
            lines.append(group.replace("_", " "))
        lines.append(f"  {rule.name:<{width}}  {rule.severity.value:<7}  {_only(rule)}{rule.summary}")
    return "".join(f"{line}\n" for line in lines)


def _only(rule: Rule) -> str:
    """For a rule that does not apply to every owner of a network, to which it does."""
    return "" if rule.owners == EVERY_OWNER else f"({', '.join(rule.owners)} only) "


def _tables_json() -> str:
    entries = [
        {
            "name": table.name,
            "title": table.title,
            "date": table.date.isoformat(),
            "stale": table.stale(),
            "confidence": table.confidence.value,
            "rows": len(table.rows),
            "source": table.source,
        }
        for table in facts.tables()
    ]
    return json.dumps({"version": 1, "tables": entries}, indent=2, ensure_ascii=False) + "\n"


def _tables_text() -> str:
    tables = facts.tables()
    names, counts = max(len(table.name) for table in tables), max(len(str(len(table.rows))) for table in tables)
    lines = [
        f"{table.name:<{names}}  {table.date.isoformat()}  {len(table.rows):>{counts}} rows  {table.title}"
        + (f" (stale: older than {facts.STALE_AFTER} days)" if table.stale() else "")
        for table in tables
    ]
    return "".join(f"{line}\n" for line in lines)
