"""
Bicep as we generate it, evaluated to what ARM gets: parameters, variables, interpolation, objects, arrays, loops, references.

Anything else raises `ValueError`: the generator must not outgrow its proof without a word.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from mvnetgen.generate import Options, plan_deployment
from mvnetgen.generate.filters import bicep
from mvnetgen.languages.bicep import syntax
from mvnetgen.languages.bicep.parse import parse
from mvnetgen.model.workspace import Workspace
from tests.generate.deployed import LOCATION, MADE_NAME, SYMBOLS, TENANT, Deployed

_KNOWN = {"resourceGroup().location": LOCATION, "tenant().tenantId": TENANT, "resourceGroup().id": "<group>"}
_HASHED = {"take": MADE_NAME, "uniqueString": "<hash>", "guid": "<guid>"}
_WORKSPACES = "Microsoft.MachineLearningServices/workspaces"


@dataclass(frozen=True)
class Reference:
    """A resource, or something of it that only Azure knows."""

    path: str

    def __str__(self) -> str:
        return f"<{self.path}>"


@dataclass(frozen=True)
class Declared:
    """A resource or module of a file, evaluated; a loop is a list of them."""

    symbol: str
    type: str
    value: object
    existing: bool


def parse_bicep(text: str, path: str = "main.bicep") -> syntax.File:
    """The tree of a file. Fails for one with an error in it."""
    file = parse(path, text)
    assert file.problems == (), file.problems
    return file


def parse_parameters(text: str) -> syntax.File:
    """The tree of a ``.bicepparam`` file."""
    return parse_bicep(text, "main.bicepparam")


def parameters_of(text: str) -> dict[str, object]:
    """What a ``.bicepparam`` file says."""
    file = parse_parameters(text)
    found = [each for each in file.statements if isinstance(each, syntax.Assignment)]
    return {each.name.name: _Scope(file).value(each.value) for each in found}


def declared_in(text: str, parameters: dict[str, object] | None = None) -> list[Declared]:
    """The resources and modules of a file, existing ones too. A parameter without a value is written in angle brackets."""
    file = parse_bicep(text)
    scope = _Scope(file)
    symbols = [each for each in file.statements if isinstance(each, syntax.Resource | syntax.Module)]
    scope.names = {each.name.name: Reference(_snake(each.name.name)) for each in symbols}
    statements = [each for each in file.statements if isinstance(each, syntax.Parameter)]
    given = parameters or {}
    scope.names |= {each.name.name: Reference(each.name.name) for each in statements}
    scope.names |= {name: value for name, value in given.items() if name in scope.names}
    for each in statements:  # a default may come of a parameter further down
        if each.name.name not in given and each.default is not None:
            scope.names[each.name.name] = scope.value(each.default)
    for each in file.statements:
        if isinstance(each, syntax.Variable):
            scope.names[each.name.name] = scope.value(each.value)
    return [
        Declared(
            _snake(each.name.name),
            str(scope.value(each.type if isinstance(each, syntax.Resource) else each.source)),
            _plain(scope.value(each.value)),
            isinstance(each, syntax.Resource) and each.existing,
        )
        for each in symbols
    ]


def resources_of(text: str, parameters: dict[str, object] | None = None) -> list[Declared]:
    """The resources of a file, existing ones too."""
    return [each for each in declared_in(text, parameters) if "@" in each.type]


def given_parameters(files: dict[str, str], values: dict[str, str] | None = None) -> dict[str, object]:
    """What ``main.bicepparam`` says; what it leaves to be filled in is what `values` has for it."""
    found = parameters_of(files["main.bicepparam"])
    return {name: (values or {}).get(name, value) if value == "" else value for name, value in found.items()}


def placeholder_values(workspace: Workspace) -> dict[str, str]:
    """The parameters for placeholders of a workspace: each stands for itself."""
    inputs = plan_deployment(workspace, Options()).inputs.placeholders
    return {bicep(each.use): placeholder for placeholder, each in inputs.items()}


def read_bicep(files: dict[str, str], values: dict[str, str] | None = None) -> Deployed:
    """What ``main.bicep`` deploys with the parameters of ``main.bicepparam``, placeholders filled in."""
    found = resources_of(files["main.bicep"], given_parameters(files, values))
    made: dict[str, dict] = {}
    workspace: dict = {}
    rules: dict[str, dict] = {}
    for each in found:
        kind, _, version = each.type.partition("@")
        if each.existing:
            continue
        if kind == _WORKSPACES:
            assert isinstance(each.value, dict)
            workspace = _arm(kind, version, each.value)
        elif kind == f"{_WORKSPACES}/outboundRules":
            assert isinstance(each.value, list)
            rules |= {rule["name"]: rule["properties"] for rule in each.value}
        elif kind.lower() in SYMBOLS:
            assert isinstance(each.value, dict)
            made[SYMBOLS[kind.lower()]] = _arm(kind, version, each.value)
    return Deployed(workspace, rules, made)


def _arm(kind: str, version: str, value: dict) -> dict:
    kept = {key: each for key, each in value.items() if key != "dependsOn" and (key, each) != ("tags", {})}
    return {"type": kind, "apiVersion": version} | kept


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _plain(value: object) -> object:
    """Data with references as texts."""
    match value:
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list():
            return [_plain(each) for each in value]
        case Reference():
            return str(value)
    return value


class _Scope:
    """Names with their values, and what expressions mean among them."""

    def __init__(self, file: syntax.File, names: dict[str, object] | None = None) -> None:
        self.file = file
        self.names = names or {}

    def value(self, part: syntax.Part) -> object:
        """The value of an expression."""
        match part:
            case syntax.Literal(value=value):
                return value
            case syntax.Text(parts=parts):
                return "".join(each if isinstance(each, str) else str(_plain(self.value(each))) for each in parts)
            case syntax.Name(name=name):
                return self.names[name]
            case syntax.ObjectLiteral(entries=entries):
                kept = [each for each in entries if isinstance(each, syntax.Property)]
                return {str(self.value(each.key)): self.value(each.value) for each in kept}
            case syntax.ArrayLiteral(items=items):
                return [self.value(each) for each in items]
            case syntax.Member() | syntax.Item():
                return self._inside(part)
            case syntax.Conditional(condition=condition, then=then, otherwise=otherwise):
                return self.value(then if self.value(condition) else otherwise)
            case syntax.If(body=body):
                return self.value(body)
            case syntax.For(item=item, collection=collection, body=body):
                items = self.value(collection)
                assert isinstance(items, list)
                return [_Scope(self.file, self.names | {item.name: each}).value(body) for each in items]
            case syntax.Call():
                return self._call(part)
            case syntax.Unary(operator="!", operand=operand):
                return not self.value(operand)
        raise ValueError(self.file.written(part))

    def _inside(self, part: syntax.Member | syntax.Item) -> object:
        written = self.file.written(part)
        if written in _KNOWN:
            return _KNOWN[written]
        whole = self.value(part.of)
        step = part.name.name if isinstance(part, syntax.Member) else self.value(part.key)
        if isinstance(whole, Reference):
            return Reference(f"{whole.path}.{step}")
        assert isinstance(whole, dict | list)
        return whole[step]  # type: ignore[index]

    def _call(self, part: syntax.Call) -> object:
        name = part.name.name
        if name in _HASHED:
            return _HASHED[name]
        if name == "toObject":
            items, key, value = part.arguments
            return {str(self._each(key, each)): self._each(value, each) for each in self.value(items)}  # type: ignore[attr-defined]
        arguments = [self.value(each) for each in part.arguments]
        if name in ("resourceGroup", "subscriptionResourceId"):
            return Reference(f"{name}({', '.join(map(repr, arguments))})")
        return _FUNCTIONS[name](*arguments)

    def _each(self, function: syntax.Expression, item: object) -> object:
        assert isinstance(function, syntax.Lambda)
        (parameter,) = function.parameters
        return _Scope(self.file, self.names | {parameter.name: item}).value(function.body)


_FUNCTIONS: dict[str, Callable[..., object]] = {
    "split": lambda text, separator: str(text).split(separator),
    "last": lambda items: items[-1],
    "concat": lambda *lists: [each for items in lists for each in items],
    "replace": lambda text, old, new: str(text).replace(old, new),
    "toLower": lambda text: str(text).lower(),
    "contains": lambda text, part: part in text,
    "empty": lambda items: not items,
}
