"""``mvnetgen schema``."""

from __future__ import annotations

import json

import click

from mvnetgen.azml import workspace_schema


@click.command()
def schema() -> None:
    """Print the JSON Schema of the workspace YAML, for editors."""
    click.echo(json.dumps(workspace_schema(), indent=2, ensure_ascii=False))
