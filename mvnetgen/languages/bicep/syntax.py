"""
The syntax tree of a Bicep file: every part knows the offsets of its first letter and of the one behind its last.

Nothing is changed once it is parsed; the classes are not frozen because a large file has a hundred thousand of them, and
`Places` turns offsets into lines and columns only where somebody asks.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from mvnetgen.languages.bicep.text import LINE_END
from mvnetgen.text.source import Span


@dataclass(slots=True, eq=False)
class Part:
    """A stretch of the text."""

    start: int
    end: int


class Expression(Part):
    """Something that has a value."""

    __slots__ = ()


class Type(Part):
    """Something that says which values are allowed."""

    __slots__ = ()


@dataclass(slots=True, eq=False)
class Identifier(Part):
    """A name where it is declared."""

    name: str


# expressions


@dataclass(slots=True, eq=False)
class Broken(Expression):
    """What could not be read; the problem stands among those of the file."""


@dataclass(slots=True, eq=False)
class Literal(Expression, Type):
    """A text without interpolation, an integer, a boolean or null."""

    value: str | int | bool | None


@dataclass(slots=True, eq=False)
class Text(Expression, Type):
    """``'a${b}c'``: texts and expressions in turn, beginning and ending with a text."""

    parts: tuple[str | Expression, ...]


@dataclass(slots=True, eq=False)
class Name(Expression):
    """A symbol: parameter, variable, resource, what a loop or lambda binds, a namespace."""

    name: str


@dataclass(slots=True, eq=False)
class Member(Expression):
    """``a.b``, ``a.?b``."""

    of: Expression
    name: Identifier
    safe: bool


@dataclass(slots=True, eq=False)
class Item(Expression):
    """``a[b]``, ``a[?b]``, ``a[^1]``."""

    of: Expression
    key: Expression
    safe: bool
    from_end: bool


@dataclass(slots=True, eq=False)
class Child(Expression):
    """``a::b``: a resource that is declared inside of another one."""

    of: Expression
    name: Identifier


@dataclass(slots=True, eq=False)
class Sure(Expression):
    """``a!``: the author knows that it is not null."""

    of: Expression


@dataclass(slots=True, eq=False)
class Call(Expression):
    """``f(a)``, ``of.f(a)``."""

    of: Expression | None
    name: Identifier
    arguments: tuple[Expression, ...]


@dataclass(slots=True, eq=False)
class Unary(Expression, Type):
    """``-a``, ``!a``."""

    operator: str
    operand: Expression | Type


@dataclass(slots=True, eq=False)
class Binary(Expression):
    """``a + b``."""

    operator: str
    left: Expression
    right: Expression


@dataclass(slots=True, eq=False)
class Conditional(Expression):
    """``a ? b : c``."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(slots=True, eq=False)
class Group(Expression):
    """``(a)``."""

    inner: Expression


@dataclass(slots=True, eq=False)
class Spread(Part):
    """``...a``."""

    value: Expression


@dataclass(slots=True, eq=False)
class ArrayLiteral(Expression):
    """``[a, b]``."""

    items: tuple[Expression | Spread, ...]


@dataclass(slots=True, eq=False)
class Property(Part):
    """``key: value``; `key` is a `Literal` text, or a `Text` for a computed one."""

    key: Literal | Text | Broken
    value: Expression


@dataclass(slots=True, eq=False)
class ObjectLiteral(Expression):
    """``{a: b}``; of a resource also the resources that are declared inside."""

    entries: tuple[Property | Spread | Resource | Broken, ...]


@dataclass(slots=True, eq=False)
class For(Expression):
    """``[for x in xs: body]``, ``[for (x, i) in xs: body]``."""

    item: Identifier
    index: Identifier | None
    collection: Expression
    body: Expression


@dataclass(slots=True, eq=False)
class If(Expression):
    """``if (condition) {body}``."""

    condition: Expression
    body: Expression


@dataclass(slots=True, eq=False)
class Lambda(Expression):
    """``x => body``, ``(x, y) => body``."""

    parameters: tuple[Identifier, ...]
    body: Expression


# types


@dataclass(slots=True, eq=False)
class TypeName(Type):
    """``string``, ``myType``, ``resourceInput<'…'>``; `of` is the namespace of ``sys.string`` and ``types.myType``."""

    of: Type | None
    name: Identifier
    arguments: tuple[Type, ...]


@dataclass(slots=True, eq=False)
class TypePart(Type):
    """``a[*]`` (`key` is ``*``), ``a.*`` (``.*``), ``a[0]`` (an integer): what is inside of another type."""

    of: Type
    key: str | Expression


@dataclass(slots=True, eq=False)
class ArrayOf(Type):
    """``a[]``."""

    of: Type


@dataclass(slots=True, eq=False)
class Nullable(Type):
    """``a?``; with `never`, ``a!``."""

    of: Type
    never: bool = False


@dataclass(slots=True, eq=False)
class Union(Type):
    """``'a' | 'b'``."""

    members: tuple[Type, ...]


@dataclass(slots=True, eq=False)
class TypeGroup(Type):
    """``(a)``."""

    inner: Type


@dataclass(slots=True, eq=False)
class PropertyType(Part):
    """``key: type``; `key` is None for ``*``, for all that are not named."""

    key: Literal | Text | Broken | None
    type: Type
    decorators: tuple[Decorator, ...]


@dataclass(slots=True, eq=False)
class ObjectType(Type):
    """``{a: string}``."""

    properties: tuple[PropertyType, ...]


@dataclass(slots=True, eq=False)
class TupleType(Type):
    """``[string, int]``."""

    items: tuple[Type, ...]


@dataclass(slots=True, eq=False)
class ResourceType(Type):
    """``resource 'type@version'`` of an output or parameter."""

    type: Literal | Text | None


@dataclass(slots=True, eq=False)
class BrokenType(Type):
    """What could not be read."""


# statements


@dataclass(slots=True, eq=False)
class Decorator(Part):
    """``@f(a)``; the namespace of ``@sys.f()`` is left out."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(slots=True, eq=False)
class Statement(Part):
    """One statement, its decorators included."""

    decorators: tuple[Decorator, ...]


@dataclass(slots=True, eq=False)
class TargetScope(Statement):
    """``targetScope = 'subscription'``."""

    value: Expression


@dataclass(slots=True, eq=False)
class Metadata(Statement):
    """``metadata a = b``."""

    name: Identifier
    value: Expression


@dataclass(slots=True, eq=False)
class Parameter(Statement):
    """``param a string = 'b'``."""

    name: Identifier
    type: Type
    default: Expression | None


@dataclass(slots=True, eq=False)
class Assignment(Statement):
    """``param a = 'b'`` of a parameter file."""

    name: Identifier
    value: Expression


@dataclass(slots=True, eq=False)
class Variable(Statement):
    """``var a = b``."""

    name: Identifier
    type: Type | None
    value: Expression


@dataclass(slots=True, eq=False)
class Output(Statement):
    """``output a string = b``."""

    name: Identifier
    type: Type
    value: Expression


@dataclass(slots=True, eq=False)
class Resource(Statement):
    """``resource a 'type@version' = {…}``."""

    name: Identifier
    type: Literal | Text | Broken
    existing: bool
    value: Expression
    """An `ObjectLiteral`, `If` or `For`."""


@dataclass(slots=True, eq=False)
class Module(Statement):
    """``module a 'path' = {…}``; also ``test``."""

    name: Identifier
    source: Literal | Text | Broken
    value: Expression
    test: bool = False


@dataclass(slots=True, eq=False)
class TypeDeclaration(Statement):
    """``type a = {…}``."""

    name: Identifier
    type: Type


@dataclass(slots=True, eq=False)
class FunctionParameter(Part):
    """``a string``."""

    name: Identifier
    type: Type


@dataclass(slots=True, eq=False)
class Function(Statement):
    """``func a(b string) string => b``."""

    name: Identifier
    parameters: tuple[FunctionParameter, ...]
    result: Type
    body: Expression


@dataclass(slots=True, eq=False)
class Symbol(Part):
    """``a as b`` of an import; the two names are the same without ``as``."""

    name: str
    alias: Identifier


@dataclass(slots=True, eq=False)
class Import(Statement):
    """``import {a as b} from 'path'``, ``import * as c from 'path'``."""

    symbols: tuple[Symbol, ...]
    everything: Identifier | None
    source: Literal | Text | Broken


@dataclass(slots=True, eq=False)
class Extension(Statement):
    """``extension a with {…} as b``."""

    specification: Identifier | Literal | Text | Broken
    config: Expression | None
    alias: Identifier | None


@dataclass(slots=True, eq=False)
class ExtensionConfig(Statement):
    """``extensionConfig a with {…}`` of a parameter file."""

    name: Identifier
    config: Expression


@dataclass(slots=True, eq=False)
class Assert(Statement):
    """``assert a = b``."""

    name: Identifier
    value: Expression


@dataclass(slots=True, eq=False)
class Using(Statement):
    """``using 'main.bicep'``; `source` is None for ``using none``."""

    source: Literal | Text | Broken | None
    config: Expression | None


@dataclass(slots=True, eq=False)
class Extends(Statement):
    """``extends 'base.bicepparam'``."""

    source: Literal | Text | Broken


# the file


@dataclass(slots=True, eq=False)
class Remark(Part):
    """A comment, or a directive (``#disable-next-line …``)."""


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """A mistake in the text."""

    message: str
    start: int
    end: int


class Places:
    """Lines and columns of offsets: LF, CRLF and a lone CR end a line."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.starts = [0, *[match.end() for match in LINE_END.finditer(text)]]

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column, from 1, of an offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The stretch between two offsets."""
        starts = self.starts
        line = bisect_right(starts, start)
        begin = starts[line - 1]
        last = len(starts)
        if line == last or end < starts[line]:
            return Span(self.path, line, start - begin + 1, line, end - begin + 1)
        end_line = bisect_right(starts, end)
        return Span(self.path, line, start - begin + 1, end_line, end - starts[end_line - 1] + 1)

    def of(self, part: Part) -> Span:
        """The stretch of a part."""
        return self.span(part.start, part.end)


@dataclass(frozen=True, eq=False)
class File:
    """A Bicep file, or a parameter file."""

    path: str
    text: str
    statements: tuple[Statement, ...]
    problems: tuple[SyntaxProblem, ...] = ()
    comments: tuple[Remark, ...] = ()
    directives: tuple[Remark, ...] = ()
    is_parameter_file: bool = field(default=False)
    duplicates: tuple[tuple[Property, Property], ...] = ()
    """Properties of one object that have the same key: the later one, and the first one."""

    @cached_property
    def places(self) -> Places:
        """Where offsets stand."""
        return Places(self.path, self.text)

    def written(self, part: Part) -> str:
        """The text of a part."""
        return self.text[part.start : part.end]
