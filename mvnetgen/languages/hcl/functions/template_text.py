"""Templates that are texts of their own: ``templatefile`` and ``templatestring``."""

from __future__ import annotations

from collections.abc import Mapping

from mvnetgen.languages.hcl.functions.signature import Context, not_known
from mvnetgen.languages.hcl.scope import Scope
from mvnetgen.languages.hcl.value import named
from mvnetgen.languages.hcl.work import NotKnown, Refused
from mvnetgen.text.document import Cause, Node, Unknown
from mvnetgen.text.errors import InputError

DEEPEST_TEMPLATE = 8
"""Templates that render templates that render templates."""


def render(template: Node, names: Node, context: Context) -> Node:
    """The text of a template with its names bound. Raises `Refused` for a template that cannot be parsed."""
    from mvnetgen.languages.hcl.parse import parse_template  # noqa: PLC0415 - the parser is needed for this alone

    if not isinstance(template.value, str):
        raise Refused(f"a text is required, and this is {named(template.value)}")
    if isinstance(names.value, Unknown):
        return not_known(names.value, context)
    if not isinstance(names.value, Mapping):
        raise Refused(f"an object is required, and this is {named(names.value)}")
    depth = context.scope.names.get("\0depth")
    level = depth.value if depth and isinstance(depth.value, int) else 0
    if level >= DEEPEST_TEMPLATE:
        raise NotKnown("its templates render each other too deeply", Cause.BUDGET)
    context.work.charge(len(template.value))
    try:
        expression = parse_template(template.value, template.span)
    except InputError as error:
        raise Refused(f"the template cannot be parsed: {error.message}") from error
    bound = {**names.value, "\0depth": Node(level + 1, context.span)}
    result = Scope(context.scope.world, bound, None, context.scope.folder).value(expression)
    return Node(result.value, context.span, None, template.origin, result.sensitive)
