"""What a resource or module waits for: everything that it names, and what ``dependsOn`` says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mvnetgen.languages.bicep.evaluate import evaluate
from mvnetgen.languages.bicep.scope import Scope
from mvnetgen.languages.bicep.syntax import (
    Call,
    Child,
    Expression,
    Group,
    Item,
    Lambda,
    Name,
    Part,
    Resource,
    Sure,
)

if TYPE_CHECKING:
    from mvnetgen.languages.bicep.family import Family
    from mvnetgen.languages.bicep.instance import Instance
    from mvnetgen.languages.bicep.template import Template


def dependencies(instance: Instance) -> tuple[str, ...]:
    """The addresses of what an instance waits for directly: a turn where its number is known, else the whole loop."""
    found: dict[str, None] = {}
    family = instance.family
    if family.parent is not None:
        found[family.parent.address] = None
    parts: list[Part] = [*instance.entries]
    if family.guard is not None:
        parts.append(family.guard.condition)
    if family.loop is not None:
        parts.append(family.loop.collection)
    for part in parts:
        for address in _addresses(part, instance.scope, instance.template, set()):
            found[address] = None
    found.pop(instance.address, None)
    return tuple(found)


def _addresses(part: Part, scope: Scope, template: Template, seen: set[object]) -> Iterator[str]:
    """The addresses of what a part names, also by way of variables, functions and what exists already."""
    for expression in _references(part):
        yield from _of(expression, scope, template, seen)


def _of(expression: Expression, scope: Scope, template: Template, seen: set[object]) -> Iterator[str]:
    family, key = _family(expression, scope, template)
    if family is not None:
        yield from _of_family(family, key, scope, seen)
        return
    base = _base(expression)
    if isinstance(base, Call):
        name, declared = base.name.name, template.declarations.functions.get(base.name.name)
        if declared is not None and ("function", name) not in seen:
            seen.add(("function", name))
            yield from _addresses(declared.body, template.scope, template, seen)
        return
    if not isinstance(base, Name) or base.name in scope.bound or ("name", base.name) in seen:
        return
    variable = template.declarations.variables.get(base.name)
    if variable is not None:
        seen.add(("name", base.name))
        yield from _addresses(variable.value, template.scope, template, seen)


def _of_family(family: Family, key: Expression | None, scope: Scope, seen: set[object]) -> Iterator[str]:
    statement = family.statement
    if isinstance(statement, Resource) and statement.existing:
        if ("existing", family.address) not in seen:  # it deploys nothing: whoever names it waits for what it names
            seen.add(("existing", family.address))
            if family.parent is not None:
                yield from _of_family(family.parent.family, None, scope, seen)
            yield from _addresses(family.body, family.scope, family.template, seen)
        return
    if key is not None:
        number = evaluate(key, scope).value
        if type(number) is int:
            yield f"{family.address}[{number}]"
            return
    yield family.address


def _family(expression: Expression, scope: Scope, template: Template) -> tuple[Family | None, Expression | None]:
    """The resource or module that ``a``, ``a[0]``, ``a::b`` or ``a::b[0]`` names, and the index."""
    key: Expression | None = None
    if isinstance(expression, Item):
        key, expression = expression.key, expression.of
    while isinstance(expression, Sure | Group):
        expression = expression.of if isinstance(expression, Sure) else expression.inner
    if isinstance(expression, Child):
        outer, outer_key = _family(expression.of, scope, template)
        if outer is None or outer_key is not None or outer.loop is not None:
            return outer, outer_key
        children = getattr(outer.instances()[0], "children", {})
        return children.get(expression.name.name, outer), key
    if not isinstance(expression, Name):
        return None, None
    bound = scope.bound.get(expression.name)
    if bound is not None:
        target = getattr(bound.value, "target", None)
        return (target, key) if hasattr(target, "statement") and hasattr(target, "loop") else (None, None)
    declared = template.declarations
    if expression.name in declared.resources or expression.name in declared.modules:
        return template.family(expression.name), key
    return None, None


def _base(expression: Expression) -> Expression:
    while isinstance(expression, Item | Child | Sure):
        expression = expression.of
    return expression


def _references(part: Part) -> Iterator[Expression]:
    """Every ``a``, ``a[0]``, ``a::b`` and call in a part, the outermost first; nested resources are not looked into."""
    waiting: list[object] = [part]
    while waiting:
        each = waiting.pop()
        if isinstance(each, tuple):
            waiting.extend(each)
            continue
        if not isinstance(each, Part) or isinstance(each, Resource):
            continue
        if isinstance(each, Name | Child | Item):
            yield each
            if isinstance(each, Item):
                waiting.append(each.key)
                if not isinstance(_base(each), Name):
                    waiting.append(each.of)
            continue
        if isinstance(each, Call):
            if each.of is None:
                yield each
            else:
                waiting.append(each.of)
            waiting.extend(each.arguments)
            continue
        if isinstance(each, Lambda):
            waiting.append(each.body)
            continue
        waiting.extend(getattr(each, name) for name in each.__dataclass_fields__ if name not in {"start", "end"})
