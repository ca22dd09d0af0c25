"""Type constraints of variables: ``object({ mode = optional(string, "Disabled") })``."""

from __future__ import annotations

from mvnetgen.languages.hcl.conversion import ANY, BOOL, NUMBER, TEXT, Type
from mvnetgen.languages.hcl.scope import Scope
from mvnetgen.languages.hcl.syntax import Call, Expression, Literal, ObjectLiteral, Parentheses, TupleLiteral, Variable
from mvnetgen.text.document import Node

NAMES = {
    "any": ANY,
    "string": TEXT,
    "number": NUMBER,
    "bool": BOOL,
    "list": Type("list", ANY),
    "set": Type("set", ANY),
    "map": Type("map", ANY),
}


def read_type(expression: Expression, scope: Scope) -> Type:
    """The type that an expression spells; `ANY` for what is no type. Defaults are evaluated in the scope."""
    scope.world.work.charge()
    match expression:
        case Variable(name=name) | Literal(value=str(name)):
            return NAMES.get(name, ANY)
        case Parentheses():
            return read_type(expression.inner, scope)
        case Call(name="list" | "set" | "map" as kind, arguments=(element,)):
            return Type(kind, read_type(element, scope))
        case Call(name="tuple", arguments=(TupleLiteral(items=items),)):
            return Type("tuple", elements=tuple([read_type(item, scope) for item in items]))
        case Call(name="object", arguments=(ObjectLiteral() as literal,)):
            return _object(literal, scope)
    return ANY


def _object(literal: ObjectLiteral, scope: Scope) -> Type:
    attributes: dict[str, Type] = {}
    optional: dict[str, Node | None] = {}
    for item in literal.items:
        if not isinstance(item.key, Literal) or not isinstance(item.key.value, str):
            continue
        name = item.key.value
        match item.value:
            case Call(name="optional", arguments=(kind, *defaults)):
                attributes[name] = read_type(kind, scope)
                optional[name] = scope.value(defaults[0]) if defaults else None
            case kind:
                attributes[name] = read_type(kind, scope)
    return Type("object", attributes=attributes, optional=optional)
