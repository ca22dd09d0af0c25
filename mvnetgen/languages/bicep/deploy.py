"""Everything that one template deploys in one world, with the modules that it calls, as it is handed over."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from mvnetgen.languages import deployment as result
from mvnetgen.languages.arm_json.functions.context import Site
from mvnetgen.languages.bicep.dependencies import dependencies
from mvnetgen.languages.bicep.family import Family
from mvnetgen.languages.bicep.json_module import JsonTemplate
from mvnetgen.languages.bicep.module import ModuleInstance
from mvnetgen.languages.bicep.resource import ResourceInstance
from mvnetgen.languages.bicep.scope import because, unknown
from mvnetgen.languages.bicep.syntax import File, Parameter, Remark
from mvnetgen.languages.bicep.template import Template
from mvnetgen.languages.hcl.work import NotKnown, Refused, TooMuchWork
from mvnetgen.text.document import Node, Unknown
from mvnetgen.text.source import Span

_CODE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass
class Found:
    """What has been found so far."""

    resources: list[result.Resource] = field(default_factory=list)
    calls: list[result.Call] = field(default_factory=list)
    problems: list[result.Problem] = field(default_factory=list)
    comments: list[result.Comment] = field(default_factory=list)
    duplicates: list[tuple[str, Span, Span]] = field(default_factory=list)
    declared: list[Span] = field(default_factory=list)
    files: set[str] = field(default_factory=set)

    def text_of(self, file: File) -> None:
        """What the text of a file has: comments, mistakes, keys that are there twice, declarations of parameters."""
        if file.path in self.files:
            return
        self.files.add(file.path)
        of = file.places.of
        for second, first in file.duplicates:
            self.duplicates.append((file.written(second.key), of(second.key), of(first.key)))
        self.declared += [of(each) for each in file.statements if isinstance(each, Parameter)]
        for problem in file.problems:
            span = _wide(file.places.span(problem.start, problem.end))
            self.problems.append(result.Problem(problem.message, span))
        self.comments += [result.Comment(file.written(each), file.places.of(each)) for each in file.comments]


def safely(compute: Callable[[], Node | None], span: Span) -> Node | None:
    """A value, or why it is not known."""
    try:
        return compute()
    except (Refused, NotKnown, TooMuchWork, RecursionError) as mistake:
        reason, kind = because(mistake)
    return unknown(reason, span, kind)


# one file


def collect(template: Template, conditions: tuple[result.Condition, ...], found: Found) -> None:
    """Everything that a file deploys, and the files that it calls."""
    found.text_of(template.file)
    declared = template.declarations
    starts = {name: each.start for name, each in declared.modules.items()}
    starts.update((name, each.start) for name, each in declared.resources.items())
    for name in sorted(starts, key=starts.__getitem__):
        _family(template.family(name), conditions, found)


def _wide(span: Span) -> Span:
    if (span.line, span.column) == (span.end_line, span.end_column):
        return replace(span, end_column=span.end_column + 1)
    return span


def _family(family: Family, conditions: tuple[result.Condition, ...], found: Found) -> None:
    try:
        for instance in family.instances():
            if isinstance(instance, ModuleInstance):
                _module(instance, conditions, found)
            elif isinstance(instance, ResourceInstance):
                _resource(instance, conditions, found)
    except (Refused, NotKnown, TooMuchWork, RecursionError) as mistake:
        span = family.scope.span(family.statement)
        found.problems.append(result.Problem(because(mistake)[0], span, syntax=False))


def _resource(instance: ResourceInstance, conditions: tuple[result.Condition, ...], found: Found) -> None:
    own = instance.conditions
    if own is None:
        return
    family = instance.family
    site, extended = instance.placed
    parent = instance.parent
    found.resources.append(
        result.Resource(
            address=instance.address,
            type=instance.type,
            version=instance.version,
            names=instance.names,
            id=instance.id,
            scope=scope_of(site, instance.span),
            body=instance.body,
            span=instance.span,
            header=instance.scope.span(instance.statement.type),
            module=instance.template.prefix,
            existing=instance.statement.existing,
            parent=parent.address if parent else None,
            extends=extended,
            conditions=(*conditions, *own),
            loop=family.loop_of(instance.index, instance.item),
            depends_on=dependencies(instance),
            decorators=family.decorators(),
            directives=directives_in(instance.template.file, instance.statement.start, instance.statement.end),
        )
    )
    for child in instance.children.values():
        _family(child, conditions, found)


def _module(instance: ModuleInstance, conditions: tuple[result.Condition, ...], found: Found) -> None:
    own = instance.conditions
    if own is None:
        return
    family = instance.family
    called = instance.called
    inside = (*conditions, *own)
    found.calls.append(
        result.Call(
            address=instance.address,
            source=instance.source,
            parameters=instance.parameters,
            name=instance.name,
            scope=scope_of(instance.site, instance.span),
            span=instance.span,
            header=instance.scope.span(instance.statement.source),
            reference=instance.reference,
            unread=called if isinstance(called, Unknown) else None,
            conditions=inside,
            loop=family.loop_of(instance.index, instance.item),
            depends_on=dependencies(instance),
            decorators=family.decorators(),
            directives=directives_in(instance.template.file, instance.statement.start, instance.statement.end),
        )
    )
    if isinstance(called, Template):
        collect(called, inside, found)
    elif isinstance(called, JsonTemplate):
        _json(called, inside, found)


def _json(called: JsonTemplate, conditions: tuple[result.Condition, ...], found: Found) -> None:
    """What a template in JSON deploys."""
    deploying = called.run(conditions)
    found.resources += deploying.resources
    found.calls += deploying.calls
    if called.path not in found.files:
        found.files.add(called.path)
        reading = called.level.reading
        for mistake in reading.document.mistakes:
            found.problems.append(result.Problem(mistake.message, reading.place(mistake.start, mistake.end)))


def scope_of(site: Site, span: Span) -> result.Scope:
    """Where something is deployed to, as it is handed over."""
    level = site.level
    return result.Scope(
        level,
        Node(site.management_group, span) if level == result.MANAGEMENT_GROUP else None,
        Node(site.subscription, span) if level in {result.SUBSCRIPTION, result.RESOURCE_GROUP} else None,
        Node(site.group, span) if level == result.RESOURCE_GROUP else None,
    )


def directives_in(file: File, start: int, end: int) -> tuple[result.Directive, ...]:
    """What is switched off for something between two offsets: from inside, on the line above, or from before."""
    places = file.places
    first = places.position(start)[0]
    found = []
    off: dict[str, Remark] = {}
    for remark in file.directives:
        if remark.start >= end:
            break
        words = file.written(remark).split(None, 1)
        codes = tuple(_CODE.findall(words[1])) if len(words) > 1 else ()
        if words[0] == "#disable-next-line":
            if remark.start >= start or places.position(remark.start)[0] == first - 1:
                found.append(result.Directive(codes, places.of(remark)))
        elif words[0] == "#disable-diagnostics":
            if remark.start >= start:
                found.append(result.Directive(codes, places.of(remark)))
            else:
                off.update(dict.fromkeys(codes, remark))
        else:
            for code in codes:
                off.pop(code, None)
    before = [result.Directive((code,), places.of(remark)) for code, remark in off.items()]
    return (*before, *found)
