"""
HCL as a tree of our own: what `parse` makes of a file and `evaluate` reads.

Small, frozen, and picklable, so that it can be cached and sent between processes; each expression knows its span.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mvnetgen.text.source import Span


@dataclass(frozen=True, slots=True)
class Expression:
    """Anything that has a value."""

    span: Span


@dataclass(frozen=True, slots=True)
class Literal(Expression):
    """A number, ``true``, ``false``, ``null``, or a quoted text or heredoc without interpolation (already unescaped)."""

    value: bool | int | float | str | None


@dataclass(frozen=True, slots=True)
class Template(Expression):
    """A text or heredoc with interpolations; a part that is a plain text is a `Literal`."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class TemplateIf(Expression):
    """``%{ if c }…%{ else }…%{ endif }`` inside a template; the arms are templates."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True)
class TemplateFor(Expression):
    """``%{ for k, v in xs }…%{ endfor }`` inside a template."""

    key: str | None
    value: str
    collection: Expression
    body: Expression


@dataclass(frozen=True, slots=True)
class Variable(Expression):
    """The first word of a traversal: ``var``, ``local``, ``each``, ``azapi_resource``, or a name that ``for`` binds."""

    name: str


@dataclass(frozen=True, slots=True)
class Attribute(Expression):
    """``of.name``; also the legacy ``of.0`` as an `Index` with a literal."""

    of: Expression
    name: str


@dataclass(frozen=True, slots=True)
class Index(Expression):
    """``of[key]``."""

    of: Expression
    key: Expression


@dataclass(frozen=True, slots=True)
class Splat(Expression):
    """
    ``of[*].a[0]`` or ``of.*.a``.

    ``each`` is the rest of the traversal, which is applied to every element; in it the element is ``Variable("*")``.
    """

    of: Expression
    each: Expression
    full: bool = True
    """``[*]`` rather than ``.*``: what differs is already in the shape of the tree."""


@dataclass(frozen=True, slots=True)
class Call(Expression):
    """``name(arguments)``; ``expand`` when the last argument ends with ``...``."""

    name: str
    arguments: tuple[Expression, ...]
    expand: bool = False


@dataclass(frozen=True, slots=True)
class Unary(Expression):
    """``-x`` or ``!x``."""

    operator: str
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary(Expression):
    """``a + b`` with ``+ - * / % == != < > <= >= && ||``."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Conditional(Expression):
    """``condition ? then : otherwise``."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True)
class TupleLiteral(Expression):
    """``[a, b]``."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class ObjectItem:
    """
    ``key = value`` in an object.

    A bare word as key is a `Literal` text; ``(expr) =`` and ``"${x}" =`` are the expression itself.
    """

    key: Expression
    value: Expression


@dataclass(frozen=True, slots=True)
class ObjectLiteral(Expression):
    """``{ key = value }``."""

    items: tuple[ObjectItem, ...]


@dataclass(frozen=True, slots=True)
class For(Expression):
    """
    ``[for k, v in xs : v if c]`` when ``result_key`` is None, ``{for k, v in xs : k => v... if c}`` otherwise.

    ``group`` is the ellipsis of the object form.
    """

    key: str | None
    value: str
    collection: Expression
    result_key: Expression | None
    result: Expression
    condition: Expression | None
    group: bool = False


@dataclass(frozen=True, slots=True)
class Parentheses(Expression):
    """``(x)``: kept because it stops a splat and lets a key be an expression."""

    inner: Expression


@dataclass(frozen=True, slots=True)
class HclAttribute:
    """``name = value`` in a body."""

    name: str
    name_span: Span
    value: Expression


@dataclass(frozen=True, slots=True)
class Block:
    """``type "label" { … }``."""

    type: str
    labels: tuple[str, ...]
    span: Span
    """From the type to the closing brace."""
    header: Span
    """The type and its labels."""
    body: Body
    label_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """The inside of a file or a block, in the order of the file."""

    attributes: tuple[HclAttribute, ...] = ()
    blocks: tuple[Block, ...] = ()

    def attribute(self, name: str) -> HclAttribute | None:
        """The attribute of a name; the last one when it is written twice."""
        return next((each for each in reversed(self.attributes) if each.name == name), None)

    def blocks_of(self, kind: str) -> tuple[Block, ...]:
        """The blocks of a type, ``dynamic`` ones not expanded."""
        return tuple(block for block in self.blocks if block.type == kind)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: its text without the marks, and where it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """A mistake in the text; what the broken stretch declares is unknown."""

    message: str
    span: Span
    hides: tuple[str, ...] = ()
    """Type and labels of the block that is missing from the tree, as far as they could be read: ``("variable", "x")``."""
    hides_something: bool = True
    """False when the tree is whole nevertheless, as with an argument written twice."""


@dataclass(frozen=True, slots=True)
class File:
    """One parsed file."""

    path: str
    body: Body
    comments: tuple[Comment, ...] = ()
    problems: tuple[SyntaxProblem, ...] = ()
    duplicates: tuple[tuple[str, Span, Span], ...] = field(default=())
    """Attributes or object keys written twice in one body or object: the name, the second place, the first place."""
