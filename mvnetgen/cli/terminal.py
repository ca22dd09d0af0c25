"""What the standard streams can do, and how everything that is printed reaches them."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
from pathlib import Path
from typing import IO

import click

from mvnetgen.report.style import PAGE, Style, defused

QUIET, VERBOSE, NO_COLOR = "mvnetgen.quiet", "mvnetgen.verbose", "mvnetgen.no_color"


def wants(key: str) -> bool:
    """Whether one of the options that every command has was given."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(key))


def style_of(stream: IO[str]) -> Style:
    """How text for a stream looks: ``--no-color``, NO_COLOR and FORCE_COLOR decide before the terminal does."""
    terminal = is_terminal(stream)
    colours = terminal
    if os.environ.get("FORCE_COLOR", "") not in ("", "0"):
        colours = True
    if os.environ.get("NO_COLOR") or wants(NO_COLOR):
        colours = False
    links = terminal and colours and os.environ.get("TERM") != "linux" and not os.environ.get("CI")
    return Style(colours, links, shutil.get_terminal_size().columns if terminal else PAGE)


def is_terminal(stream: IO[str]) -> bool:
    """Whether somebody looks at the stream, on a terminal that can do more than print."""
    try:
        return stream.isatty() and os.environ.get("TERM") != "dumb"
    except ValueError:  # closed
        return False


def put(text: str, *, err: bool = False, commands: bool = False, exact: bool = False) -> None:
    """
    Prints a text. A reader that has seen enough is no error: the work goes on, and nobody is told of it.

    Nothing in it is a command to the runner of a pipeline, unless it is made of `commands`. What is `exact`, such as code
    that goes to a file, is changed only where such a runner listens.
    """
    if not commands and (not exact or _in_a_pipeline()):
        text = defused(text)
    stream = sys.stderr if err else sys.stdout
    style = style_of(stream)
    try:
        click.echo(text, file=stream, nl=False, color=style.colours or style.links)
        stream.flush()
    except BrokenPipeError:
        mute(stream)


def _in_a_pipeline() -> bool:
    return any(os.environ.get(name) for name in ("TF_BUILD", "GITHUB_ACTIONS"))


def open_streams() -> None:
    """Puts the null device where a standard stream was closed before the start: Python has None there."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end


def tolerate_encodings() -> None:
    """A character that a stream cannot encode is spelled out instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(OSError, ValueError):
                stream.reconfigure(errors="backslashreplace")


def mute(stream: IO[str]) -> None:
    """Lets a stream whose reader is gone end quietly: what is still in its buffer goes nowhere."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
