"""Every exception that is raised on purpose. They carry data and a message, and never print."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any

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

    label = "syntax-error"
    """What stands where a finding has its rule."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.span = span

    def __reduce__(self) -> tuple[type[InputError], tuple[Any, ...]]:
        """Errors travel between processes."""
        return type(self), (self.message, self.span)

    def __str__(self) -> str:
        return f"{self.span.path}:{self.span.line}:{self.span.column}: {self.message}"


class MissingError(InputError):
    """A path that somebody named, and that is not there."""

    label = "missing-path"


class CrashError(InputError):
    """A bug of ours that costs one file: the others are judged all the same."""

    label = "bug"

    def __init__(self, message: str, span: Span, trace: str = "") -> None:
        super().__init__(message, span)
        self.trace = trace
        """Where in our code it happened."""

    @classmethod
    def of(cls, error: BaseException, span: Span) -> CrashError:
        """The crash that an exception is."""
        return cls(f"could not be judged: a bug in mvnetgen ({type(error).__name__}); {REPORT}", span, trace_of(error))

    def __reduce__(self) -> tuple[type[InputError], tuple[Any, ...]]:
        return type(self), (self.message, self.span, self.trace)


REPORT = "run again with -v and report what it prints at https://github.com/mvnetgen/mvnetgen/issues"


def trace_of(error: BaseException) -> str:
    """
    The way to an exception through our code, its type last.

    Not its message: that may hold values of the user's, be they secret, and people publish what they report.
    """
    lines = traceback.format_tb(error.__traceback__)
    return "".join(["Traceback (most recent call last):\n", *lines, f"{type(error).__name__}\n"])


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
