"""Parameter files: values for the parameters of a template, in which nothing is an expression."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mvnetgen.languages.arm_json.json_text import Json, Members
from mvnetgen.languages.arm_json.reading import Reading, child, entry, members, plain_node, text_at
from mvnetgen.languages.deployment import Problem
from mvnetgen.languages.symbolic import Symbolic, some_text, text_in_part
from mvnetgen.text.document import HOLE, Cause, Node
from mvnetgen.text.source import Span

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)(?:=([^}]*))?\}")


@dataclass(frozen=True, slots=True)
class ParameterFile:
    """The values of a parameter file, by the names of parameters in lower case."""

    path: str
    values: Mapping[str, Node] = field(default_factory=dict)
    names: Mapping[str, Node] = field(default_factory=dict)
    """How and where each name is written."""
    problems: tuple[Problem, ...] = ()


def is_parameter_file(root: Json | None) -> bool:
    """Whether a JSON value says of itself that it is a parameter file."""
    schema = text_at(root, "$schema") or ""
    return "deploymentparameters.json" in schema.lower()


def read_parameters(reading: Reading) -> ParameterFile:
    """What a parameter file gives; it may come without its envelope."""
    problems = [Problem(each.message, reading.place(each.start, each.end)) for each in reading.document.mistakes]
    root = reading.root
    if root is None or not isinstance(root.value, Members):
        if not problems:
            problems.append(Problem("a parameter file is an object", Span.point(reading.path)))
        return ParameterFile(reading.path, problems=tuple(problems))
    inner = entry(root, "parameters")
    values: dict[str, Node] = {}
    names: dict[str, Node] = {}
    for key, item in members(inner[1] if inner else root):
        name = str(key.value)
        if inner is None and name.lower() in {"$schema", "contentversion", "metadata"}:
            continue
        node = given_value(name, item, reading)
        if node is not None:
            values[name.lower()] = node
            names[name.lower()] = Node(name, reading.span(key))
    return ParameterFile(reading.path, values, names, tuple(problems))


def given_value(name: str, item: Json, reading: Reading) -> Node | None:
    """The value that ``{"value": …}`` or ``{"reference": …}`` gives; None for what is neither."""
    value = child(item, "value")
    if value is not None:
        return with_variables(plain_node(value, reading))
    reference = child(item, "reference")
    if reference is not None:
        return secret(name, reference, reading)
    return None


def secret(name: str, reference: Json, reading: Reading) -> Node:
    """The value that lies in a key vault."""
    vault = text_at(child(reference, "keyvault"), "id") or ""
    label = f"secret {vault}/{text_at(reference, 'secretname') or ''}"
    span = reading.span(reference)
    reason = f"the value of `{name[:60]}` lies in a key vault"
    return Node(some_text(label, reason, span, Cause.SENSITIVE), span, sensitive=True)


def with_variables(node: Node) -> Node:
    """A value in which ``${NAME}`` and ``${NAME=default}`` stand for variables of the environment, as `azd` has it."""
    value = node.value
    if isinstance(value, str):
        return Node(_filled(value, node.span), node.span, node.key, node.origin) if "${" in value else node
    if isinstance(value, Mapping):
        return Node({key: with_variables(item) for key, item in value.items()}, node.span, node.key)
    if isinstance(value, tuple):
        return Node(tuple([with_variables(item) for item in value]), node.span, node.key)
    return node


def _filled(text: str, span: Span) -> str | Symbolic:
    """Without a default a variable is unknown."""
    names = [found[1] for found in _VARIABLE.finditer(text) if found[2] is None]

    def fill(found: re.Match[str]) -> str:
        return f"{HOLE}env.{found[1]}{HOLE}" if found[2] is None else found[2]

    symbol = _VARIABLE.sub(fill, text)
    reason = f"the environment variable `{names[0]}` is set outside" if names else ""
    return text_in_part(symbol, reason, span, Cause.VARIABLE)
