"""The command line: arguments in, exit code out. Commands are imported when they are called."""

from __future__ import annotations

import importlib
import sys
import traceback
from typing import Any

import click

from mvnetgen import __version__
from mvnetgen.errors import MvnetgenError

COMMANDS = {
    "config": "Show the settings in force and where each came from.",
    "explain": "Explain one rule: why, fix, examples.",
    "generate": "Make Terraform or Bicep of az ml workspace YAML.",
    "lint": "Judge workspace YAML and Terraform before they are applied.",
    "rules": "List the rules.",
    "scenario": "List, show and add packs of outbound rules.",
    "schema": "Print the JSON Schema of the workspace YAML.",
}
"""Each is the function of its own name in the module of its own name."""

FINDINGS = 1
CANNOT = 2


class _Commands(click.Group):
    """Knows the commands by name and imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"mvnetgen.cli.{cmd_name}")
        command = getattr(module, cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def mvnetgen() -> None:
    """Managed virtual networks of Azure ML workspaces as code: generated right, judged before they are applied."""


def main(arguments: list[str] | None = None) -> int:
    """
    Runs a command and returns its exit code: 0 done, 1 findings, 2 could not do the job.

    Nothing but this function turns an exception into a message.
    """
    given = sys.argv[1:] if arguments is None else arguments
    try:
        code: Any = mvnetgen.main(args=given, prog_name="mvnetgen", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return CANNOT
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return CANNOT
    except BrokenPipeError:
        sys.stderr.close()  # the reader has seen enough: a closed pipe is no error
        return 0
    except MvnetgenError as error:
        click.echo(f"error: {error}", err=True)
        return CANNOT
    except Exception as error:  # noqa: BLE001 — the last one before the user
        if {"-v", "--verbose"} & set(given):
            traceback.print_exc()
        click.echo(
            f"error: a bug in mvnetgen {__version__}: {type(error).__name__}: {error}\n"
            "Run again with -v and report what it prints at https://github.com/mvnetgen/mvnetgen/issues",
            err=True,
        )
        return CANNOT
    return code if isinstance(code, int) else 0


def run() -> None:
    """The console script."""
    sys.exit(main())
