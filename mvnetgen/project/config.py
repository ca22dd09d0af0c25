"""The settings of a project, and where their file is found. Reading the file is `read_config`, which loads slowly."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mvnetgen.azure.clouds import PUBLIC, Cloud
from mvnetgen.lint.catalogue import ALL
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import ConfigError
from mvnetgen.text.source import Span

if TYPE_CHECKING:
    from mvnetgen.model.policy import Policy
    from mvnetgen.project.generation import Generation

NAME = ".mvnetgen.yml"
NAMES = (NAME, ".mvnetgen.yaml")
"""What the configuration file may be called."""
MISNAMED = (
    "mvnetgen.yml", "mvnetgen.yaml", ".mvnetgen", ".mvnetgenrc", ".mvnetgen.json", ".mvnetgen.toml", "mvnetgen.toml",
)  # fmt: skip
"""What people call it by mistake: pointed out, never read."""
BASELINE = ".mvnetgen-baseline.json"


@dataclass(frozen=True)
class Config:
    """The settings of a project, at their defaults; `read_config.FileShape` says what a file may make of them."""

    select: tuple[str, ...] = (ALL,)
    ignore: tuple[str, ...] = ()
    enforce: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: Severity = Severity.WARNING
    exclude: tuple[str, ...] = ()
    var_files: tuple[str, ...] = ()
    baseline: str | None = None
    strict_ignores: bool = False
    require_workspace: bool = False
    cloud: Cloud = PUBLIC
    jobs: int = 0
    generate: tuple[Generation, ...] = ()
    policy: Policy | None = None
    cost_threshold: float = 0
    extends: str | None = None


@dataclass(frozen=True)
class ConfigFile:
    """The configuration in force, the file it came from, and where each of its settings stands."""

    config: Config = field(default_factory=Config)
    path: Path | None = None
    """None when there is no file: everything is at its default."""
    shown: str = ""
    """Its name in messages."""
    places: Mapping[str, Span] = field(default_factory=dict)
    """By dotted name: ``fail_on``, ``policy.fqdns``."""

    @property
    def directory(self) -> Path:
        """The folder that paths in the file start from."""
        return self.path.parent if self.path else Path()


def repository_root(start: Path) -> Path | None:
    """The folder at or above `start` that holds ``.git``; None outside of a repository."""
    return next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), None)


def find_config(start: Path) -> Path | None:
    """
    The nearest ``.mvnetgen.yml`` (or ``.yaml``) at or above an absolute folder, and not above the top of its repository.

    Raises `ConfigError` for a folder that has both.
    """
    for folder in _up_to_the_top(start):
        found = [folder / name for name in NAMES if (folder / name).is_file()]
        if len(found) > 1:
            one, other = (shown_path(path, Path.cwd()) for path in found)
            raise ConfigError(f"stands beside {one}, and only one of them can be meant", Span.point(other))
        if found:
            return found[0]
    return None


def misnamed_configs(start: Path) -> tuple[Path, ...]:
    """Files that look like a configuration at or above a folder, and that nobody reads because of their names."""
    found = (folder / name for folder in _up_to_the_top(start) for name in MISNAMED)
    return tuple(path for path in found if path.is_file())


def _up_to_the_top(start: Path) -> Iterator[Path]:
    for folder in (start, *start.parents):
        yield folder
        if (folder / ".git").exists():
            return


def shown_path(path: Path, here: Path) -> str:
    """A path as findings show it: relative to the (absolute) working directory, with ``/``."""
    try:
        return os.path.relpath(path, here).replace(os.sep, "/")
    except ValueError:  # another drive
        return path.as_posix()


def below_repository() -> str:
    """The working directory as seen from the top of its repository; empty at the top, or outside of any."""
    here = Path.cwd()
    root = repository_root(here)
    below = shown_path(here, root) if root else "."
    return "" if below == "." else below
