"""The configuration file: read, and every mistake in it told with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mvnetgen.azure.clouds import PUBLIC, Cloud
from mvnetgen.formats.shape import nearest, shown
from mvnetgen.languages.yaml import parse_yaml
from mvnetgen.lint.catalogue import ALL, catalogue, groups, is_rule_or_group, no_such_rule
from mvnetgen.model.policy import Policy
from mvnetgen.project.config import Config, ConfigFile, shown_path
from mvnetgen.project.extends import extended, ignored_though_enforced, weakened
from mvnetgen.project.generation import Generation, Word
from mvnetgen.rules.rule import Severity
from mvnetgen.text.document import Node, kind_of
from mvnetgen.text.errors import ConfigError, InputError
from mvnetgen.text.source import Route, Source, Span, read_source, spell


class FileShape(BaseModel):
    """What a configuration file may say: the fields of `Config`."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="Settings of mvnetgen")

    select: tuple[Word, ...] = Field(default=(ALL,), description="Rules or groups that run; `all` for every rule.")
    ignore: tuple[Word, ...] = Field(default=(), description="Rules or groups that do not run.")
    enforce: tuple[Word, ...] = Field(
        default=(),
        description="Rules or groups that run in any case, and that no comment, baseline or `ignore` takes away.",
    )
    extends: Word | None = Field(
        default=None,
        description="A configuration file of this disk to start from; what it enforces cannot be weakened.",
    )
    severity: dict[Word, Severity] = Field(default={}, description="The severity of a rule instead of its own.")
    fail_on: Severity = Field(default=Severity.WARNING, description="The lowest severity that makes the exit code 1.")
    exclude: tuple[Word, ...] = Field(
        default=(), description="Files and folders to leave out, in the way of .gitignore."
    )
    var_files: tuple[Word, ...] = Field(default=(), description="Files of Terraform variables, as with -var-file.")
    baseline: Word | None = Field(default=None, description="The file of findings that are known and do not count.")
    strict_ignores: bool = Field(default=False, description="An ignore comment without a reason ignores nothing.")
    require_workspace: bool = Field(default=False, description="A run that finds no workspace to judge fails.")
    cloud: Cloud = Field(default=PUBLIC, description="The cloud that templates ask for with `environment()`.")
    jobs: int = Field(default=0, ge=0, le=256, description="Processes that judge at once; 0 for one on each core.")
    generate: tuple[Generation, ...] = Field(
        default=(), description="What `mvnetgen generate` makes when no file is named."
    )
    policy: Policy | None = Field(default=None, description="What this organization allows; each part turns a rule on.")
    cost_threshold: float = Field(
        default=0, ge=0, description="USD a month by which a change may grow the cost before that is a warning."
    )


DEEPEST = 10
"""Configuration files that extend each other."""


def read_config(path: Path, shown_as: str | None = None, *, above: tuple[Path, ...] = ()) -> ConfigFile:
    """
    The settings of a file, over those of the file that it extends. `above` are the files that lead to it.

    Raises `InputError` when it cannot be read or is no YAML, `ConfigError` with every mistake and its place otherwise.
    """
    source = read_source(path, shown_as)
    if _is_empty(source):
        return ConfigFile(path=path, shown=source.path)
    document = parse_yaml(source)
    mistakes = [ConfigError(each.message, each.place.key or each.place.span) for each in document.misread]
    if not isinstance(document.top.value, Mapping):
        message = f"is {kind_of(document.top.value)} at the top; settings are a mapping, such as `fail_on: error`"
        raise ConfigError(message, document.top.span)
    mistakes += [ConfigError("a NUL character can stand in no setting", span) for span in _with_nul(document.top)]
    values = _plain(document.top)
    try:
        shape = FileShape.model_validate(values)
    except ValidationError as error:
        mistakes += [_mistake(each, document.top) for each in error.errors(include_url=False)]
        shape = FileShape()
    mistakes += _unknown_rules(document.top)
    if mistakes:
        raise _all_of(mistakes)
    own = ConfigFile(Config(**dict(shape)), path, source.path, dict(_places(document.top)))
    mistakes = ignored_though_enforced(own, own)
    if own.config.extends is not None:
        base = _base(own, above)
        mistakes += weakened(own, base)
        own = extended(own, base)
    if mistakes:
        raise _all_of(mistakes)
    return own


def _base(own: ConfigFile, above: tuple[Path, ...]) -> ConfigFile:
    """The file that a file extends. Raises `ConfigError` when it cannot be."""
    name, place = own.config.extends or "", own.places["extends"]
    if "://" in name:
        raise ConfigError("`extends` names a file of this disk, not an address", place)
    assert own.path is not None
    path = own.directory / name
    chain = (*above, own.path.resolve())
    if path.resolve() in chain or len(chain) > DEEPEST:
        raise ConfigError(f"`{shown(name)}` extends this file in turn", place)
    try:
        return read_config(path, shown_path(path, Path.cwd()), above=chain)
    except ConfigError:
        raise
    except InputError as error:
        raise ConfigError(f"`extends`: `{shown(name)}` {error.message}", place) from error


def config_schema() -> dict[str, Any]:
    """The JSON Schema of the configuration file, for editors."""
    schema = FileShape.model_json_schema()
    names = {"enum": [ALL, *groups(), *catalogue()]}
    for key in ("select", "ignore", "enforce"):
        schema["properties"][key]["items"] = names
    schema["properties"]["severity"]["propertyNames"] = {"enum": list(catalogue())}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _is_empty(source: Source) -> bool:
    lines = (line.strip() for line in source.lines)
    return all(not line or line.startswith("#") or line == "---" for line in lines)


def _plain(node: Node) -> Any:
    match node.value:
        case Mapping() as entries:
            return {key: _plain(child) for key, child in entries.items()}
        case tuple() as items:
            return [_plain(item) for item in items]
        case date() as day:
            return day.isoformat()
    return node.value


def _with_nul(node: Node) -> Iterator[Span]:
    """Where a text holds what no name of a file, of a rule or of a host can."""
    match node.value:
        case Mapping() as entries:
            for child in entries.values():
                yield from _with_nul(child)
        case tuple() as items:
            for item in items:
                yield from _with_nul(item)
        case str() as text if "\0" in text:
            yield node.span


def _at(route: Iterable[str | int], top: Node) -> Node:
    """The node of a route, or its nearest parent."""
    node = top
    for step in route:
        match node.value:
            case Mapping() as entries if step in entries:
                node = entries[step]
            case tuple() as items if isinstance(step, int) and step < len(items):
                node = items[step]
            case _:
                break
    return node


def _places(top: Node) -> Iterator[tuple[str, Span]]:
    assert isinstance(top.value, Mapping)
    for key, child in top.value.items():
        yield key, child.key or child.span
        if key == "policy" and isinstance(child.value, Mapping):
            yield from ((f"policy.{name}", each.key or each.span) for name, each in child.value.items())


_KNOWN: Mapping[Any, type[BaseModel]] = {"policy": Policy, "generate": Generation}
"""What stands below a key, where that is not the top."""


def _mistake(error: Any, top: Node) -> ConfigError:
    """What pydantic found, in our words."""
    route: Route = tuple(error["loc"])
    kind, context = error["type"], error.get("ctx", {})
    on_key = route[-1:] == ("[key]",)
    route = route[:-1] if on_key else route
    node = _at(route, top)
    name = spell(route)
    match kind:
        case "extra_forbidden":
            known = _KNOWN.get(route[0] if len(route) > 1 else "", FileShape).model_fields
            guess = nearest(str(route[-1]), known)
            hint = f"; did you mean `{guess}`?" if guess else f"; there are {_listed(known)}"
            return ConfigError(f"`{shown(name)}` is no setting{hint}", node.key or node.span)
        case "enum" | "literal_error":
            allowed = _words(context.get("expected", ""))
            guess = nearest(str(node.value), allowed)
            hint = f"; did you mean `{guess}`?" if guess else ""
            return ConfigError(f"`{name}` is one of {_listed(allowed)}, not `{shown(node.value)}`{hint}", node.span)
        case "missing":
            return ConfigError(f"`{name}` is missing", node.span)
        case "too_short":
            return ConfigError(f"`{name}` is empty", node.span)
        case "string_too_short":
            return ConfigError(f"`{name}` is empty", node.span)
        case "greater_than_equal" | "less_than_equal":
            limits = "of at least 0" if name == "cost_threshold" else "from 0 to 256"
            return ConfigError(f"`{name}` is a number {limits}", node.span)
    wanted = {
        "tuple_type": "a list",
        "string_type": "a text",
        "dict_type": "a mapping",
        "model_type": "a mapping",
        "model_attributes_type": "a mapping",
        "bool_type": "`true` or `false`",
        "bool_parsing": "`true` or `false`",
        "int_type": "a whole number",
        "int_parsing": "a whole number",
        "int_from_float": "a whole number",
        "float_type": "a number",
        "float_parsing": "a number",
        "finite_number": "a number",
    }.get(kind)
    if wanted is None:
        return ConfigError(f"`{name}` is wrong: {error['msg']}", node.span)
    example = f"; write `{name}: [{shown(node.value)}]`" if kind == "tuple_type" and isinstance(node.value, str) else ""
    return ConfigError(f"`{name}` is {kind_of(node.value)}, and {wanted} is needed{example}", node.span)


def _words(expected: str) -> list[str]:
    return [word.strip().strip("'") for word in expected.replace(" or ", ",").split(",") if word.strip()]


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _unknown_rules(top: Node) -> list[ConfigError]:
    mistakes = []
    for key in ("select", "ignore", "enforce"):
        node = top.get(key)
        for item in node.value if node and isinstance(node.value, tuple) else ():
            word = item.value
            if isinstance(word, str) and word and not is_rule_or_group(word):
                mistakes += [ConfigError(no_such_rule(word), item.span)]
    severities = top.get("severity")
    if severities and isinstance(severities.value, Mapping):
        for name, child in severities.value.items():
            if name not in catalogue():
                mistakes.append(ConfigError(no_such_rule(name, with_groups=False), child.key or child.span))
    return mistakes


def _all_of(mistakes: list[ConfigError]) -> ConfigError:
    first, *rest = sorted(mistakes, key=lambda each: (each.span, each.message))
    return ConfigError("\n".join([first.message, *(str(each) for each in rest)]), first.span)
