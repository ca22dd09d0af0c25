"""
The text of a Bicep file, or of a parameter file, as a tree.

A mistake is noted at its place and costs as little as it can: a property, an item, an argument, else its statement.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from mvnetgen.languages.bicep.cursor import Wrong
from mvnetgen.languages.bicep.scan import BROKEN, END, LEFT, NAME, NEWLINE, STRING, Tokens, scan
from mvnetgen.languages.bicep.syntax import (
    Assert,
    Assignment,
    Broken,
    BrokenType,
    Decorator,
    Expression,
    Extends,
    Extension,
    ExtensionConfig,
    File,
    Function,
    FunctionParameter,
    Identifier,
    Import,
    Literal,
    Metadata,
    Module,
    Output,
    Parameter,
    Resource,
    Statement,
    Symbol,
    TargetScope,
    Text,
    Type,
    TypeDeclaration,
    Using,
    Variable,
)
from mvnetgen.languages.bicep.types import TypeParser
from mvnetgen.languages.recursion import make_room

SCOPES = ("resourceGroup", "subscription", "managementGroup", "tenant", "desiredStateConfiguration", "local")
Decorators = tuple[Decorator, ...]


def parse(path: str, text: str) -> File:
    """A file by its text as `decode` gives it. Never raises; what is wrong is among the problems, in the order of the text."""
    make_room()
    parameter_file = path.lower().endswith(".bicepparam")
    tokens = scan(text)
    parser = _Parser(text, tokens, parameter_file=parameter_file)
    statements = parser.file()
    lexical = {problem.start for problem in tokens.problems}
    found = [*tokens.problems, *(problem for problem in parser.problems if problem.start not in lexical)]
    found.sort(key=lambda problem: (problem.start, problem.end))
    return File(
        path,
        text,
        tuple(statements),
        tuple(found),
        tuple(tokens.comments),
        tuple(tokens.directives),
        parameter_file,
        tuple(parser.duplicates),
    )


class _Parser(TypeParser):
    """Reads statements."""

    def __init__(self, text: str, tokens: Tokens, *, parameter_file: bool) -> None:
        super().__init__(text, tokens)
        self.parameter_file = parameter_file
        both: dict[str, Callable[[int, Decorators], Statement]] = {
            "var": self._variable,
            "type": self._type_declaration,
            "import": self._import,
            "extension": self._extension,
        }
        own: dict[str, Callable[[int, Decorators], Statement]] = (
            {
                "using": self._using,
                "extends": self._extends,
                "param": self._assignment,
                "extensionConfig": self._extension_config,
            }
            if parameter_file
            else {
                "targetScope": self._target_scope,
                "metadata": self._metadata,
                "param": self._parameter,
                "resource": self._resource,
                "module": self._module,
                "test": self._module,
                "output": self._output,
                "func": self._function,
                "assert": self._assert,
            }
        )
        self.statements = {**both, **own}

    def file(self) -> list[Statement]:
        """All statements."""
        found: list[Statement] = []
        kinds = self.kinds
        self.newlines()
        while kinds[self.i] != END:
            self.depth = 0
            self.simple = False
            try:
                found.append(self._statement())
                if kinds[self.i] not in {NEWLINE, END}:
                    raise self.wrong("a line end")
            except Wrong as mistake:
                self.add(mistake.problem)
                if kinds[self.i] != NEWLINE:
                    self.i += kinds[self.i] != END and self.cut is None
                    self._skip_line()
            self.mend()
            self.newlines()
        return found

    def _skip_line(self) -> None:
        """To the end of the line; over lines as long as brackets are open that do not swallow a declaration."""
        self.skip(commas=False)
        while self.kinds[self.i] not in {NEWLINE, END}:
            self.i += 1
            self.skip(commas=False)

    def _statement(self) -> Statement:
        start = self.starts[self.i]
        decorators = self.decorators()
        word = self.word(self.i) if self.kinds[self.i] == NAME else ""
        read = self.statements.get(word)
        if read is None:
            raise self._undeclared(decorators)
        self.i += 1
        return read(start, decorators)

    def nested_resource(self) -> Resource | Broken:
        """A resource in the body of another one, with its decorators."""
        start = self.starts[self.i]
        decorators = self.decorators()
        if not self.at_word("resource"):
            raise self._undeclared(decorators)
        self.i += 1
        self.deeper()
        try:
            return self._resource(start, decorators, nested=True)
        finally:
            self.depth -= 1

    def _undeclared(self, decorators: Decorators) -> Wrong:
        """What is wrong where a declaration is missing: its decorators are in the way, if there are any."""
        if not decorators:
            return self.wrong("a declaration")
        last = decorators[-1]
        return Wrong("a declaration must follow the decorator", last.start, last.end)

    # parts that may be missing

    def _assign(self) -> None:
        """The ``=``; without it the value may still be there."""
        if self.kinds[self.i] == "=":
            self.i += 1
            return
        self.note("`=`")
        if self.kinds[self.i] == ":" or self.kinds[self.i] == "==":
            self.i += 1

    def _value(self) -> Expression:
        """What is declared."""
        start = self.starts[self.i]
        try:
            return self.expression()
        except Wrong as mistake:
            self.add(mistake.problem)
            self._skip_line()
            return Broken(start, max(start, self.last_end()))

    def _type(self, *, may_be_bare: bool = False) -> Type:
        start = self.starts[self.i]
        try:
            return self.declared_type(may_be_bare=may_be_bare)
        except Wrong as mistake:
            self.add(mistake.problem)
            while self.kinds[self.i] not in {"=", NEWLINE, END}:
                self.i += 1
            return BrokenType(start, start)

    def _quoted(self, expected: str) -> Literal | Text | Broken:
        """The type of a resource or the path of a module."""
        start = self.starts[self.i]
        if self.kinds[self.i] not in {STRING, LEFT, BROKEN}:
            self.note(expected)
            while self.kinds[self.i] not in {"=", "{", NEWLINE, END}:
                self.i += 1
            return Broken(start, start)
        return self.text_literal(expected)

    # statements of both kinds of file

    def _variable(self, start: int, decorators: Decorators) -> Variable:
        name = self.identifier("the name of a variable")
        kind = self.kinds[self.i]
        found = self._type() if kind not in {"=", NEWLINE, END, ":", "=="} else None
        self._assign()
        value = self._value()
        return Variable(start, value.end, decorators, name, found, value)

    def _type_declaration(self, start: int, decorators: Decorators) -> TypeDeclaration:
        name = self.identifier("the name of a type")
        self._assign()
        found = self._type()
        return TypeDeclaration(start, found.end, decorators, name, found)

    def _import(self, start: int, decorators: Decorators) -> Statement:
        kind = self.kinds[self.i]
        if kind in {STRING, LEFT}:
            return self._extension(start, decorators)
        symbols: list[Symbol] = []
        everything: Identifier | None = None
        if kind == "{":
            self.i += 1
            self.items("}", lambda: symbols.append(self._symbol()))
            self.close("}", start)
        elif kind == "*":
            self.i += 1
            self.take_word("as")
            everything = self.identifier("the name of a namespace")
        else:
            raise self.wrong("`{` or `*`")
        self.take_word("from")
        source = self.text_literal("the path of a file in quotes")
        return Import(start, source.end, decorators, tuple(symbols), everything, source)

    def _symbol(self) -> Symbol:
        i = self.i
        if self.kinds[i] == STRING:
            self.i += 1
            name = self.value_of(i) or ""
        else:
            name = self.identifier("the name of something exported").name
        alias = Identifier(self.starts[i], self.ends[i], name)
        if self.at_word("as"):
            self.i += 1
            alias = self.identifier("another name")
        elif self.kinds[i] == STRING:
            raise self.wrong("`as` and a name")
        return Symbol(self.starts[i], alias.end, name, alias)

    def _extension(self, start: int, decorators: Decorators) -> Extension:
        named = self.kinds[self.i] == NAME
        specification = self.identifier() if named else self.text_literal("the name of an extension")
        config: Expression | None = None
        alias: Identifier | None = None
        if self.at_word("with"):
            self.i += 1
            config = self.object()
        if self.at_word("as"):
            self.i += 1
            alias = self.identifier("the alias of the extension")
        elif self.kinds[self.i] not in {NEWLINE, END}:
            raise self.wrong("`with`, `as` or a line end")
        return Extension(start, self.last_end(), decorators, specification, config, alias)

    # statements of a template

    def _target_scope(self, start: int, decorators: Decorators) -> TargetScope:
        self._assign()
        value = self._value()
        if not (isinstance(value, Literal) and value.value in SCOPES) and not isinstance(value, Broken):
            self.add(Wrong(f"`targetScope` is one of {', '.join(SCOPES)}", value.start, value.end).problem)
        return TargetScope(start, value.end, decorators, value)

    def _metadata(self, start: int, decorators: Decorators) -> Metadata:
        name = self.identifier()
        self._assign()
        value = self._value()
        return Metadata(start, value.end, decorators, name, value)

    def _parameter(self, start: int, decorators: Decorators) -> Parameter:
        name = self.identifier("the name of a parameter")
        found = self._type()
        default: Expression | None = None
        if self.kinds[self.i] == "=":
            self.i += 1
            default = self._value()
        elif self.kinds[self.i] not in {NEWLINE, END}:
            raise self.wrong("`=` or a line end")
        end = max(name.end, default.end if default else found.end)
        return Parameter(start, end, decorators, name, found, default)

    def _output(self, start: int, decorators: Decorators) -> Output:
        name = self.identifier("the name of an output")
        found = self._type(may_be_bare=True)
        self._assign()
        value = self._value()
        return Output(start, value.end, decorators, name, found, value)

    def _resource(self, start: int, decorators: Decorators, *, nested: bool = False) -> Resource:
        name = self.identifier("the name of a resource")
        kind = self._quoted("the type of a resource in quotes, with its api-version")
        if not nested and isinstance(kind, Literal) and re.fullmatch("[^@]+/[^@]+", str(kind.value)):
            self.add(Wrong("the type of a resource has an api-version: `…@2024-10-01`", kind.start, kind.end).problem)
        existing = self.at_word("existing")
        self.i += existing
        self._assign()
        value = self._body(declares=True)
        return Resource(start, max(value.end, kind.end), decorators, name, kind, existing, value)

    def _module(self, start: int, decorators: Decorators) -> Module:
        test = self.word(self.i - 1) == "test"
        name = self.identifier("the name of a module")
        source = self._quoted("the path of a module in quotes")
        self._assign()
        value = self._body(declares=False)
        return Module(start, max(value.end, source.end), decorators, name, source, value, test)

    def _body(self, *, declares: bool) -> Expression:
        """The body of a resource or module: an object, a condition, a loop."""
        if self.kinds[self.i] == NEWLINE:
            behind = self.behind_newlines(self.i)
            if self.kinds[behind] == NAME and self.word(behind) == "if":
                self.i = behind
        kind = self.kinds[self.i]
        start = self.starts[self.i]
        try:
            if kind == "{":
                return self.object(declares=declares)
            if kind == "[":
                return self.loop(in_declaration=True, declares=declares)
            if self.at_word("if"):
                return self.condition(declares=declares)
            raise self.wrong("`{`, `[` or `if`")
        except Wrong as mistake:
            self.add(mistake.problem)
            self._skip_line()
            return Broken(start, max(start, self.last_end()))

    def _function(self, start: int, decorators: Decorators) -> Function:
        name = self.identifier("the name of a function")
        parameters: list[FunctionParameter] = []
        self.take("(", "`(`")
        self.elements(")", lambda: parameters.append(self._function_parameter()))
        self.close(")", name.end)
        result = self.type()
        self.take("=>", "`=>`")
        self.newlines()
        body = self._value()
        return Function(start, body.end, decorators, name, tuple(parameters), result, body)

    def _function_parameter(self) -> FunctionParameter:
        name = self.identifier("the name of a parameter")
        found = self.type()
        return FunctionParameter(name.start, found.end, name, found)

    def _assert(self, start: int, decorators: Decorators) -> Assert:
        name = self.identifier("the name of an assertion")
        self._assign()
        value = self._value()
        return Assert(start, value.end, decorators, name, value)

    # statements of a parameter file

    def _using(self, start: int, decorators: Decorators) -> Using:
        source: Literal | Text | Broken | None = None
        if self.at_word("none"):
            self.i += 1
        else:
            source = self.text_literal("the path of a template in quotes")
        config: Expression | None = None
        if self.at_word("with"):
            self.i += 1
            config = self.object()
        return Using(start, self.last_end(), decorators, source, config)

    def _extends(self, start: int, decorators: Decorators) -> Extends:
        source = self.text_literal("the path of a parameter file in quotes")
        return Extends(start, source.end, decorators, source)

    def _assignment(self, start: int, decorators: Decorators) -> Assignment:
        name = self.identifier("the name of a parameter")
        self._assign()
        value = self._value()
        return Assignment(start, value.end, decorators, name, value)

    def _extension_config(self, start: int, decorators: Decorators) -> ExtensionConfig:
        name = self.identifier("the alias of an extension")
        self.take_word("with")
        config = self.object()
        return ExtensionConfig(start, config.end, decorators, name, config)
