"""The command line: arguments in, exit code out. Commands are imported when they are called."""

from __future__ import annotations

import gc
import importlib
import keyword
import os
import sys
from typing import Any

import click

from mvnetgen import __version__
from mvnetgen.cli.group import Group
from mvnetgen.cli.terminal import NO_COLOR, QUIET, VERBOSE, mute, open_streams, put, tolerate_encodings
from mvnetgen.report.style import clean
from mvnetgen.text.errors import REPORT, MvnetgenError, trace_of

COMMANDS = {
    "config": "Show the settings in force and where each came from.",
    "diff": "Judge a change: what Azure refuses, what opens, what it costs.",
    "egress": "Show everything that may leave each network.",
    "explain": "Explain one rule: why, fix, examples.",
    "facts": "Show the dated tables behind the rules.",
    "generate": "Make Terraform or Bicep of az ml workspace YAML.",
    "import": "Write the az ml YAML of workspaces that code declares or that run in Azure.",
    "init": "Write a commented configuration, and say how to run mvnetgen in pre-commit and CI.",
    "lint": "Judge workspace YAML and Terraform before they are applied.",
    "lsp": "Serve an editor: findings while you type, what a rule opens, completion, costs.",
    "reach": "Say whether a host is allowed, and else what would allow it.",
    "rules": "List the rules.",
    "scenario": "List, show and add packs of outbound rules.",
    "schema": "Print the JSON Schema of the workspace YAML.",
}
"""Each is the function of its own name in the module of its own name; of a word of Python's, with ``_`` behind it."""

FINDINGS = 1
CANNOT = 2

EVERYWHERE = (
    (QUIET, ("-q", "--quiet"), "Print no summary and no progress."),
    (VERBOSE, ("-v", "--verbose"), "Say more; show the traceback of a bug."),
    (NO_COLOR, ("--no-color",), "No colours and no links."),
)
"""Options that every command has: the key for `terminal.wants`, how they are written, what they do."""


class _Commands(Group):
    """Knows the commands by name and imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        word = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        module = importlib.import_module(f"mvnetgen.cli.{word}")
        command = getattr(module, word)
        assert isinstance(command, click.Command)
        _add_everywhere(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


def _add_everywhere(command: click.Command) -> None:
    """Gives a command, and those below it, the options that every command has."""
    taken = {word for parameter in command.params for word in (*parameter.opts, *parameter.secondary_opts)}
    command.params += [
        click.Option(list(words), is_flag=True, expose_value=False, callback=_remember, help=help_)
        for _, words, help_ in EVERYWHERE
        if not taken & set(words)
    ]
    if "--version" not in taken:
        click.version_option(__version__, message="%(prog)s %(version)s")(command)
    if isinstance(command, click.Group):
        for child in command.commands.values():
            _add_everywhere(child)


def _remember(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    key = next(key for key, words, _ in EVERYWHERE if words[-1] in parameter.opts)
    if value:
        ctx.meta[key] = True


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def mvnetgen() -> None:
    """Managed virtual networks of Azure ML workspaces as code: generated right, judged before they are applied."""


_add_everywhere(mvnetgen)


def main(arguments: list[str] | None = None) -> int:
    """
    Runs a command and returns its exit code: 0 done, 1 findings, 2 could not do the job.

    Nothing but this function turns an exception into a message.
    """
    given = sys.argv[1:] if arguments is None else arguments
    open_streams()
    tolerate_encodings()
    if any("\0" in argument for argument in given):
        _complain("error: an argument holds a NUL character, which no name of a file can")
        return CANNOT
    try:
        code: Any = mvnetgen.main(args=given, prog_name="mvnetgen", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        context = error.ctx if isinstance(error, click.UsageError) else None
        usage = f"{context.get_usage()}\n" if context else ""
        _complain(f"{usage}error: {error.format_message()}")
        return CANNOT
    except (click.Abort, KeyboardInterrupt):
        _complain("interrupted")
        return CANNOT
    except (BrokenPipeError, SystemExit):  # click exits so when the reader of a help text has seen enough
        mute(sys.stdout)
        return 0
    except MvnetgenError as error:
        _complain(f"error: {error}")
        return CANNOT
    except OSError as error:
        mute(sys.stdout)
        _complain(f"error: output cannot be written: {(error.strerror or str(error)).lower()}")
        return CANNOT
    except Exception as error:  # noqa: BLE001 — the last one before the user
        trace = trace_of(error) if {"-v", "--verbose"} & set(given) else ""
        _complain(f"{trace}error: a bug in mvnetgen {__version__} ({type(error).__name__}); {REPORT}")
        return CANNOT
    return code if isinstance(code, int) else 0


def _complain(message: str) -> None:
    try:
        put("".join(f"{clean(line)}\n" for line in message.split("\n")), err=True)
    except OSError:
        mute(sys.stderr)


def run() -> None:
    """The console script."""
    # pydantic would read the metadata of every installed package to look for plugins, and there are none for us
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    gc.set_threshold(50_000)  # a run is short and makes few cycles; looking for them so often takes a twentieth of it
    sys.exit(main())
