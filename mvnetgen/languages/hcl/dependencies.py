"""What waits for what: the order that references and ``depends_on`` force on Terraform, across local modules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from mvnetgen.languages.hcl.syntax import Attribute, Body, Expression, Index, Variable

_EACH_OF_A_SPLAT = "*"
_NOT_RESOURCES = frozenset({"each", "count", "self", "path", "terraform"})


def references(expression: object) -> Iterator[str]:
    """
    What an expression refers to, in words of its module: ``azapi_resource.ws``, ``local.rules``, ``var.mode``,
    ``data.azurerm_x.y``, ``module.net.output.id`` (or ``module.net`` when no output is named).
    """
    waiting: list[Any] = [expression]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Attribute | Index):
            steps, rest = _traversal(item)
            waiting.extend(rest)
            if name := _name(steps):
                yield name
                continue
        if isinstance(item, tuple):
            waiting.extend(item)
        else:
            waiting.extend([getattr(item, name) for name in _parts(type(item))])


_PARTS: dict[type, tuple[str, ...]] = {}


def _parts(kind: type) -> tuple[str, ...]:
    """The fields of a part of the tree in which others may stand; asked of Python once for each kind of part."""
    if kind not in _PARTS:
        names = tuple(each.name for each in fields(kind) if each.name != "span") if is_dataclass(kind) else ()
        _PARTS[kind] = names
    return _PARTS[kind]


def _traversal(expression: Expression) -> tuple[list[str], list[object]]:
    """The words of ``a.b["c"].d`` from the left, and the index expressions on the way."""
    steps: list[str] = []
    rest: list[object] = []
    at: Expression = expression
    while isinstance(at, Attribute | Index):
        if isinstance(at, Attribute):
            steps.append(at.name)
        else:
            rest.append(at.key)
        at = at.of
    if isinstance(at, Variable):
        steps.append(at.name)
        return steps[::-1], rest
    return [], [*rest, at]


def _name(steps: list[str]) -> str | None:
    match steps:
        case [first, *_] if first in _NOT_RESOURCES or first == _EACH_OF_A_SPLAT:
            return None
        case ["module", name, output, *_]:
            return f"module.{name}.output.{output}"
        case ["data", kind, name, *_]:
            return f"data.{kind}.{name}"
        case [kind, name, *_]:
            return f"{kind}.{name}"
    return None


class Dependencies:
    """The graph of a module tree. Addresses carry the module path and no instance keys."""

    def __init__(self) -> None:
        self.graph: dict[str, set[str]] = {}

    def add(self, address: str, depends_on: Iterable[str]) -> None:
        """Says that a thing waits for others."""
        self.graph.setdefault(address, set()).update(depends_on)

    def add_module(self, path: str, bodies: Iterable[Body]) -> None:
        """
        Everything that the files of one module say.

        `path` is its address with a dot behind it, empty for the root: ``module.net.``. What its arguments refer to is
        said by its caller's files.
        """
        everything = f"{path}*"
        for body in bodies:
            for block in body.blocks:
                inside = {f"{path}{each}" for each in references(block.body)}
                match block.type, block.labels:
                    case "resource", (kind, name):
                        self.add(f"{path}{kind}.{name}", inside | {everything})
                    case "data", (kind, name):
                        self.add(f"{path}data.{kind}.{name}", inside)
                    case "locals", _:
                        for attribute in block.body.attributes:
                            found = {f"{path}{each}" for each in references(attribute.value)}
                            self.add(f"{path}local.{attribute.name}", found)
                    case "output", (name,):
                        self.add(f"{path}output.{name}", inside)
                    case "module", (name,):
                        self._call(path, name, block.body)

    def _call(self, path: str, name: str, body: Body) -> None:
        child = f"{path}module.{name}."
        self.add(f"{child}*", {f"{path}*"})
        for attribute in body.attributes:
            found = {f"{path}{each}" for each in references(attribute.value)}
            if attribute.name == "depends_on":
                self.add(f"{child}*", found)
            else:
                self.add(f"{child}var.{attribute.name}", found)
        self.add(f"{path}module.{name}", {f"{child}#"})

    def after(self, address: str) -> frozenset[str]:
        """Everything that a thing waits for, directly or not; without itself."""
        found: set[str] = set()
        waiting = [address]
        while waiting:
            for each in self.graph.get(waiting.pop(), ()):
                if each not in found:
                    found.add(each)
                    waiting.append(each)
                    if each.endswith(".#"):
                        inside = [other for other in self.graph if other.startswith(each[:-1])]
                        found.update(inside)
                        waiting.extend(inside)
        return frozenset(found - {address})
