"""Every exception that is raised on purpose. They carry data and a message, and never print."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mvnetgen.text.source import Span


class MvnetgenError(Exception):
    """Something kept mvnetgen from doing its job: exit code 2."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UsageError(MvnetgenError):
    """The command line asks for something that makes no sense."""


class InputError(MvnetgenError):
    """A file that cannot be read or parsed, with the place where reading stopped."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.span = span

    def __reduce__(self) -> tuple[type[InputError], tuple[str, Span]]:
        """Errors travel between processes."""
        return type(self), (self.message, self.span)

    def __str__(self) -> str:
        return f"{self.span.path}:{self.span.line}:{self.span.column}: {self.message}"


class ConfigError(InputError):
    """A mistake in the configuration file."""


class RenderError(MvnetgenError):
    """A workspace that cannot be written as infrastructure code: a value is missing, unknown, or has no form there."""


class TemplateError(MvnetgenError):
    """A user's template that cannot be rendered."""


class OutputError(MvnetgenError):
    """Output that cannot be written, or must not be overwritten."""


class InstallationError(MvnetgenError):
    """The installation is broken in a way that its user can mend: a wrong package, a missing file."""
