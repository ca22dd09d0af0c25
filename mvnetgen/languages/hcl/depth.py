"""How deep an expression is: what walks it recursively must not meet one that is deeper than Python's stack."""

from __future__ import annotations

from typing import Any

from mvnetgen.languages.hcl import syntax
from mvnetgen.languages.hcl.syntax import Expression

PARTS: dict[type, tuple[str, ...]] = {
    syntax.Literal: (),
    syntax.Variable: (),
    syntax.ObjectItem: ("key", "value"),
    syntax.Template: ("parts",),
    syntax.TemplateIf: ("condition", "then", "otherwise"),
    syntax.TemplateFor: ("collection", "body"),
    syntax.Attribute: ("of",),
    syntax.Index: ("of", "key"),
    syntax.Splat: ("of", "each"),
    syntax.Call: ("arguments",),
    syntax.Unary: ("operand",),
    syntax.Binary: ("left", "right"),
    syntax.Conditional: ("condition", "then", "otherwise"),
    syntax.TupleLiteral: ("items",),
    syntax.ObjectLiteral: ("items",),
    syntax.For: ("collection", "result_key", "result", "condition"),
    syntax.Parentheses: ("inner",),
}


def depth(expression: Expression) -> int:
    """How many expressions stand within each other; counted without recursion."""
    deepest = 0
    waiting: list[tuple[Any, int]] = [(expression, 1)]
    while waiting:
        node, level = waiting.pop()
        deepest = max(deepest, level)
        for name in PARTS[type(node)]:
            inner = getattr(node, name)
            if isinstance(inner, tuple):
                waiting += [(each, level + 1) for each in inner]
            elif inner is not None:
                waiting.append((inner, level + 1))
    return deepest
