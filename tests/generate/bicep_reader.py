"""
Bicep as we generate it, evaluated to what ARM gets: parameters, variables, interpolation, objects, arrays, loops, references.

Anything else raises `ValueError`: the generator must not outgrow its proof without a word.
"""

import re
from dataclasses import dataclass

import tree_sitter_bicep
from tree_sitter import Language, Node, Parser

from tests.generate.deployed import LOCATION, MADE_NAME, SYMBOLS, TENANT, Deployed

_PARSER = Parser(Language(tree_sitter_bicep.language()))
_KNOWN = {"resourceGroup().location": LOCATION, "tenant().tenantId": TENANT}
_HASHED = {"take": MADE_NAME, "uniqueString": "<hash>", "guid": "<guid>"}
_SCOPES = {"resourceGroup", "subscriptionResourceId"}
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


def parse_bicep(text: str) -> Node:
    """The tree of a file. Fails for one with an error in it."""
    tree = _PARSER.parse(text.encode())
    assert not tree.root_node.has_error, text
    return tree.root_node


def parse_parameters(text: str) -> Node:
    """The tree of a ``.bicepparam`` file: the grammar knows parameters with a type only."""
    return parse_bicep(re.sub(r"^param (\w+) =", r"param \1 string =", text, flags=re.MULTILINE))


def parameters_of(text: str) -> dict[str, object]:
    """What a ``.bicepparam`` file says."""
    found = parse_parameters(text).children
    return {_name(node): _Scope().value(node.named_children[-1]) for node in found if node.type == _PARAMETER}


def resources_of(text: str, parameters: dict[str, object] | None = None) -> list[Declared]:
    """The resources of a file, existing ones too. A parameter without a value is written in angle brackets."""
    scope = _Scope()
    declarations = [node for node in parse_bicep(text).children if node.type.endswith("_declaration")]
    symbols = [node for node in declarations if node.type in (_RESOURCE, _MODULE)]
    scope.names = {_name(node): Reference(_snake(_name(node))) for node in symbols}
    for node in declarations:
        if node.type == _PARAMETER:
            scope.names[_name(node)] = _parameter(node, parameters or {}, scope)
        elif node.type == _VARIABLE:
            scope.names[_name(node)] = scope.value(node.named_children[-1])
    return [
        Declared(
            _snake(_name(node)),
            _plain(scope.value(next(child for child in node.named_children if child.type == "string"))),
            _plain(scope.value(node.named_children[-1])),
            any(child.type == "existing" or child.text == b"existing" for child in node.children),
        )
        for node in symbols
        if node.type == _RESOURCE
    ]


def read_bicep(files: dict[str, str]) -> Deployed:
    """What ``main.bicep`` deploys with the parameters of ``main.bicepparam``."""
    found = resources_of(files["main.bicep"], parameters_of(files["main.bicepparam"]))
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
    return {"type": kind, "apiVersion": version} | {key: each for key, each in value.items() if key != "dependsOn"}


_PARAMETER, _VARIABLE, _RESOURCE, _MODULE = (
    f"{each}_declaration" for each in ("parameter", "variable", "resource", "module")
)


def _name(declaration: Node) -> str:
    return _text(next(child for child in declaration.named_children if child.type == "identifier"))


def _text(node: Node) -> str:
    return node.text.decode()


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _parameter(node: Node, given: dict[str, object], scope: "_Scope") -> object:
    name = _name(node)
    if name in given:
        return given[name]
    default = node.named_children[-1]
    return Reference(name) if default.type == "type" else scope.value(default)


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

    def __init__(self, names: dict[str, object] | None = None) -> None:
        self.names = names or {}

    def value(self, node: Node) -> object:
        """The value of an expression."""
        match node.type:
            case "string":
                return self._string(node)
            case "object":
                entries = [child for child in node.named_children if child.type == "object_property"]
                return {self._key(each.named_children[0]): self.value(each.named_children[-1]) for each in entries}
            case "array":
                return [self.value(child) for child in node.named_children]
            case "boolean":
                return node.text == b"true"
            case "number":
                return int(node.text)
            case "null":
                return None
            case "identifier":
                return self.names[_text(node)]
            case "member_expression":
                return self._member(node)
            case "call_expression":
                return self._call(node)
            case "for_statement":
                variable, collection, body = node.named_children
                items = self.value(collection)
                assert isinstance(items, list)
                return [_Scope(self.names | {_text(variable): item}).value(body) for item in items]
        raise ValueError(f"{node.type}: {_text(node)}")

    def _key(self, node: Node) -> str:
        return self._string(node) if node.type == "string" else _text(node)

    def _member(self, node: Node) -> object:
        if _text(node) in _KNOWN:
            return _KNOWN[_text(node)]
        whole, step = self.value(node.named_children[0]), _text(node.named_children[1])
        if isinstance(whole, Reference):
            return Reference(f"{whole.path}.{step}")
        assert isinstance(whole, dict)
        return whole[step]

    def _call(self, node: Node) -> object:
        function = _text(node.named_children[0])
        if function in _HASHED:
            return _HASHED[function]
        if function in _SCOPES:
            return Reference(_text(node))
        raise ValueError(_text(node))

    def _string(self, node: Node) -> str:
        source, start, pieces = node.text, 1, []
        for child in node.named_children:
            if child.type == "interpolation":
                at = child.start_byte - node.start_byte
                pieces += [_unescaped(source[start:at]), str(_plain(self.value(child.named_children[0])))]
                start = child.end_byte - node.start_byte
        return "".join([*pieces, _unescaped(source[start:-1])])


def _unescaped(source: bytes) -> str:
    named = {"n": "\n", "r": "\r", "t": "\t"}

    def unescape(found: re.Match[str]) -> str:
        return chr(int(found[1], 16)) if found[1] else named.get(found[2], found[2])

    return re.sub(r"\\(?:u\{([0-9a-f]+)\}|(.))", unescape, source.decode())
