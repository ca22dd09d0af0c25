"""Texts with interpolations and directives. A text that is known in part keeps what is known of it."""

from __future__ import annotations

from mvnetgen.languages.hcl.decide import decided
from mvnetgen.languages.hcl.scope import Scope, evaluates
from mvnetgen.languages.hcl.syntax import Expression, Literal, Template, TemplateFor, TemplateIf
from mvnetgen.languages.hcl.value import items_of, only_origin, spell_scalar
from mvnetgen.languages.hcl.work import Refused, Work
from mvnetgen.text.document import HOLE, Node, Unknown, joined_symbol
from mvnetgen.text.source import Span


class Text:
    """A text while it is put together: its parts, and the first thing that is not known."""

    __slots__ = ("length", "nodes", "parts", "sensitive", "unknown", "values", "work")

    def __init__(self, work: Work) -> None:
        self.parts: list[str] = []
        self.values: list[object] = []
        """What the parts stand for."""
        self.nodes: list[Node] = []
        self.unknown: Unknown | None = None
        self.length = 0
        self.sensitive = False
        """Whether a sensitive condition or collection decides what stands in it."""
        self.work = work

    def add(self, text: str, value: Unknown | None = None) -> None:
        """Append a text, or what is known of one that is not known."""
        self.length += len(text)
        self.work.room(self.length)
        self.parts.append(text)
        self.values.append(text if value is None else value)

    def append(self, node: Node) -> None:
        """Append a value. Raises `Refused` for null and for collections."""
        self.nodes.append(node)
        value = node.value
        if isinstance(value, Unknown):
            self.unknown = self.unknown or value
            self.add(HOLE if value.text is None else value.text, value)
        elif isinstance(value, str):
            self.add(value)
        elif value is None:
            raise Refused("null is put into a text")
        elif isinstance(value, bool | int | float):
            self.add(spell_scalar(value))
        else:
            raise Refused("a collection is put into a text")

    def node(self, span: Span) -> Node:
        """The whole text at a span."""
        text = "".join(self.parts)
        value = self.unknown.other(text, symbol=joined_symbol(self.values)) if self.unknown else text
        sensitive = self.sensitive or any(each.sensitive for each in self.nodes)
        return Node(value, span, None, only_origin(self.nodes), sensitive)


@evaluates(Template)
def template(expression: Template, scope: Scope) -> Node:
    """A text; of a template that is one interpolation, the value itself."""
    parts = expression.parts
    if len(parts) == 1 and not isinstance(parts[0], TemplateIf | TemplateFor):
        return scope.value(parts[0])
    return text_of(expression, scope)


@evaluates(TemplateIf)
def condition(expression: TemplateIf, scope: Scope) -> Node:
    """A directive on its own."""
    return text_of(expression, scope)


@evaluates(TemplateFor)
def loop(expression: TemplateFor, scope: Scope) -> Node:
    """A directive on its own."""
    return text_of(expression, scope)


def text_of(expression: Expression, scope: Scope) -> Node:
    """A template as text, even when it is one interpolation."""
    text = Text(scope.world.work)
    _write(expression, scope, text)
    return text.node(expression.span)


def _write(expression: Expression, scope: Scope, text: Text) -> None:
    match expression:
        case Template():
            for part in expression.parts:
                _write(part, scope, text)
        case Literal(value=str() as literal):
            text.add(literal)
        case TemplateIf():
            touched = scope.world.touched
            answer = decided(expression.condition, scope)
            text.sensitive = text.sensitive or scope.world.touched != touched
            if isinstance(answer, Node):
                text.append(answer)
            else:
                _write(expression.then if answer else expression.otherwise, scope, text)
        case TemplateFor():
            _loop(expression, scope, text)
        case _:
            text.append(scope.value(expression))


def _loop(expression: TemplateFor, scope: Scope, text: Text) -> None:
    collection = scope.value(expression.collection)
    text.sensitive = text.sensitive or collection.sensitive
    if isinstance(collection.value, Unknown):
        text.append(Node(collection.value.other(), collection.span))
        return
    scope.world.looping += 1
    try:
        for key, value in items_of(collection, scope.world.work):
            names = {expression.value: value}
            if expression.key is not None:
                names[expression.key] = key
            _write(expression.body, scope.binding(names), text)
    finally:
        scope.world.looping -= 1
