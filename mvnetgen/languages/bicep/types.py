"""Types, from tokens to the tree."""

from __future__ import annotations

from mvnetgen.languages.bicep.cursor import Wrong
from mvnetgen.languages.bicep.expressions import ExpressionParser
from mvnetgen.languages.bicep.scan import BROKEN, END, LEFT, NAME, NEWLINE, NUMBER, STRING
from mvnetgen.languages.bicep.syntax import (
    ArrayOf,
    Broken,
    BrokenType,
    Decorator,
    Expression,
    Literal,
    Nullable,
    ObjectType,
    PropertyType,
    ResourceType,
    Text,
    TupleType,
    Type,
    TypeGroup,
    TypeName,
    TypePart,
    Unary,
    Union,
)

_CONSTANTS = {"true": True, "false": False, "null": None}


class TypeParser(ExpressionParser):
    """Reads types and decorators."""

    def declared_type(self, *, may_be_bare: bool = False) -> Type:
        """The type of a declaration: also ``resource 'type@version'``, of an output without the text."""
        if not self.at_word("resource") or self.kinds[self.i + 1] == "<":
            return self.type()
        start = self.starts[self.i]
        self.i += 1
        if may_be_bare and self.kinds[self.i] not in {STRING, LEFT}:
            return ResourceType(start, self.last_end(), None)
        found = self.text_literal("the type of a resource in quotes")
        return ResourceType(start, found.end, None if isinstance(found, Broken) else found)

    def text_literal(self, expected: str) -> Literal | Text | Broken:
        """A string, interpolated or not."""
        kind = self.kinds[self.i]
        if kind in {STRING, BROKEN}:
            self.i += 1
            return self.plain_string(self.i - 1)
        if kind != LEFT:
            raise self.wrong(expected)
        found = self.interpolated()
        return found if isinstance(found, Text | Broken) else Broken(found.start, found.end)

    def type(self) -> Type:
        """A type, or a union of several, also over lines."""
        self.deeper()
        try:
            return self._union()
        finally:
            self.depth -= 1

    def _pipe_follows(self) -> bool:
        kinds, i = self.kinds, self.i
        return kinds[i] == "|" or (kinds[i] == NEWLINE and kinds[i + 1] == "|")

    def _union(self) -> Type:
        if self.kinds[self.i + (self.kinds[self.i] == NEWLINE)] != "|":
            first = self._suffixed()
            if not self._pipe_follows():
                return first
            members = [first]
        else:
            members = []
        while self._pipe_follows():
            self.newlines()
            self.i += 1
            members.append(self._suffixed())
        return Union(members[0].start, members[-1].end, tuple(members))

    def _suffixed(self) -> Type:
        """``a?``, ``a!``, ``-1``."""
        kind = self.kinds[self.i]
        if kind in {"-", "!"}:
            start = self.starts[self.i]
            self.i += 1
            operand = (
                self._type_number(negative=True)
                if kind == "-" and self.kinds[self.i] == NUMBER
                else self._parts(self._simple())
            )
            found: Type = Unary(start, operand.end, kind, operand)
        else:
            found = self._parts(self._simple())
        while (kind := self.kinds[self.i]) in {"?", "!"}:
            self.i += 1
            found = Nullable(found.start, self.last_end(), found, kind == "!")
        return found

    def _type_number(self, *, negative: bool) -> Type:
        found = self._number(negative=negative)
        return found if isinstance(found, Literal) else BrokenType(found.start, found.end)

    def _simple(self) -> Type:
        kind = self.kinds[self.i]
        start, end = self.starts[self.i], self.ends[self.i]
        if kind == NAME:
            return self._named(None)
        if kind in {STRING, LEFT, BROKEN}:
            found = self.text_literal("a text")
            return BrokenType(found.start, found.end) if isinstance(found, Broken) else found
        if kind == NUMBER:
            return self._type_number(negative=False)
        if kind in _CONSTANTS:
            self.i += 1
            return Literal(start, end, _CONSTANTS[kind])
        if kind == "{":
            return self._object()
        if kind == "[":
            self.i += 1
            items: list[Type] = []
            self.items("]", lambda: items.append(self._tuple_item()))
            return TupleType(start, self.close("]", start), tuple(items))
        if kind == "(":
            self.i += 1
            inner = self.type()
            return TypeGroup(start, self.close(")", start), inner)
        raise self.wrong("a type")

    def _named(self, of: Type | None) -> TypeName:
        name = self.identifier("the name of a type")
        start = of.start if of else name.start
        if self.kinds[self.i] != "<":
            return TypeName(start, name.end, of, name, ())
        arguments: list[Type] = []
        self.i += 1
        self.elements(">", lambda: arguments.append(self.type()))
        return TypeName(start, self.close(">", start), of, name, tuple(arguments))

    def _parts(self, found: Type) -> Type:
        """``a[]``, ``a[*]``, ``a[0]``, ``a.b``, ``a.*``."""
        kinds = self.kinds
        while True:
            kind = kinds[self.i]
            if kind == "[":
                self.i += 1
                if kinds[self.i] == "]":
                    self.i += 1
                    found = ArrayOf(found.start, self.last_end(), found)
                    continue
                key: str | Expression = "*"
                if kinds[self.i] == "*":
                    self.i += 1
                else:
                    key = self.expression()
                close = self.take("]", "`]`")
                found = TypePart(found.start, self.ends[close], found, key)
            elif kind == ".":
                self.i += 1
                if kinds[self.i] == "*":
                    self.i += 1
                    found = TypePart(found.start, self.last_end(), found, ".*")
                else:
                    found = self._named(found)
            else:
                return found

    def _tuple_item(self) -> Type:
        self.decorators()
        return self.type()

    def _object(self) -> ObjectType:
        start = self.starts[self.take("{", "`{`")]
        properties: list[PropertyType] = []
        self.items("}", lambda: properties.append(self._property()))
        return ObjectType(start, self.close("}", start), tuple(properties))

    def _property(self) -> PropertyType:
        decorators = self.decorators()
        kind = self.kinds[self.i]
        start, end = self.starts[self.i], self.ends[self.i]
        key: Literal | Text | Broken | None
        if kind == NAME:
            key = Literal(start, end, self.text[start:end])
            self.i += 1
        elif kind == "*":
            key = None
            self.i += 1
        elif kind in {STRING, LEFT}:
            key = self.text_literal("the name of a property")
        else:
            raise self.wrong("the name of a property or `*`")
        if self.kinds[self.i] != ":":
            raise self.wrong("`:`")
        self.i += 1
        found = self.type()
        return PropertyType(decorators[0].start if decorators else start, found.end, key, found, decorators)

    # decorators

    def decorators(self) -> tuple[Decorator, ...]:
        """``@f()`` and so on, each of them on its line."""
        if self.kinds[self.i] != "@":
            return ()
        found: list[Decorator] = []
        while self.kinds[self.i] == "@":
            try:
                found.append(self._decorator())
                if self.kinds[self.i] not in {NEWLINE, END}:
                    self.note("a line end behind the decorator")
            except Wrong as mistake:
                self.add(mistake.problem)
                self.skip(commas=False)
                if self.kinds[self.i] not in {NEWLINE, END}:
                    return tuple(found)
            self.newlines()
        return tuple(found)

    def _decorator(self) -> Decorator:
        start = self.starts[self.i]
        self.i += 1
        name = self.identifier("the name of a decorator")
        arguments: list[Expression] = []
        called = False
        while True:
            if self.kinds[self.i] == "(":
                self.i += 1
                self.elements(")", lambda: arguments.append(self.expression()))
                self.close(")", name.end)
                called = True
            if self.kinds[self.i] != ".":
                if not called:
                    raise self.wrong("`(`")
                return Decorator(start, self.last_end(), name.name, tuple(arguments))
            self.i += 1
            name = self.identifier("the name of a decorator")
