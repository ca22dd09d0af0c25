"""What the expressions of a template may name: its parameters, variables, functions and resources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mvnetgen.languages.arm_json.body import repeated, value_of
from mvnetgen.languages.arm_json.evaluate import Scope
from mvnetgen.languages.arm_json.expression import Call, Element, Expression, Failure, Property, is_expression, parse
from mvnetgen.languages.arm_json.functions.context import Context
from mvnetgen.languages.arm_json.functions.deployment import is_list_function
from mvnetgen.languages.arm_json.json_text import Json
from mvnetgen.languages.arm_json.loops import loop_of
from mvnetgen.languages.arm_json.reading import Reading, child, entry, items, members, text_at
from mvnetgen.languages.arm_json.types import Declared, declared_type
from mvnetgen.languages.arm_json.value import marked, used
from mvnetgen.languages.hcl.work import NotKnown, Refused
from mvnetgen.languages.symbolic import opaque, some_text
from mvnetgen.text.document import Cause, Node
from mvnetgen.text.source import Span

LONGEST_CHAIN = 120
"""Parameters, variables and functions that need each other."""


@dataclass
class TemplateNames:
    """The names of one template, evaluated when they are asked for."""

    reading: Reading
    root: Json
    given: Mapping[str, Node]
    """The values of parameters by their names in lower case."""
    prefix: str = ""
    """The module whose template this is, with a dot: ``module.net.``."""
    may_be_missing: bool = True
    """Whether somebody may give a value to a parameter without a default, when it is deployed."""
    scope: Scope = field(init=False)
    identify: Callable[[str], Node | None] | None = field(init=False, default=None)
    inform: Callable[[str, Context], Node | None] | None = field(init=False, default=None)
    _values: dict[str, Node] = field(init=False, default_factory=dict)
    _open: list[str] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self._parameters = {
            str(key.value).lower(): (key, item) for key, item in members(child(self.root, "parameters"))
        }
        self._variables = self._declared_variables()
        self._functions = dict(self._declared_functions())
        self.definitions = child(self.root, "definitions")

    def _declared_variables(self) -> dict[str, tuple[Json, Json | None, Json]]:
        """Name in lower case: the key, the ``copy`` for one that is made by a loop, the value or input."""
        found: dict[str, tuple[Json, Json | None, Json]] = {}
        for key, item in members(child(self.root, "variables")):
            if str(key.value).lower() == "copy" and items(item):
                for made in items(item):
                    name, given = entry(made, "name"), child(made, "input")
                    if name is not None and given is not None:
                        found[str(name[1].value).lower()] = (name[1], made, given)
                continue
            found[str(key.value).lower()] = (key, None, item)
        return found

    def _declared_functions(self) -> list[tuple[str, Json]]:
        found: list[tuple[str, Json]] = []
        for space in items(child(self.root, "functions")):
            name = text_at(space, "namespace") or ""
            for key, item in members(child(space, "members")):
                found.append((f"{name}.{key.value}".lower(), item))
        return found

    @property
    def parameter_names(self) -> Mapping[str, tuple[Json, Json]]:
        """The key and the definition of each parameter, by its name in lower case."""
        return self._parameters

    def declared(self, name: str) -> Declared:
        """The type of a parameter."""
        return declared_type(self._parameters[name][1], self.definitions)

    def parameter(self, name: str, span: Span) -> Node:
        """The value of a parameter, used at a span. Raises `Refused` when there is none."""
        lowered = name.lower()
        if lowered not in self._parameters:
            raise Refused(f"the template has no parameter `{name[:60]}`")
        value = self._once(f"parameter {lowered}", lambda: self._parameter(lowered))
        return used(value, span)

    def _once(self, key: str, make: Callable[[], Node]) -> Node:
        value = self._values.get(key)
        if value is None:
            if key in self._open:
                raise Refused(f"{key.replace(' ', ' `')}` needs itself")
            if len(self._open) > LONGEST_CHAIN:
                raise NotKnown(f"more than {LONGEST_CHAIN} parameters and variables need each other")
            self._open.append(key)
            try:
                value = make()
            finally:
                self._open.pop()
            self._values[key] = value
        return value

    def _parameter(self, name: str) -> Node:
        key, definition = self._parameters[name]
        declared = self.declared(name)
        world = self.scope.world
        span = self.reading.span(key)
        if declared.wrong is not None:
            world.mistake("parameters have no such type", self.reading.span(declared.wrong))
        given = self.given.get(name)
        default = child(definition, "defaultvalue")
        if default is not None and (given is None or given.value is None):  # null asks for the default
            given = value_of(default, self.reading, self.scope)
        if given is None:
            if declared.nullable:
                return Node(None, span)
            return self._missing(str(key.value), declared, span)
        if complaint := declared.complaint(given):
            world.mistake(f"the value of the parameter `{str(key.value)[:60]}` does not fit: {complaint}", given.span)
        if declared.secure:
            world.secrets = True
            given = marked(given)
        return given

    def _missing(self, name: str, declared: Declared, span: Span) -> Node:
        if not self.may_be_missing:
            self.scope.world.mistake(f"the parameter `{name[:60]}` has no default and gets no value", span)
        make = some_text if declared.kind in {"string", "securestring"} else opaque
        value = make(f"{self.prefix}param.{name}", f"parameter `{name}` has no value", span, Cause.VARIABLE)
        if declared.secure:
            self.scope.world.secrets = True
        return Node(value, span, sensitive=declared.secure)

    def variable(self, name: str, span: Span) -> Node:
        """The value of a variable, used at a span. Raises `Refused` when there is none."""
        lowered = name.lower()
        if lowered not in self._variables:
            raise Refused(f"the template has no variable `{name[:60]}`")
        return used(self._once(f"variable {lowered}", lambda: self._variable(lowered)), span)

    def _variable(self, name: str) -> Node:
        _key, copy, given = self._variables[name]
        scope = replace(self.scope, turns=(), bound={})
        self._refuse_runtime(given, "a variable")
        if copy is None:
            return value_of(given, self.reading, scope, loops=True)
        count = child(copy, "count")
        number = Node(None, self.reading.span(copy)) if count is None else value_of(count, self.reading, scope)
        return repeated(loop_of(copy, number, self.reading, scope), given, self.reading, scope)

    def _refuse_runtime(self, value: Json, where: str) -> None:
        if isinstance(value.value, str) and (name := asks_a_deployment(value.value)):
            self.scope.world.mistake(f"`{name}` cannot stand in {where}", self.reading.span(value))

    def apply(self, name: str, arguments: Sequence[Node], context: Context) -> Node | None:
        """The result of a function that the template declares; None when it declares no such."""
        function = self._functions.get(name.lower())
        if function is None:
            return None
        parameters = items(child(function, "parameters"))
        if len(parameters) != len(arguments):
            raise Refused(f"`{name[:60]}`: it needs {len(parameters)} arguments and has {len(arguments)}")
        key = f"function {name.lower()}"
        if key in self._open:
            raise Refused("a function of a template cannot call itself")
        names = [(text_at(each, "name") or "").lower() for each in parameters]
        output = child(child(function, "output"), "value")
        if output is None:
            raise Refused(f"`{name[:60]}`: it gives nothing")
        inner = Scope(FunctionNames(self, dict(zip(names, arguments, strict=True))), context.world, context.site)
        self._open.append(key)
        try:
            return value_of(output, self.reading, inner)
        finally:
            self._open.pop()

    def identifier(self, name: str) -> Node | None:
        """The id of a resource of the template by its symbolic name, or by its name."""
        return self.identify(name) if self.identify is not None else None

    def information(self, name: str, context: Context) -> Node | None:
        """What ``resourceInfo`` says about a resource."""
        return self.inform(name, context) if self.inform is not None else None


@dataclass(frozen=True, slots=True)
class FunctionNames:
    """What the body of a function may name: its own parameters, and other functions."""

    template: TemplateNames
    arguments: Mapping[str, Node]

    def parameter(self, name: str, span: Span) -> Node:
        """The value of a parameter of the function."""
        found = self.arguments.get(name.lower())
        if found is None:
            raise Refused(f"the function has no parameter `{name[:60]}`: it sees its own only")
        return used(found, span)

    def variable(self, name: str, span: Span) -> Node:
        """Functions of Bicep see variables."""
        return self.template.variable(name, span)

    def apply(self, name: str, arguments: Sequence[Node], context: Context) -> Node | None:
        """The result of another function."""
        return self.template.apply(name, arguments, context)

    def identifier(self, _name: str) -> Node | None:
        """A function sees no resource."""
        return None

    def information(self, _name: str, _context: Context) -> Node | None:
        """A function sees no resource."""
        return None


def asks_a_deployment(text: str) -> str | None:
    """The function in an expression that only a running deployment answers: ``reference``, ``listKeys``."""
    if not is_expression(text):
        return None
    waiting: list[Expression | Failure] = [parse(text)]
    while waiting:
        found = waiting.pop()
        if isinstance(found, Call):
            name = found.name.lower()
            if name == "reference" or (is_list_function(name) and "." not in name):
                return found.name
            waiting += found.arguments
        elif isinstance(found, Property):
            waiting.append(found.of)
        elif isinstance(found, Element):
            waiting += [found.of, found.key]
    return None
