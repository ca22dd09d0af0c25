"""
A Bicep file as one call of it (or the user) sees it: its parameters, variables, resources and modules as values.

Each of them is evaluated when somebody asks for it, and once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from mvnetgen.languages.arm_json.functions.context import Site
from mvnetgen.languages.arm_json.value import marked, used
from mvnetgen.languages.bicep.declarations import Declarations
from mvnetgen.languages.bicep.kinds import is_nullable, is_secure, secured
from mvnetgen.languages.bicep.library import Library, beside
from mvnetgen.languages.bicep.scope import Scope, unknown
from mvnetgen.languages.bicep.syntax import File, Function, Literal, Parameter, TypeDeclaration
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.languages.hcl.world import World
from mvnetgen.languages.symbolic import opaque
from mvnetgen.text.document import Cause, Node, Unknown
from mvnetgen.text.source import Span

if TYPE_CHECKING:
    from mvnetgen.languages.bicep.family import Family

Input = Node | Callable[[], Node]
"""What a caller hands over: a value, or what evaluates it in the caller."""


class Template:
    """The names of a file and their values."""

    def __init__(
        self,
        declarations: Declarations,
        library: Library,
        world: World,
        site: Site,
        *,
        inputs: Mapping[str, Input] | Unknown | None = None,
        prefix: str = "",
        callers: tuple[str, ...] = (),
    ) -> None:
        self.declarations = declarations
        self.library = library
        self.world = world
        self.site = site
        self.inputs = inputs if inputs is not None else {}
        """By the names of the parameters; `Unknown` when nobody knows what is handed over."""
        self.prefix = prefix
        """The address of the module with a dot behind it; empty at the top."""
        self.callers = callers
        """The paths of the files that lead here, to notice a module that calls itself."""
        self.scope = Scope(self)
        self.memo: dict[tuple[object, ...], object] = {}
        self.busy: set[tuple[object, ...]] = set()
        self.families: dict[str, Family] = {}

    @property
    def file(self) -> File:
        """Where the text is."""
        return self.declarations.file

    def remember(self, key: tuple[object, ...], shown: str, compute: Callable[[], Node]) -> Node:
        """The value under a key, computed once. While it is computed, asking for it again is a cycle."""
        known = self.memo.get(key)
        if isinstance(known, Node):
            return known
        if key in self.busy:
            raise Refused(f"`{shown}` refers to itself")
        self.busy.add(key)
        try:
            node = compute()
        finally:
            self.busy.discard(key)
        self.memo[key] = node
        return node

    # what expressions ask for

    def symbol(self, name: str, span: Span) -> Node | None:
        """The value of what is declared under a name, used at a span; None when nothing is."""
        declared = self.declarations
        if name in declared.parameters:
            return used(self.parameter(name), span)
        if name in declared.variables:
            return used(self.variable(name), span)
        if name in declared.resources or name in declared.modules:
            return self.family(name).handle(span)
        if name in declared.imports and declared.imports[name][1] != "*":
            source, original = self._imported(name)
            found = source.symbol(original, span) if source else None
            if found is not None:
                return found
            return unknown(f"what `{name}` is imported from is not at hand", span, Cause.FILE)
        return None

    def function(self, name: str) -> Callable[[list[Node], Span], Node] | None:
        """What applies a function that is declared or imported; None when it is neither."""
        declared = self.declarations.functions.get(name)
        if declared is not None:
            return lambda arguments, _span: self._apply(declared, arguments)
        if name in self.declarations.imports and self.declarations.imports[name][1] != "*":
            source, original = self._imported(name)
            return source.function(original) if source else _not_at_hand(name)
        return None

    def namespace(self, name: str) -> Template | None:
        """What a name stands for in ``name.f()``: a file that is imported as a whole."""
        found = self.declarations.imports.get(name)
        if found is None or found[1] != "*":
            return None
        return self._imported(name)[0]

    def alias(self, name: str) -> str:
        """The namespace of functions that a name is another name of; the name itself for any other."""
        return self.declarations.aliases.get(name, name)

    def content(self, path: str) -> bytes | None:
        """The bytes of a file beside this one; None when it is not there."""
        return self.library.content(beside(self.file.path, path))

    def note_duplicates(self, path: str, found: list[tuple[str, Span, Span]]) -> None:
        """Notes the keys that stand twice in an object of a file that is loaded."""
        self.library.twice[path] = found

    def names_in(self, path: str) -> tuple[str, ...]:
        """The names of the files in a folder beside this file."""
        return self.library.names_in(beside(self.file.path, path))

    def type_named(self, name: str, of: str | None) -> tuple[TypeDeclaration, Template] | None:
        """The declaration of a type, and the file that it stands in."""
        if of is not None:
            source = self.namespace(of)
            return source.type_named(name, None) if source else None
        declared = self.declarations.types.get(name)
        if declared is not None:
            return declared, self
        if name in self.declarations.imports and self.declarations.imports[name][1] != "*":
            source, original = self._imported(name)
            return source.type_named(original, None) if source else None
        return None

    def _imported(self, name: str) -> tuple[Template | None, str]:
        statement, original = self.declarations.imports[name]
        source = statement.source
        if not isinstance(source, Literal) or not isinstance(source.value, str):
            return None, original
        path = beside(self.file.path, source.value)
        key = ("import", path)
        found = self.memo.get(key)
        if found is None and len(self.callers) < 40:
            declarations = self.library.declarations(path) if path.endswith((".bicep", ".bicepparam")) else None
            if declarations is not None:
                callers = (*self.callers, self.file.path)
                prefix = f"{self.prefix}{path}:"
                found = Template(declarations, self.library, self.world, self.site, prefix=prefix, callers=callers)
                self.memo[key] = found
        return (found if isinstance(found, Template) else None), original

    # parameters, variables, functions, outputs

    def parameter(self, name: str) -> Node:
        """The value of a parameter where it is written: from the caller, or its default."""
        statement = self.declarations.parameters[name]
        return self.remember(("param", name), name, lambda: self._parameter(name, statement))

    def _parameter(self, name: str, statement: Parameter) -> Node:
        node = self._given(name, statement)
        node = marked(node) if is_secure(statement.decorators) else secured(node, statement.type, self)
        self.world.secrets = self.world.secrets or node.sensitive
        return node

    def _given(self, name: str, statement: Parameter) -> Node:
        span = self.file.places.of(statement.name)
        if isinstance(self.inputs, Unknown):
            reason = f"parameter `{name}`: {self.inputs.reason}"
            return Node(opaque(f"{self.prefix}param.{name}", reason, span, kind=self.inputs.kind), span)
        given = self.inputs.get(name)
        node = given() if callable(given) else given
        if node is not None and (node.value is not None or statement.default is None):
            return node
        if statement.default is not None:
            return self.scope.value(statement.default)
        if is_nullable(statement.type, self):
            return Node(None, span)
        why = "is not set by its call" if self.prefix else "has no value"
        made = opaque(f"{self.prefix}param.{name}", f"parameter `{name}` {why}", span, kind=Cause.VARIABLE)
        return Node(made, span)

    def variable(self, name: str) -> Node:
        """The value of a variable where it is written."""
        statement = self.declarations.variables[name]
        return self.remember(("var", name), name, lambda: self.scope.value(statement.value))

    def output(self, name: str) -> Node | None:
        """The value of an output; None when there is none of that name."""
        statement = self.declarations.outputs.get(name)
        if statement is None:
            return None
        node = self.remember(("output", name), name, lambda: self.scope.value(statement.value))
        if is_secure(statement.decorators):
            self.world.secrets = True
            return marked(node)
        return node

    def _apply(self, function: Function, arguments: list[Node]) -> Node:
        if len(arguments) != len(function.parameters):
            raise Refused(f"`{function.name.name}` takes {len(function.parameters)} arguments")
        key = ("applying", function.name.name)
        if key in self.busy:
            raise Refused(f"the function `{function.name.name}` calls itself")
        names = {parameter.name.name: node for parameter, node in zip(function.parameters, arguments, strict=True)}
        self.busy.add(key)
        try:
            return self.scope.binding(names).value(function.body)
        finally:
            self.busy.discard(key)

    def family(self, name: str) -> Family:
        """All turns of a resource or module that is declared in the file."""
        from mvnetgen.languages.bicep.family import Family  # noqa: PLC0415 - families evaluate in templates

        found = self.families.get(name)
        if found is None:
            declared = self.declarations
            statement = declared.resources.get(name) or declared.modules[name]
            found = self.families[name] = Family(self, statement, self.scope)
        return found


def _not_at_hand(name: str) -> Callable[[list[Node], Span], Node]:
    def apply(_arguments: list[Node], span: Span) -> Node:
        return unknown(f"what `{name}` is imported from is not at hand", span, Cause.FILE)

    return apply
