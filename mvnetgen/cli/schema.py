"""``mvnetgen schema``."""

from __future__ import annotations

import json

import click

from mvnetgen.cli.terminal import put
from mvnetgen.formats.az_ml import workspace_schema
from mvnetgen.project.read_config import config_schema


@click.command()
@click.option("--config", is_flag=True, help="That of the configuration file instead.")
def schema(*, config: bool) -> None:
    """Print the JSON Schema of the workspace YAML, for editors."""
    document = config_schema() if config else workspace_schema()
    put(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
