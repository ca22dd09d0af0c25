"""Functions whose arguments are not evaluated first: ``try``, ``can``, ``templatestring``."""

from __future__ import annotations

from collections.abc import Callable

from mvnetgen.languages.hcl.functions.signature import Context, not_known
from mvnetgen.languages.hcl.functions.template_text import render
from mvnetgen.languages.hcl.syntax import Attribute, Call, Expression, Index, Variable
from mvnetgen.languages.hcl.value import any_sensitive, first_unknown, marked
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.text.document import Node, Unknown


def attempt(expression: Expression, context: Context) -> tuple[Node, bool]:
    """The value of an expression, and whether Terraform would refuse it."""
    world = context.scope.world
    before = world.refusals
    node = context.scope.value(expression)
    failed = world.refusals != before
    world.refusals = before
    return node, failed


def try_(expression: Call, context: Context) -> Node:
    """The first argument that Terraform does not refuse."""
    sensitive = False
    for argument in expression.arguments:
        touched = context.scope.world.touched
        node, failed = attempt(argument, context)
        if not failed:
            return marked(node) if sensitive else node
        sensitive = sensitive or context.scope.world.touched != touched
    raise Refused("`try`: none of the arguments can be evaluated" if expression.arguments else "`try`: no arguments")


def can(expression: Call, context: Context) -> Node:
    """Whether Terraform can evaluate the argument."""
    if len(expression.arguments) != 1:
        raise Refused("`can` takes one argument")
    touched = context.scope.world.touched
    node, failed = attempt(expression.arguments[0], context)
    sensitive = context.scope.world.touched != touched
    if failed:
        return Node(False, expression.span, sensitive=sensitive)
    missing = first_unknown([node], context.work)
    answer = not_known(missing, context) if missing else Node(True, expression.span)
    return marked(answer, sensitive=sensitive)


def templatestring(expression: Call, context: Context) -> Node:
    """A template that is a value of its own."""
    if len(expression.arguments) != 2:
        raise Refused("`templatestring` takes two arguments")
    template, names = expression.arguments
    if not isinstance(template, Attribute | Index | Variable):
        raise Refused("`templatestring` takes its template from a reference")
    text, bound = context.scope.value(template), context.scope.value(names)
    if isinstance(text.value, Unknown):
        return marked(not_known(text.value, context), sensitive=text.sensitive)
    result = render(text, bound, context)
    return marked(result) if any_sensitive([text, bound], context.work) else result


LAZY: dict[str, Callable[[Call, Context], Node]] = {"try": try_, "can": can, "templatestring": templatestring}
