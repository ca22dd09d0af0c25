"""Parts of values: ``x.name``, ``x[0]``, and the forms that give null where there is none. Keys ignore case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mvnetgen.languages.arm_json.functions.context import Context
from mvnetgen.languages.arm_json.functions.units import upper
from mvnetgen.languages.arm_json.value import marked, named, used
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.languages.symbolic import Symbolic, bounded, hidden, opaque, symbol_of
from mvnetgen.text.document import HOLE, Node, Reference, Unknown


def find(value: Mapping[str, Node], name: str) -> Node | None:
    """The value of a key: as it is spelled, else in any case."""
    found = value.get(name)
    if found is None:
        folded = upper(name)
        found = next((item for key, item in value.items() if upper(key) == folded), None)
    return found


def property_of(of: Node, name: str, context: Context) -> Node:
    """``of.name``. Raises `Refused` when there is none."""
    return _of(_member(of, Node(name, context.span), context), of, context)


def element(of: Node, key: Node, context: Context) -> Node:
    """``of[key]``. Raises `Refused` when there is none."""
    result = _of(_member(of, key, context), of, context)
    return marked(result) if key.sensitive else result


def try_get(of: Node, keys: Sequence[Node], context: Context) -> Node:
    """``of.?a.b``: null when the first key leads to nothing."""
    if _leads_nowhere(of, keys[0]):
        result = Node(None, context.span)
        return marked(result) if of.sensitive or keys[0].sensitive else result
    if isinstance(of.value, Unknown):
        return _inside(of, keys, context, "?")
    result = of
    for place, key in enumerate(keys):
        if isinstance(result.value, Unknown):
            return _inside(result, keys[place:], context, "")
        if result.value is None:
            return result
        result = element(result, key, context)
    return result


def _leads_nowhere(of: Node, key: Node) -> bool:
    value, wanted = of.value, key.value
    if isinstance(value, Unknown) or isinstance(wanted, Unknown):
        return False
    if isinstance(value, Mapping):
        return not isinstance(wanted, str) or find(value, wanted) is None
    if isinstance(value, tuple):
        return isinstance(wanted, bool) or not isinstance(wanted, int) or not 0 <= wanted < len(value)
    return True


def from_end(of: Node, index: Node, context: Context) -> Node:
    """``of[^1]``. Raises `Refused` when there is none."""
    result = try_from_end(of, index, context)
    if result.value is None and isinstance(of.value, tuple) and isinstance(index.value, int):
        if not 1 <= index.value <= len(of.value):
            raise Refused("the list has fewer items")
    elif not isinstance(of.value, tuple | Unknown):
        raise Refused(f"{named(of.value)} has no items")
    return result


def try_from_end(of: Node, index: Node, context: Context) -> Node:
    """``of[?^1]``: null when there is none."""
    value, wanted = of.value, index.value
    if isinstance(value, Unknown) or isinstance(wanted, Unknown):
        return _inside(of, [index], context, "^")
    if not isinstance(value, tuple) or not isinstance(wanted, int) or not 1 <= wanted <= len(value):
        return Node(None, context.span)
    return _of(value[-wanted], of, context)


def _member(of: Node, key: Node, context: Context) -> Node:
    value, wanted = of.value, key.value
    if isinstance(value, Unknown):
        if value.text is not None:
            raise Refused("a string has no parts")
        return _inside(of, [key], context, "")
    if isinstance(value, Mapping):
        if isinstance(wanted, Unknown):
            return _inside(of, [key], context, "")
        if not isinstance(wanted, str):
            raise Refused(f"a key is a string, and this is {named(wanted)}")
        found = find(value, wanted)
        if found is None:
            shown = "" if of.sensitive or key.sensitive or HOLE in wanted else f" `{wanted[:60]}`"
            raise Refused(f"the object has no property{shown}")
        return found
    if isinstance(value, tuple):
        if isinstance(wanted, Unknown):
            return _inside(of, [key], context, "")
        if isinstance(wanted, bool) or not isinstance(wanted, int):
            raise Refused(f"an array has numbers as keys, and this is {named(wanted)}")
        if not 0 <= wanted < len(value):
            secret = of.sensitive or key.sensitive
            raise Refused(
                "the array has no such item" if secret else f"the array has {len(value)} items, and no [{wanted}]"
            )
        return value[wanted]
    raise Refused(f"{named(value)} has no parts")


def _of(found: Node, of: Node, context: Context) -> Node:
    result = used(found, context.span)
    return marked(result) if of.sensitive else result


def _inside(of: Node, keys: Sequence[Node], context: Context, mark: str) -> Node:
    """A part of what is not known: it has a name when the whole has one, and refers to what the whole refers to."""
    value = of.value
    because = value if isinstance(value, Unknown) else next(k.value for k in keys if isinstance(k.value, Unknown))
    secret = of.sensitive or any(key.sensitive for key in keys)
    whole = symbol_of(value) if isinstance(value, Unknown) else None
    steps = [key.value for key in keys]
    if whole is None or any(isinstance(step, Unknown) for step in steps):
        return Node(because.other(), context.span, sensitive=secret)
    path = "".join(f".{mark}{step}" if isinstance(step, str) else f"[{mark}{step}]" for step in steps)
    name = whole.replace(HOLE, "") + path
    made: Symbolic = opaque(hidden(name) if secret else bounded(name), because.reason, because.span, because.kind)
    reference = because.reference
    if reference is not None and mark in {"", "?"}:
        further = tuple(step for step in steps if isinstance(step, str | int))
        made = replace(made, reference=Reference(reference.address, (*reference.attribute, *further)))
    return Node(made, context.span, sensitive=secret)
