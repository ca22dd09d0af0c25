"""The settings of a run: what the command line says, over what the configuration file says, over the defaults."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from mvnetgen.azure.clouds import Cloud
from mvnetgen.formats.contents import ReadSettings
from mvnetgen.lint.baseline import read_baseline
from mvnetgen.lint.session import Settings, chosen_rules
from mvnetgen.project.config import (
    BASELINE,
    ConfigFile,
    below_repository,
    find_config,
    misnamed_configs,
    shown_path,
)
from mvnetgen.project.discovery import Exclusion
from mvnetgen.project.stored import from_data, to_data
from mvnetgen.rules.rule import Severity
from mvnetgen.text.cache import open_cache
from mvnetgen.text.errors import UsageError
from mvnetgen.text.installation import installation
from mvnetgen.text.source import read_bytes

COMMAND_LINE, DEFAULT = "command line", "default"
PATH = click.Path(path_type=Path)

Function = TypeVar("Function", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--config", type=PATH, metavar="FILE", help="The configuration file; else .mvnetgen.yml here or above."
    ),
    click.option("--select", multiple=True, metavar="RULE", help="Only these rules or groups; `all` for every rule."),
    click.option("--ignore", multiple=True, metavar="RULE", help="Not these rules or groups either."),
    click.option(
        "--fail-on",
        type=click.Choice([severity.value for severity in reversed(Severity)]),
        help="The lowest severity that makes the exit code 1; warning when not given.",
    ),
    click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave these out too, in the way of .gitignore."),
    click.option("--var-file", multiple=True, type=PATH, metavar="FILE", help="Terraform variables, as -var-file."),
    click.option("--var", multiple=True, metavar="NAME=VALUE", help="A Terraform variable, as -var."),
    click.option("--baseline", type=PATH, metavar="FILE", help="Findings in this file are known and do not count."),
    click.option("--no-ignores", is_flag=True, help="Judge as if there were no ignore comments."),
    click.option("--require-workspace", is_flag=True, help="Fail when there is no workspace to judge."),
    click.option(
        "--jobs", type=click.IntRange(0, 256), metavar="N", help="Processes that judge; 0 for one on each core."
    ),
)


def settings_options(function: Function) -> Function:
    """The options that settings come from; they arrive as one argument `given`."""
    names = [each.name for each in dataclasses.fields(Given) if each.name != "paths"]

    @functools.wraps(function)
    def collected(**arguments: Any) -> Any:
        given = Given(paths=tuple(arguments.get("paths", ())), **{name: arguments.pop(name) for name in names})
        return function(given=given, **arguments)

    for option in reversed(_OPTIONS):
        collected = option(collected)
    return cast("Function", collected)


@dataclass(frozen=True)
class Given:
    """The settings that the command line names."""

    config: Path | None = None
    paths: tuple[str, ...] = ()
    """What is judged: where the working directory has no configuration, that of the first of them counts."""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    exclude: tuple[str, ...] = ()
    var_file: tuple[Path, ...] = ()
    var: tuple[str, ...] = ()
    baseline: Path | None = None
    no_ignores: bool = False
    require_workspace: bool = False
    jobs: int | None = None


@dataclass(frozen=True)
class InForce:
    """The settings of a run, and where each comes from."""

    file: ConfigFile
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    named: frozenset[str]
    """What the command line selects, which the file's `ignore` does not take away."""
    fail_on: Severity
    exclusions: tuple[Exclusion, ...]
    var_files: tuple[str, ...]
    variables: tuple[str, ...]
    baseline: Path | None
    no_ignores: bool
    require_workspace: bool
    cloud: Cloud
    jobs: int
    rows: tuple[tuple[str, Any, str], ...]
    """Name, value and origin of every setting."""
    misnamed: tuple[str, ...] = ()
    """Files that look like a configuration and are not read."""


def judging(settings: InForce, reading: ReadSettings) -> Settings:
    """What the door to judging takes of the settings in force; the baseline is read. Raises `InputError`."""
    config = settings.file.config
    baseline = settings.baseline
    return Settings(
        select=settings.select,
        ignore=settings.ignore,
        named=settings.named,
        enforce=config.enforce,
        severities=config.severity,
        fail_on=settings.fail_on,
        policy=config.policy,
        strict_ignores=config.strict_ignores,
        no_ignores=settings.no_ignores,
        baseline=read_baseline(baseline, baseline.as_posix()) if baseline else (),
        reading=reading,
        below=below_repository(),
    )


def _config_of(paths: Iterable[str]) -> Path | None:
    """The configuration above the first path that is judged, for whoever runs from above the project."""
    first = next((Path(path).absolute() for path in paths if path != "-"), None)
    if first is None:
        return None
    return find_config(first if first.is_dir() else first.parent)


def words(given: Iterable[str]) -> tuple[str, ...]:
    """Options that take several words, each given on its own or with commas between."""
    return tuple(word.strip() for each in given for word in each.split(",") if word.strip())


def in_force(given: Given) -> InForce:
    """Puts the command line over the configuration file. Raises `InputError` for a file that is wrong."""
    here = Path.cwd()
    path = given.config or find_config(here) or _config_of(given.paths)
    file = _read(path, shown_path(path, here)) if path else ConfigFile()
    config, folder = file.config, file.directory

    def from_file(name: str) -> str:
        span = file.places.get(name)
        return f"{span.path}:{span.line}" if span else DEFAULT

    def both(name: str, more: tuple[str, ...]) -> str:
        origins = [from_file(name)] if name in file.places or not more else []
        return ", ".join([*origins, *([COMMAND_LINE] if more else [])])

    def beside(name: str) -> str:
        return shown_path(folder / name, here)

    select, ignore, exclude = words(given.select), words(given.ignore), given.exclude
    kept = (
        sorted(frozenset(chosen_rules(ignore)) & frozenset(chosen_rules(config.enforce)))
        if ignore and config.enforce
        else []
    )
    if kept:
        raise UsageError(f"--ignore cannot take `{kept[0]}` away: {from_file('enforce')} enforces it")
    var_files = (*map(beside, config.var_files), *(each.as_posix() for each in given.var_file))
    usual = Path(beside(BASELINE))
    baseline = given.baseline or (
        Path(beside(config.baseline)) if config.baseline else usual if usual.exists() else None
    )
    fail_on = Severity(given.fail_on) if given.fail_on else config.fail_on
    jobs = config.jobs if given.jobs is None else given.jobs
    rows: list[tuple[str, Any, str]] = [
        ("select", select or config.select, COMMAND_LINE if select else from_file("select")),
        ("ignore", (*config.ignore, *ignore), both("ignore", ignore)),
        ("enforce", config.enforce, from_file("enforce")),
        ("extends", config.extends, from_file("extends")),
        ("severity", {name: each.value for name, each in config.severity.items()}, from_file("severity")),
        ("fail_on", fail_on.value, COMMAND_LINE if given.fail_on else from_file("fail_on")),
        ("exclude", (*config.exclude, *exclude), both("exclude", exclude)),
        ("var_files", var_files, both("var_files", tuple(map(str, given.var_file)))),
        (
            "baseline",
            baseline.as_posix() if baseline else None,
            COMMAND_LINE if given.baseline else from_file("baseline"),
        ),
        ("strict_ignores", config.strict_ignores, from_file("strict_ignores")),
        ("no_ignores", given.no_ignores, COMMAND_LINE if given.no_ignores else DEFAULT),
        (
            "require_workspace",
            given.require_workspace or config.require_workspace,
            COMMAND_LINE if given.require_workspace else from_file("require_workspace"),
        ),
        ("jobs", jobs, from_file("jobs") if given.jobs is None else COMMAND_LINE),
        ("cloud", config.cloud, from_file("cloud")),
        ("cost_threshold", config.cost_threshold, from_file("cost_threshold")),
        ("generate", tuple(each.file for each in config.generate), from_file("generate")),
    ]
    if config.policy:
        policy = config.policy.model_dump(mode="json", exclude_none=True)
        rows += [(f"policy.{name}", value, from_file(f"policy.{name}")) for name, value in policy.items()]
    else:
        rows.append(("policy", None, from_file("policy")))
    return InForce(
        file=file,
        select=select or config.select,
        ignore=(*config.ignore, *ignore),
        named=frozenset(select) - frozenset(ignore),
        fail_on=fail_on,
        exclusions=(Exclusion(config.exclude, folder), Exclusion(exclude, here)),
        var_files=var_files,
        variables=given.var,
        baseline=baseline,
        no_ignores=given.no_ignores,
        require_workspace=given.require_workspace or config.require_workspace,
        cloud=config.cloud,
        jobs=jobs,
        rows=tuple(rows),
        misnamed=() if path else tuple(shown_path(each, here) for each in misnamed_configs(here)),
    )


def _read(path: Path, shown: str) -> ConfigFile:
    """The settings of a file; those that an earlier run found right are not read again, for that loads slowly."""
    kept = open_cache("settings", installation())
    key = b"\0".join([str(path).encode("utf-8", "surrogateescape"), shown.encode("utf-8", "surrogateescape")])
    key += b"\0" + read_bytes(path, shown)
    data = kept.get(key)
    if data is not None:
        with contextlib.suppress(ValueError, TypeError, KeyError):  # whatever an entry is that is none: read the file
            found = from_data(json.loads(data))
            if isinstance(found, ConfigFile):
                return found
    from mvnetgen.project.read_config import read_config  # noqa: PLC0415

    file = read_config(path, shown)
    if file.config.extends is None:  # what that one says is in none of these bytes
        kept.put(key, json.dumps(to_data(file)).encode("utf-8", "surrogatepass"))
    return file


def default_baseline(settings: InForce) -> Path:
    """The file that a baseline is written to."""
    return settings.baseline or settings.file.directory / BASELINE
