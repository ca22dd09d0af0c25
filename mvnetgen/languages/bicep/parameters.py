"""Parameter files: what they give to which template, with those that they extend."""

from __future__ import annotations

from collections.abc import Mapping

from mvnetgen.languages.arm_json.functions.context import Site
from mvnetgen.languages.arm_json.json_text import Members, read_json
from mvnetgen.languages.arm_json.parameter_file import read_parameters
from mvnetgen.languages.arm_json.value import used
from mvnetgen.languages.bicep.declarations import Declarations
from mvnetgen.languages.bicep.evaluate import evaluate
from mvnetgen.languages.bicep.files import nodes_of
from mvnetgen.languages.bicep.library import Library, beside
from mvnetgen.languages.bicep.syntax import Literal, Nullable, Places, Type, TypeGroup, TypeName
from mvnetgen.languages.bicep.template import Input, Template
from mvnetgen.languages.deployment import Problem
from mvnetgen.languages.hcl.world import World
from mvnetgen.text.document import Node
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Span

DEEPEST = 20
"""Parameter files that extend each other."""


class ParameterFile(Template):
    """A ``.bicepparam`` file; its parameters may name each other, its variables, and with ``base.x`` those it extends."""

    @property
    def template_path(self) -> str | None:
        """The path of the template that it is for; None for ``using none`` and what is no file."""
        using = self.declarations.using
        source = using.source if using else None
        if (
            not isinstance(source, Literal)
            or not isinstance(source.value, str)
            or source.value.startswith(("br:", "ts:"))
        ):
            return None
        return beside(self.file.path, source.value)

    def base(self) -> ParameterFile | None:
        """The file that it extends."""
        extends = self.declarations.extends
        if extends is None or not isinstance(extends.source, Literal) or not isinstance(extends.source.value, str):
            return None
        path = beside(self.file.path, extends.source.value)
        above = (*self.callers, self.file.path)
        found = self.memo.get(("base", path))
        if found is None and path not in above and len(above) < DEEPEST:
            declarations = self.library.declarations(path)
            if declarations is not None:
                found = ParameterFile(declarations, self.library, self.world, self.site, callers=above)
                self.memo["base", path] = found
        return found if isinstance(found, ParameterFile) else None

    def symbol(self, name: str, span: Span) -> Node | None:
        """Also the parameters of the file, and ``base``."""
        if name in self.declarations.assignments:
            return used(self.value(name), span)
        if name == "base":
            base = self.base()
            if base is not None:
                return Node({each: base.value(each) for each in base.names}, span)
        return super().symbol(name, span)

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters that have a value here or in a file that this one extends."""
        base = self.base()
        return tuple(dict.fromkeys([*(base.names if base else ()), *self.declarations.assignments]))

    def value(self, name: str) -> Node:
        """The value of a parameter, where it is written."""
        statement = self.declarations.assignments.get(name)
        if statement is None:
            base = self.base()
            assert base is not None
            return base.value(name)
        return self.remember(("param", name), name, lambda: evaluate(statement.value, self.scope))

    def place(self, name: str) -> Span:
        """Where the name of a parameter is written."""
        statement = self.declarations.assignments.get(name)
        if statement is not None:
            return self.file.places.of(statement.name)
        base = self.base()
        return base.place(name) if base else Span.point(self.file.path)

    @property
    def chain(self) -> list[ParameterFile]:
        """The file and those that it extends."""
        base = self.base()
        return [self, *(base.chain if base else [])]


def parameter_file(path: str, library: Library, world: World, site: Site) -> ParameterFile | None:
    """A ``.bicepparam`` file; None when it is not there."""
    declarations = library.declarations(path)
    return ParameterFile(declarations, library, world, site) if declarations else None


def values_in_json(path: str, library: Library, template: Declarations) -> tuple[dict[str, Input], tuple[Problem, ...]]:
    """The values in a parameter file in JSON, by the names of the template's parameters, and what is wrong with them."""
    try:
        found = read_parameters(library.templates.reading(path))
    except InputError as error:
        return {}, (Problem(error.message, error.span),)
    declared = {name.lower(): name for name in template.parameters}
    values: dict[str, Input] = {}
    problems = [*found.problems]
    for lowered, node in found.values.items():
        if lowered in declared:
            values[declared[lowered]] = node
        else:
            name = found.names[lowered]
            problems.append(_surplus(str(name.value), template, name.span))
    return values, tuple(problems)


def surplus(file: ParameterFile, template: Declarations) -> list[Problem]:
    """What is given to a template that declares no such parameter."""
    return [
        _surplus(name, template, each.place(name))
        for each in file.chain
        for name in each.declarations.assignments
        if name not in template.parameters
    ]


def _surplus(name: str, template: Declarations, span: Span) -> Problem:
    return Problem(f"`{template.file.path}` has no parameter `{name[:60]}`", span, syntax=False)


def typed(text: str, found: Type | None, span: Span) -> Node:
    """A value of the command line: a text where a text is wanted, else JSON, else the text."""
    while isinstance(found, Nullable | TypeGroup):
        found = found.of if isinstance(found, Nullable) else found.inner
    if isinstance(found, TypeName) and found.of is None and found.name.name in {"string", "securestring"}:
        return Node(text, span)
    document = read_json(text)
    value = document.value
    if value is None or document.mistakes:
        return Node(text, span)
    if isinstance(found, TypeName) or isinstance(value.value, Members | list):
        node = nodes_of(value, Places(span.path, text))
        return Node(node.value, span)
    return Node(text, span)


def given(values: Mapping[str, str | Node], template: Declarations) -> dict[str, Input]:
    """Values of the command line, by the names of parameters; those that the template does not declare are left out."""
    found: dict[str, Input] = {}
    for name, value in values.items():
        declared = template.parameters.get(name)
        if declared is not None:
            place = Span.point(f"--var {name}")
            found[name] = value if isinstance(value, Node) else typed(value, declared.type, place)
    return found
