"""
What the values that are not known refer to, by the `configuration` of a plan.

An expression is recorded by what it refers to: ``azapi_resource.ws[each.key].id`` as ``azapi_resource.ws`` and ``each.key``,
what a local says not at all. A value is followed through variables, outputs and ``each.value`` to the resources behind it;
where several are left, nobody knows which one it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mvnetgen.formats.plan.shapes import mapping, mappings, texts
from mvnetgen.languages.hcl.dependencies import Dependencies
from mvnetgen.text.document import Reference, without_keys

_STEP = re.compile(r'\.?([\w-]+)|\[(?:"((?:[^"\\]|\\.)*)"|(\d+))\]')
_CALL = re.compile(r'module\.([\w-]+)(?:\[(?:"((?:[^"\\]|\\.)*)"|(\d+))\])?\.?')
_DEEPEST = 40
"""References that are followed from one value; a configuration that Terraform has read has no circles."""

Key = str | int | None
Locals = Callable[[tuple[str, ...]], Mapping[str, Sequence[str]]]
"""What the locals of a module refer to, when its source is at hand; modules are named by their calls."""


@dataclass(frozen=True, slots=True)
class Where:
    """A module instance: the calls that lead to it, each with its key."""

    calls: tuple[tuple[str, Key], ...] = ()

    @property
    def path(self) -> tuple[str, ...]:
        """The names of the calls."""
        return tuple(name for name, _ in self.calls)

    @property
    def prefix(self) -> str:
        """Its address with a dot behind it; empty for the root."""
        return "".join(f"module.{name}{suffix(key)}." for name, key in self.calls)


@dataclass(frozen=True, slots=True)
class Site:
    """An expression in a module instance, with the key of the instance that it stands in."""

    where: Where
    key: Key = None
    each: tuple[str, ...] = ()
    """What ``each.value`` refers to."""


def suffix(key: Key) -> str:
    """The key of an instance as an address has it."""
    if key is None:
        return ""
    return f"[{key}]" if isinstance(key, int) else '["' + key.replace("\\", "\\\\").replace('"', '\\"') + '"]'


def where_of(module: str) -> Where:
    """The module instance of an address: ``module.net["a"].module.rules``."""
    found: list[tuple[str, Key]] = []
    for match in _CALL.finditer(module):
        name, text, number = match.groups()
        key: Key = (
            int(number) if number else text.replace('\\"', '"').replace("\\\\", "\\") if text is not None else None
        )
        found.append((name, key))
    return Where(tuple(found))


def steps_of(reference: str) -> list[str | int]:
    """``azapi_resource.ws["a"].id`` as its steps; keys keep a mark to tell them from names: they are tuples of one."""
    found: list[str | int] = []
    for match in _STEP.finditer(reference):
        name, text, number = match.groups()
        found.append(name or (int(number) if number else f"\0{text}"))
    return found


@dataclass
class Configuration:
    """The `configuration` of a plan; empty for a state."""

    data: Mapping[str, Any]
    addresses: frozenset[str] = frozenset()
    """The instances that exist."""
    locals: Locals = field(default=lambda _: {})

    def module(self, path: Sequence[str]) -> Mapping[str, Any]:
        """A module by the calls that lead to it."""
        found = mapping(self.data.get("root_module"))
        for name in path:
            found = mapping(self._call(found, name).get("module"))
        return found

    @staticmethod
    def _call(module: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        return mapping(mapping(module.get("module_calls")).get(name))

    def resource(self, where: Where, block: str) -> Mapping[str, Any]:
        """The block of a resource by its address in its module, without keys."""
        blocks = mappings(self.module(where.path).get("resources"))
        return next((each for each in blocks if each.get("address") == block), {})

    def site(self, where: Where, block: str, key: Key) -> Site:
        """Where the expressions of an instance stand."""
        repeats = self.resource(where, block).get("for_each_expression")
        return Site(where, key, tuple(texts(mapping(repeats).get("references"))))

    def requirement(self, provider: str) -> str | None:
        """What is demanded of a provider's release."""
        constraint = mapping(mapping(self.data.get("provider_config")).get(provider)).get("version_constraint")
        return constraint if isinstance(constraint, str) else None

    # what a value refers to

    def candidates(self, references: Iterable[str], site: Site, depth: int = 0) -> list[Reference]:
        """The attributes of resources that some references may mean, the most specific ones, each once."""
        listed = [each for each in references if isinstance(each, str)]
        if depth > _DEEPEST:
            return []
        keyed = bool({"each.key", "count.index"} & set(listed))
        found: dict[Reference, None] = {}
        for each in _most_specific(listed):
            for reference in self._followed(each, site, keyed=keyed, depth=depth):
                found[reference] = None
        return list(found)

    def _followed(self, text: str, site: Site, *, keyed: bool, depth: int) -> Iterator[Reference]:
        steps = steps_of(text)
        match steps:
            case ["each", "value", *_]:
                # what a loop goes over is said by the module around it
                yield from self.candidates(site.each, Site(site.where, site.key), depth + 1)
            case ["each" | "count" | "path" | "terraform" | "self", *_]:
                return
            case ["var", str() as name, *_]:
                yield from self._variable(name, site, depth)
            case ["local", str() as name, *_]:
                yield from self.candidates(self.locals(site.where.path).get(name, ()), site, depth + 1)
            case ["module", str() as name, *rest]:
                yield from self._output(name, rest, site, keyed=keyed, depth=depth)
            case _:
                yield self._attribute(steps, site, keyed=keyed)

    def _variable(self, name: str, site: Site, depth: int) -> Iterator[Reference]:
        if not site.where.calls:
            yield Reference(f"var.{name}")
            return
        *outer, (call, key) = site.where.calls
        parent = Where(tuple(outer))
        entry = self._call(self.module(parent.path), call)
        expression = mapping(entry.get("expressions")).get(name)
        repeats = mapping(entry.get("for_each_expression"))
        inner = Site(parent, key, tuple(texts(repeats.get("references"))))
        yield from self.candidates(references_in(expression), inner, depth + 1)

    def _output(self, name: str, rest: list[str | int], site: Site, *, keyed: bool, depth: int) -> Iterator[Reference]:
        key: Key = None
        if rest and (isinstance(rest[0], int) or rest[0].startswith("\0")):
            first = rest.pop(0)
            key = first if isinstance(first, int) else first[1:]
        elif keyed:
            key = site.key
        where = Where((*site.where.calls, (name, key)))
        output = rest[0] if rest else None
        entry = mapping(mapping(self.module(where.path).get("outputs")).get(str(output)))
        if not entry:
            yield Reference(f"{site.where.prefix}module.{name}{suffix(key)}", tuple(_plain(rest)))
            return
        yield from self.candidates(references_in(entry.get("expression")), Site(where), depth + 1)

    def _attribute(self, steps: list[str | int], site: Site, *, keyed: bool) -> Reference:
        """An attribute of a resource; the instance is that of the same key when the expression says so."""
        length = 3 if steps[:1] == ["data"] else 2
        block = ".".join(str(step) for step in steps[:length])
        rest = steps[length:]
        address = f"{site.where.prefix}{block}"
        first = rest[0] if rest else None
        if isinstance(first, int) or (isinstance(first, str) and first.startswith("\0")):
            rest = rest[1:]
            address += suffix(first if isinstance(first, int) else first[1:])
        elif keyed and f"{address}{suffix(site.key)}" in self.addresses:
            address += suffix(site.key)
        return Reference(address, tuple(_plain(rest)) or ("id",))

    # what waits for what

    def order(self) -> Dependencies:
        """What waits for what. Addresses have no keys."""
        graph = Dependencies()
        waiting: list[tuple[tuple[str, ...], str]] = [((), "")]
        while waiting:
            path, prefix = waiting.pop()
            module = self.module(path)
            for each in mappings(module.get("resources")):
                inside = [*_everything(each), *texts(each.get("depends_on"))]
                own = {f"{prefix}*"} if each.get("mode") != "data" else set()
                graph.add(f"{prefix}{each.get('address')}", _nodes(prefix, inside) | own)
            for name, output in mapping(module.get("outputs")).items():
                inside = [*_everything(mapping(output)), *texts(mapping(output).get("depends_on"))]
                graph.add(f"{prefix}output.{name}", _nodes(prefix, inside))
            for name, listed in self.locals(path).items():
                graph.add(f"{prefix}local.{name}", _nodes(prefix, listed))
            for name in mapping(module.get("module_calls")):
                call, child = self._call(module, name), f"{prefix}module.{name}."
                graph.add(f"{child}*", {f"{prefix}*"} | _nodes(prefix, texts(call.get("depends_on"))))
                for variable, expression in mapping(call.get("expressions")).items():
                    graph.add(f"{child}var.{variable}", _nodes(prefix, references_in(expression)))
                graph.add(f"{prefix}module.{name}", {f"{child}#"})
                waiting.append(((*path, name), child))
        return graph


def references_in(expression: Any) -> list[str]:
    """Everything that an expression, or those of a nested block, refers to."""
    found: list[str] = []
    waiting = [expression]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            listed = item.get("references")
            if isinstance(listed, list):
                found += texts(listed)
            else:
                waiting += [value for key, value in item.items() if key != "constant_value"]
        elif isinstance(item, list):
            waiting += item
    return found


def below(expression: Any, steps: Sequence[str | int]) -> Any:
    """The expression of a part of an argument: that of a nested block where there is one, else that of the whole."""
    for step in steps:
        if isinstance(expression, dict) and "references" not in expression and "constant_value" not in expression:
            expression = expression.get(step) if isinstance(step, str) else expression
        elif isinstance(expression, list) and isinstance(step, int):
            expression = expression[step] if step < len(expression) else expression[-1] if expression else None
        else:
            break
    return expression


def _everything(entry: Mapping[str, Any]) -> list[str]:
    parts = (entry.get(name) for name in ("expressions", "expression", "for_each_expression", "count_expression"))
    return [each for part in parts if part for each in references_in(part)]


def _nodes(prefix: str, references: Iterable[str]) -> set[str]:
    found = set()
    for each in references:
        match [step for step in steps_of(without_keys(each)) if isinstance(step, str)]:
            case ["each" | "count" | "path" | "terraform" | "self", *_] | [] | [_]:
                continue
            case ["module", name, output, *_]:
                found.add(f"{prefix}module.{name}.output.{output}")
            case ["data", kind, name, *_]:
                found.add(f"{prefix}data.{kind}.{name}")
            case [kind, name, *_]:
                found.add(f"{prefix}{kind}.{name}")
    return found


def _plain(steps: Iterable[str | int]) -> list[str | int]:
    return [step[1:] if isinstance(step, str) and step.startswith("\0") else step for step in steps]


def _most_specific(references: Sequence[str]) -> list[str]:
    """The references without those that only lead to another one: Terraform names ``a.b.c``, then ``a.b``."""
    found: list[str] = []
    for index, each in enumerate(references):
        longer = references[index - 1] if index else ""
        if not (longer.startswith(each) and longer[len(each) : len(each) + 1] in {".", "["}):
            found.append(each)
    return list(dict.fromkeys(found))
