"""A syntax tree as a short text, so that tests show what belongs to what."""

from mvnetgen.languages.bicep import syntax as s


def outline(part: object) -> str:
    """An expression, type or statement, with parentheses around whatever is one thing."""
    match part:
        case None:
            return "-"
        case str():
            return repr(part)
        case tuple():
            return " ".join(outline(each) for each in part)
        case s.Identifier():
            return part.name
        case s.Literal():
            return repr(part.value)
        case s.Name():
            return part.name
        case s.Broken() | s.BrokenType():
            return "BROKEN"
        case s.Text():
            return f"(text {outline(part.parts)})"
        case s.Member():
            return f"({outline(part.of)} {'.?' if part.safe else '.'} {part.name.name})"
        case s.Item():
            return f"({outline(part.of)} [{'?' * part.safe}{'^' * part.from_end}] {outline(part.key)})"
        case s.Child():
            return f"({outline(part.of)} :: {part.name.name})"
        case s.Sure():
            return f"({outline(part.of)} !)"
        case s.Call():
            of = f"{outline(part.of)} . " if part.of else ""
            return f"(call {of}{' '.join([part.name.name, *map(outline, part.arguments)])})"
        case s.Unary():
            return f"({part.operator} {outline(part.operand)})"
        case s.Binary():
            return f"({outline(part.left)} {part.operator} {outline(part.right)})"
        case s.Conditional():
            return f"({outline(part.condition)} ? {outline(part.then)} : {outline(part.otherwise)})"
        case s.Group():
            return outline(part.inner)
        case s.Spread():
            return f"...{outline(part.value)}"
        case s.ArrayLiteral():
            return f"[{outline(part.items)}]"
        case s.ObjectLiteral():
            return "{" + outline(part.entries) + "}"
        case s.Property():
            return f"{outline(part.key)}: {outline(part.value)}"
        case s.For():
            names = part.item.name + (f",{part.index.name}" if part.index else "")
            return f"(for {names} in {outline(part.collection)}: {outline(part.body)})"
        case s.If():
            return f"(if {outline(part.condition)} {outline(part.body)})"
        case s.Lambda():
            return f"({','.join(each.name for each in part.parameters)} => {outline(part.body)})"
        case s.TypeName():
            of = f"{outline(part.of)}." if part.of else ""
            inside = f"<{outline(part.arguments)}>" if part.arguments else ""
            return f"{of}{part.name.name}{inside}"
        case s.TypePart():
            return f"{outline(part.of)}[{part.key if isinstance(part.key, str) else outline(part.key)}]"
        case s.ArrayOf():
            return f"{outline(part.of)}[]"
        case s.Nullable():
            return f"{outline(part.of)}{'!' if part.never else '?'}"
        case s.Union():
            return f"({' | '.join(map(outline, part.members))})"
        case s.TypeGroup():
            return f"({outline(part.inner)})"
        case s.PropertyType():
            return f"{outline(part.decorators)}{outline(part.key) if part.key else '*'}: {outline(part.type)}"
        case s.ObjectType():
            return "{" + outline(part.properties) + "}"
        case s.TupleType():
            return f"[{outline(part.items)}]"
        case s.ResourceType():
            return f"(resource {outline(part.type)})"
        case s.Decorator():
            return f"@{part.name}({outline(part.arguments)}) "
        case s.FunctionParameter():
            return f"{part.name.name}: {outline(part.type)}"
        case s.Symbol():
            return f"{part.name} as {part.alias.name}"
        case s.Statement():
            return statement(part)
    raise AssertionError(type(part))


def statement(part: s.Statement) -> str:
    """The kind of a statement and what it consists of."""
    fields = [name for name in part.__dataclass_fields__ if name not in {"start", "end", "decorators"}]
    values = [getattr(part, name) for name in fields]
    inside = " ".join(str(value).lower() if isinstance(value, bool) else outline(value) for value in values)
    return f"{outline(part.decorators)}{type(part).__name__.lower()} {inside}".strip()
