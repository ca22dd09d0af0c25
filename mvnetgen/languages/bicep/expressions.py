"""Expressions, from tokens to the tree."""

from __future__ import annotations

from collections.abc import Callable

from mvnetgen.languages.bicep.cursor import Cursor, Wrong
from mvnetgen.languages.bicep.scan import BROKEN, END, LEFT, MIDDLE, NAME, NEWLINE, NUMBER, RIGHT, STRING, Tokens
from mvnetgen.languages.bicep.syntax import (
    ArrayLiteral,
    Binary,
    Broken,
    Call,
    Child,
    Conditional,
    Expression,
    For,
    Group,
    Identifier,
    If,
    Item,
    Lambda,
    Literal,
    Member,
    Name,
    ObjectLiteral,
    Property,
    Resource,
    Spread,
    Sure,
    Text,
    Unary,
)
from mvnetgen.languages.bicep.text import unescaped, without_first_line_end

PRECEDENCE = {
    **dict.fromkeys(("*", "/", "%"), 7),
    **dict.fromkeys(("+", "-"), 6),
    **dict.fromkeys(("<", "<=", ">", ">="), 5),
    **dict.fromkeys(("==", "!=", "=~", "!~"), 4),
    "&&": 3,
    "||": 2,
    "??": 1,
}
"""How strongly an operator binds; all of them from the left."""

_ALONE = frozenset({NEWLINE, ",", "}", "]", ")", ":", END, MIDDLE, RIGHT})
"""What may stand behind an expression of a single token."""
_CONSTANTS = {"true": True, "false": False, "null": None}
_BEGINS = frozenset({STRING, LEFT, NUMBER, NAME, BROKEN, "true", "false", "null", "{", "[", "(", "-", "!"})
"""What an expression begins with."""
_LARGEST = 2**63


class ExpressionParser(Cursor):
    """Reads expressions. Inside of ``${…}`` arrays and objects are refused; `simple` says that this is the place."""

    simple = False

    def __init__(self, text: str, tokens: Tokens) -> None:
        super().__init__(text, tokens)
        self.duplicates: list[tuple[Property, Property]] = []

    def expression(self) -> Expression:
        """An expression."""
        i = self.i
        kinds = self.kinds
        following = kinds[i + 1]
        if following in _ALONE and (following != NEWLINE or kinds[i + 2] not in {"?", NEWLINE}):
            kind = kinds[i]
            if kind == STRING:
                self.i = i + 1
                return self.plain_string(i)
            if kind == NAME:
                self.i = i + 1
                start, end = self.starts[i], self.ends[i]
                return Name(start, end, self.text[start:end])
            if kind in _CONSTANTS:
                self.i = i + 1
                return Literal(self.starts[i], self.ends[i], _CONSTANTS[kind])
        self.deeper()
        try:
            return self._conditional(self.binary(0))
        finally:
            self.depth -= 1

    def _conditional(self, condition: Expression) -> Expression:
        kinds = self.kinds
        if kinds[self.i] != "?":
            if kinds[self.i] != NEWLINE or kinds[self.behind_newlines(self.i)] != "?":
                return condition
            self.newlines()
        self.i += 1
        then = self.expression()
        if kinds[self.i] == NEWLINE and kinds[self.behind_newlines(self.i)] == ":":
            self.newlines()
        self.take(":", "`:`")
        otherwise = self.expression()
        return Conditional(condition.start, otherwise.end, condition, then, otherwise)

    def binary(self, least: int) -> Expression:
        """Operators that bind more strongly than `least`."""
        kind = self.kinds[self.i]
        left = self._unary(kind) if kind in {"-", "!"} else self._operand(kind)
        while True:
            operator = self.kinds[self.i]
            strength = PRECEDENCE.get(operator, 0)
            if strength <= least:
                return left
            self.i += 1
            right = self.binary(strength)
            left = Binary(left.start, right.end, operator, left, right)

    def _unary(self, operator: str) -> Expression:
        start = self.starts[self.i]
        self.i += 1
        kind = self.kinds[self.i]
        if operator == "-" and kind == NUMBER:
            operand: Expression = self._number(negative=True)
            operand = self._behind(operand)
        else:
            operand = self._operand(kind)
        return Unary(start, operand.end, operator, operand)

    def _operand(self, kind: str) -> Expression:
        """A value and what is asked of it: ``a.b[c]!``."""
        i = self.i
        start, end = self.starts[i], self.ends[i]
        if kind == NAME:
            self.i = i + 1
            following = self.kinds[i + 1]
            word = self.text[start:end]
            if following == "(":
                found: Expression = self._call(None, Identifier(start, end, word))
            elif following == "=>":
                return self._lambda(start, (Identifier(start, end, word),))
            else:
                found = Name(start, end, word)
        elif kind == STRING:
            self.i = i + 1
            found = self.plain_string(i)
        elif kind == LEFT:
            found = self.interpolated()
        elif kind == NUMBER:
            found = self._number()
        elif kind == "{":
            found = self._literal_allowed(self.object())
        elif kind == "[":
            found = self._bracket()
            if not isinstance(found, For):
                self._literal_allowed(found)
        elif kind == "(":
            found = self._parenthesis()
            if isinstance(found, Lambda):
                return found
        elif kind in _CONSTANTS:
            self.i = i + 1
            found = Literal(start, end, _CONSTANTS[kind])
        elif kind == BROKEN:
            self.i = i + 1
            found = Broken(start, end)
        else:
            raise self.wrong("an expression")
        return self._behind(found)

    def _literal_allowed(self, found: Expression) -> Expression:
        if self.simple:
            message = "an array or object cannot stand in `${…}`; make it a variable"
            self.add(Wrong(message, found.start, found.end).problem)
        return found

    def _number(self, *, negative: bool = False) -> Expression:
        i = self.i
        self.i = i + 1
        start, end = self.starts[i], self.ends[i]
        digits = self.text[start:end].lstrip("0") or "0"
        if len(digits) > 19 or int(digits) >= _LARGEST + negative:
            self.add(Wrong("this integer is too large", start, end).problem)
            return Broken(start, end)
        return Literal(start, end, int(digits))

    def _behind(self, found: Expression) -> Expression:
        """Everything that is asked of a value."""
        kinds = self.kinds
        while True:
            kind = kinds[self.i]
            if kind == ".":
                self.i += 1
                safe = kinds[self.i] == "?"
                self.i += safe
                name = self.identifier("the name of a property or function")
                if kinds[self.i] == "(":
                    found = self._call(found, name)
                else:
                    found = Member(found.start, name.end, found, name, safe)
            elif kind == "[":
                found = self._index(found)
            elif kind == "::":
                self.i += 1
                name = self.identifier("the name of a nested resource")
                found = Child(found.start, name.end, found, name)
            elif kind == "!":
                self.i += 1
                found = Sure(found.start, self.ends[self.i - 1], found)
            else:
                return found

    def _index(self, found: Expression) -> Expression:
        self.i += 1
        safe = self.kinds[self.i] == "?"
        self.i += safe
        from_end = self.kinds[self.i] == "^"
        self.i += from_end
        key = self.expression()
        close = self.take("]", "`]`")
        return Item(found.start, self.ends[close], found, key, safe, from_end)

    # calls and lambdas

    def _call(self, of: Expression | None, name: Identifier) -> Expression:
        """The arguments of a function, from the opening parenthesis on."""
        arguments: list[Expression] = []
        self.i += 1
        self.elements(")", lambda: arguments.append(self.expression()))
        end = self.close(")", name.end)
        return Call(of.start if of else name.start, end, of, name, tuple(arguments))

    def elements(self, closing: str, read: Callable[[], object]) -> None:
        """What stands between parentheses or angles: commas are required, line ends are free behind them."""
        kinds = self.kinds
        if kinds[self.i] == closing:
            return
        self.newlines()
        while kinds[self.i] not in {closing, END}:
            try:
                read()
            except Wrong as mistake:
                self.add(mistake.problem)
                self.skip(commas=True)
            kind = kinds[self.i]
            if kind == ",":
                self.i += 1
                self.newlines()
                if kinds[self.i] == closing:
                    self.note("one more argument")
            elif kind == NEWLINE:
                behind = self.behind_newlines(self.i)
                if kinds[behind] == closing:
                    self.i = behind
                    return
                if kinds[behind] == END or self._looks_unclosed(behind):
                    return
                self.note("`,`")
                self.i = behind
            elif kind != closing:
                self.note(f"`,` or `{closing}`")
                if kind not in _BEGINS:
                    return

    def _looks_unclosed(self, i: int) -> bool:
        """Whether a line begins with something that belongs to what stands around a call that was never closed."""
        kind = self.kinds[i]
        return kind in {"}", "]", "@"} or (kind in {NAME, STRING} and self.kinds[i + 1] in {":", NAME})

    def _parenthesis(self) -> Expression:
        """``(a)``, or the parameters of a lambda."""
        kinds = self.kinds
        start = self.starts[self.i]
        self.i += 1
        broken = kinds[self.i] == NEWLINE
        at = self.i
        self.newlines()
        items: list[Expression] = []
        commas = 0
        while kinds[self.i] not in {")", END}:
            items.append(self.expression())
            broken = broken or kinds[self.i] == NEWLINE
            self.newlines()
            if kinds[self.i] != ",":
                break
            commas += 1
            self.i += 1
            self.newlines()
        end = self.close(")", start)
        if kinds[self.i] == "=>":
            names = tuple([Identifier(item.start, item.end, item.name) for item in items if isinstance(item, Name)])
            if len(names) < len(items):
                self.add(Wrong("the parameters of a lambda are names", start, end).problem)
            return self._lambda(start, names)
        if broken and items:
            self.add(Wrong("no line end may stand in parentheses", self.starts[at], self.starts[at]).problem)
        elif len(items) != 1 or commas:
            self.add(Wrong("parentheses hold exactly one expression", start, end).problem)
            return Broken(start, end)
        return Group(start, end, items[0])

    def _lambda(self, start: int, names: tuple[Identifier, ...]) -> Expression:
        self.i += 1
        self.newlines()
        simple, self.simple = self.simple, False
        try:
            body = self.expression()
        finally:
            self.simple = simple
        return Lambda(start, body.end, names, body)

    # texts

    def interpolated(self) -> Expression:
        """A string with ``${…}`` in it."""
        kinds = self.kinds
        first = self.i
        start = self.starts[first]
        parts: list[str | Expression] = []
        dollars = self._dollars(start)
        whole = self._piece(first, parts, dollars)
        simple, self.simple = self.simple, True
        try:
            while True:
                self.i += 1
                parts.append(self._hole())
                kind = kinds[self.i]
                if kind not in {MIDDLE, RIGHT}:
                    break
                whole = self._piece(self.i, parts, dollars) and whole
                if kind == RIGHT:
                    break
        finally:
            self.simple = simple
        if kinds[self.i] == RIGHT:
            self.i += 1
            end = self.last_end()
            return Text(start, end, tuple(parts)) if whole else Broken(start, end)
        if kinds[self.i] == BROKEN:
            self.i += 1
        return Broken(start, self.last_end())

    def _hole(self) -> Expression:
        """The expression in ``${…}``."""
        start = self.starts[self.i]
        try:
            found = self.expression()
        except Wrong as mistake:
            self.add(mistake.problem)
            found = Broken(start, start)
        if self.kinds[self.i] not in {MIDDLE, RIGHT, BROKEN}:
            self.note("`}`")
            depth = 0
            while (kind := self.kinds[self.i]) not in {NEWLINE, END} and (depth or kind not in {MIDDLE, RIGHT, BROKEN}):
                depth += (kind == LEFT) - (kind in {RIGHT, BROKEN})
                self.i += 1
            found = Broken(start, self.last_end())
        return found

    def _piece(self, i: int, parts: list[str | Expression], dollars: int) -> bool:
        """The text of one piece; False when it has an escape that does not exist."""
        kind = self.kinds[i]
        text = self.text[self.starts[i] : self.ends[i]]
        if dollars:
            text = text[dollars + 3 :] if kind == LEFT else text[1:]
            text = text[:-3] if kind == RIGHT else text[: -dollars - 1]
            parts.append(without_first_line_end(text) if kind == LEFT else text)
            return True
        value = unescaped(text[1:-1] if kind == RIGHT else text[1:-2])
        parts.append(value or "")
        return value is not None

    # arrays and objects

    def _bracket(self) -> Expression:
        behind = self.behind_newlines(self.i + 1)
        if self.kinds[behind] == NAME and self.word(behind) == "for":
            return self.loop(in_declaration=False)
        start = self.starts[self.i]
        self.i += 1
        items: list[Expression | Spread] = []
        simple, self.simple = self.simple, False
        self.items("]", lambda: items.append(self._array_item()))
        self.simple = simple
        return ArrayLiteral(start, self.close("]", start), tuple(items))

    def _array_item(self) -> Expression | Spread:
        if self.kinds[self.i] == "...":
            return self._spread()
        return self.expression()

    def _spread(self) -> Spread:
        start = self.starts[self.i]
        self.i += 1
        value = self.expression()
        return Spread(start, value.end, value)

    def items(self, closing: str, read: Callable[[], object]) -> None:
        """What stands between brackets or braces: one line or comma between two of them."""
        kinds = self.kinds
        self.newlines()
        while kinds[self.i] not in {closing, END}:
            if self._left_open(closing):
                return
            before = self.i
            try:
                read()
            except Wrong as mistake:
                self.add(mistake.problem)
                self.skip(commas=False)
            kind = kinds[self.i]
            if kind == NEWLINE:
                self.newlines()
            elif kind == ",":
                self.i += 1
                if kinds[self.i] == NEWLINE:
                    message = "no comma may stand at the end of a line"
                    self.add(Wrong(message, self.starts[self.i - 1], self.ends[self.i - 1]).problem)
                    self.newlines()
            elif kind not in {closing, END}:
                self.note("a line end or `,`")
                if self.i == before or kind not in _BEGINS:
                    self.skip(commas=True)
                    if kinds[self.i] not in {",", NEWLINE}:
                        return

    def _left_open(self, closing: str) -> bool:
        """Whether a declaration begins here, so that something around it was never closed."""
        i = self.i
        if not self.begins_declaration(i):
            return False
        if self.word(i) == "resource" and (self.kinds[i + 2] != STRING or "/" not in self.word(i + 2)):
            return False
        self.note(f"`{closing}`")
        self.cut_off()
        return True

    def object(self, *, declares: bool = False) -> ObjectLiteral:
        """``{…}``; `declares` allows resources inside."""
        start = self.starts[self.take("{", "`{`")]
        entries: list[Property | Spread | Resource | Broken] = []
        simple, self.simple = self.simple, False
        self.items("}", lambda: entries.append(self._entry(declares=declares)))
        self.simple = simple
        if len(entries) > 1:
            self._note_duplicates(entries)
        return ObjectLiteral(start, self.close("}", start), tuple(entries))

    def _note_duplicates(self, entries: list[Property | Spread | Resource | Broken]) -> None:
        seen: dict[object, Property] = {}
        for entry in entries:
            if type(entry) is Property and type(entry.key) is Literal:
                first = seen.setdefault(entry.key.value, entry)
                if first is not entry:
                    self.duplicates.append((entry, first))

    def _entry(self, *, declares: bool) -> Property | Spread | Resource | Broken:
        kinds = self.kinds
        i = self.i
        kind = kinds[i]
        start, end = self.starts[i], self.ends[i]
        key: Literal | Text | Broken
        if kind == NAME:
            word = self.text[start:end]
            if declares and word == "resource" and kinds[i + 1] == NAME:
                return self.nested_resource()
            self.i = i + 1
            key = Literal(start, end, word)
        elif kind == STRING:
            self.i = i + 1
            key = self.plain_string(i)
        elif kind == "...":
            if declares:
                self.note("the name of a property: nothing can be spread at the top of a resource")
            return self._spread()
        elif kind == LEFT:
            found = self.interpolated()
            key = found if isinstance(found, Text | Broken) else Broken(found.start, found.end)
        elif kind == "@" and declares:
            return self.nested_resource()
        else:
            raise self.wrong("the name of a property")
        if kinds[self.i] == ":":
            self.i += 1
            value = self.expression()
            return Property(start, value.end, key, value)
        return self._without_colon(start, key)

    def _without_colon(self, start: int, key: Literal | Text | Broken) -> Property:
        """What is meant where the colon is missing."""
        self.note("`:`")
        self.i += self.kinds[self.i] == "="
        if self.kinds[self.i] in _BEGINS:
            value = self.expression()
            return Property(start, value.end, key, value)
        self.skip(commas=True)
        return Property(start, self.last_end(), key, Broken(key.end, self.last_end()))

    def nested_resource(self) -> Resource | Broken:
        """A resource in the body of another one."""
        raise self.wrong("the name of a property")

    # loops and conditions

    def loop(self, *, in_declaration: bool, declares: bool = False) -> Expression:
        """``[for …]``."""
        kinds = self.kinds
        start = self.starts[self.i]
        self.i += 1
        self.newlines()
        self.take_word("for")
        simple, self.simple = self.simple, False
        index: Identifier | None = None
        if kinds[self.i] == "(":
            self.i += 1
            item = self.identifier("the name of the item")
            self.take(",", "`,` and the name of the index")
            index = self.identifier("the name of the index")
            self.take(")", "`)`")
        else:
            item = self.identifier("the name of the item")
        self.take_word("in")
        collection = self.expression()
        self.take(":", "`:`")
        try:
            body = self.loop_body(declares=declares) if in_declaration else self.expression()
            self.newlines()
        except Wrong as mistake:
            self.add(mistake.problem)
            at = self.starts[self.i]
            self.skip(commas=False)
            body = Broken(at, self.last_end())
            if kinds[self.behind_newlines(self.i)] == "]":
                self.newlines()
        self.simple = simple
        return For(start, self.close("]", start), item, index, collection, body)

    def loop_body(self, *, declares: bool) -> Expression:
        """The body of a loop over a resource or module."""
        if self.at_word("if"):
            return self.condition(declares=declares)
        if self.kinds[self.i] != "{":
            raise self.wrong("`{` or `if`")
        return self.object(declares=declares)

    def condition(self, *, declares: bool) -> Expression:
        """``if (…) {…}``."""
        start = self.starts[self.take_word("if")]
        if self.kinds[self.i] == "(":
            found: Expression = self._parenthesis()
        else:
            self.note("`(`")
            found = Broken(start, self.last_end())
            while self.kinds[self.i] not in {"{", NEWLINE, "]", END}:
                self.i += 1
        body = self.object(declares=declares)
        return If(start, body.end, found, body)
