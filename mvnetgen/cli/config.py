"""``mvnetgen config``."""

from __future__ import annotations

import json
from typing import Any

import click

from mvnetgen.cli.settings import Given, InForce, in_force, settings_options
from mvnetgen.cli.terminal import put
from mvnetgen.lint.session import chosen_rules
from mvnetgen.report.style import clean


@click.command()
@settings_options
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How they are printed.")
def config(*, given: Given, format_: str) -> None:
    """Show the settings in force and where each came from."""
    settings = in_force(given)
    rules = chosen_rules(settings.select, settings.ignore, settings.named)
    if format_ == "json":
        put(_json(settings, list(rules)))
        return
    path = settings.file.shown or "none"
    lines = [f"configuration file: {clean(path)}", f"rules that run: {len(rules)}", ""]
    shown = [(name, _shown(value), origin) for name, value, origin in settings.rows]
    widths = [max(len(row[column]) for row in shown) for column in range(2)]
    lines += [f"{name:<{widths[0]}}  {value:<{widths[1]}}  {origin}" for name, value, origin in shown]
    put("".join(f"{line.rstrip()}\n" for line in lines))


def _shown(value: Any) -> str:
    if value is None:
        return "-"
    return clean(json.dumps(value, ensure_ascii=False)) if not isinstance(value, str) else clean(value)


def _json(settings: InForce, rules: list[str]) -> str:
    document = {
        "version": 1,
        "file": settings.file.shown or None,
        "rules": rules,
        "settings": {name: {"value": value, "from": origin} for name, value, origin in settings.rows},
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
