"""``mvnetgen schema``."""

from __future__ import annotations

import json

import click

from mvnetgen.cli.terminal import put
from mvnetgen.text.errors import UsageError


@click.command()
@click.argument("what", type=click.Choice(["workspace", "config", "egress", "reach"]), required=False)
@click.option("--config", is_flag=True, help="That of the configuration file instead.")
def schema(*, what: str | None, config: bool) -> None:
    """
    Print a JSON Schema: of the workspace YAML, for editors, when nothing else is named.

    `config`: of the configuration file; `egress` and `reach`: of what these commands print as JSON.
    """
    if config and what not in (None, "config"):
        raise UsageError(f"`--config` and `{what}` name two schemas")
    put(json.dumps(_schema("config" if config else what or "workspace"), indent=2, ensure_ascii=False) + "\n")


def _schema(what: str) -> object:
    if what == "config":
        from mvnetgen.project.read_config import config_schema  # noqa: PLC0415 - each loads its own half of the program

        return config_schema()
    if what == "workspace":
        from mvnetgen.formats.az_ml import workspace_schema  # noqa: PLC0415

        return workspace_schema()
    from mvnetgen.report.egress.schema import egress_schema, reach_schema  # noqa: PLC0415

    return egress_schema() if what == "egress" else reach_schema()
