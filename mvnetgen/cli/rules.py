"""``mvnetgen rules``."""

from __future__ import annotations

import json

import click

from mvnetgen.rules import RULES


@click.command()
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How the list is printed."
)
def rules(format_: str) -> None:
    """List the rules: name, severity, group, what each finds."""
    if format_ == "json":
        entries = [
            {
                "name": rule.name,
                "severity": rule.severity.value,
                "group": rule.group,
                "since": rule.since,
                "finds": rule.summary,
            }
            for rule in RULES
        ]
        click.echo(json.dumps({"version": 1, "rules": entries}, indent=2, ensure_ascii=False))
        return
    width = max(len(rule.name) for rule in RULES)
    group = ""
    for rule in RULES:
        if rule.group != group:
            group = rule.group
            click.echo(f"{group.replace('_', ' ')}")
        click.echo(f"  {rule.name:<{width}}  {rule.severity.value:<7}  {rule.summary}")
