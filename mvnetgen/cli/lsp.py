"""``mvnetgen lsp``."""

from __future__ import annotations

import click

from mvnetgen.cli.settings import Given, in_force, judging
from mvnetgen.formats.contents import ReadSettings
from mvnetgen.lint.session import Settings
from mvnetgen.project.discovery import Exclusion
from mvnetgen.text.errors import InstallationError

_PACKAGES = ("pygls", "lsprotocol", "cattrs")


@click.command()
@click.option("--stdio", is_flag=True, expose_value=False, help="Speak through stdin and stdout, as it does anyway.")
def lsp() -> int:
    """Serve an editor: findings while you type, what a rule opens, completion, costs. Needs `mvnetgen[lsp]`."""
    try:
        from mvnetgen.editor.server import serve  # noqa: PLC0415 - of an extra
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _PACKAGES:
            raise
        message = "the language server needs pygls, which is not installed: pip install 'mvnetgen[lsp]'"
        raise InstallationError(message) from error
    serve(_settings_here)
    return 0


def _settings_here() -> tuple[Settings, tuple[Exclusion, ...]]:
    """The settings that `mvnetgen lint` would have in the working directory."""
    settings = in_force(Given())
    reading = ReadSettings(None, {}, settings.var_files, settings.variables, settings.cloud)
    return judging(settings, reading), settings.exclusions
