"""Functions of maps and objects. Values stay the nodes that they were, with their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mvnetgen.languages.hcl import access
from mvnetgen.languages.hcl.conversion import TEXT, Type, convert, shared_type, type_of
from mvnetgen.languages.hcl.functions.signature import Context, given, nodes, not_known, sequence
from mvnetgen.languages.hcl.value import List, Map, first_unknown, items_of, named, sorted_keys, used
from mvnetgen.languages.hcl.work import NotKnown, Refused
from mvnetgen.text.document import HOLE, Cause, Node, Unknown


def mapping(node: Node) -> Mapping[str, Node]:
    """The elements of a map or object. Raises `Refused` for anything else; the caller handles unknown ones."""
    if not isinstance(node.value, Mapping):
        raise Refused(f"a map is required, and this is {named(node.value)}")
    return node.value


@nodes("keys", 1, 1)
def keys(arguments: Sequence[Node], context: Context) -> Node:
    """The keys in their order; values need not be known."""
    (node,) = arguments
    if isinstance(node.value, Unknown):
        return not_known(node.value, context)
    mapping(node)
    found: list[Node] = []
    for key, _ in items_of(node, context.work):
        assert isinstance(key.value, str)
        unclear = HOLE in key.value
        missing = Unknown("the key is not known", key.span, key.value, kind=Cause.CONDITION)
        found.append(Node(missing, key.span) if unclear else key)
    return Node(List(found) if isinstance(node.value, Map) else tuple(found), context.span)


@nodes("values", 1, 1)
def values(arguments: Sequence[Node], context: Context) -> Node:
    """The values in the order of their keys."""
    (node,) = arguments
    if isinstance(node.value, Unknown):
        return not_known(node.value, context)
    items = mapping(node)
    found = [items[key] for key in sorted_keys(items)]
    return Node(List(found) if isinstance(items, Map) else tuple(found), context.span)


@nodes("lookup", 2, 3)
def lookup(arguments: Sequence[Node], context: Context) -> Node:
    """The value of a key, or the default."""
    node, key_node = arguments[:2]
    default = arguments[2] if len(arguments) == 3 else None
    if isinstance(node.value, Unknown):
        if node.value.reference and isinstance(key_node.value, str):
            # The outputs of a module, or the attributes of a resource: each of them may be known.
            return access.attribute(node, key_node.value, context.span, context.scope.world)
        return not_known(node.value, context)
    items = mapping(node)
    key = given(key_node, "text", context).value
    if isinstance(key, Unknown):
        return not_known(key, context)
    assert isinstance(key, str)
    found = items.get(key)
    if found is None and any(HOLE in each for each in items):
        raise NotKnown("it is looked up among keys that are not known", Cause.CONDITION)
    if found is None:
        if default is None:
            raise Refused(f"there is no key `{key}` and no default")
        found = default
    else:
        found = used(found, context.span, sensitive=node.sensitive)
    if isinstance(items, Map) and default is not None:
        element = shared_type([type_of(item, context.work) for item in items.values()])
        if element and element.kind != "any":
            convert(default, element, context.work)
            return convert(found, element, context.work)
    return found


@nodes("merge", 0)
def merge(arguments: Sequence[Node], context: Context) -> Node:
    """The elements of all maps; the last one of a key wins. An unknown map makes everything unknown."""
    result: dict[str, Node] = {}
    missing: Unknown | None = None
    for node in arguments:
        if node.value is None:
            continue
        if isinstance(node.value, Unknown):
            missing = missing or node.value
            continue
        for key, item in mapping(node).items():
            text = key
            while HOLE in text and text in result:
                text = text.replace(HOLE, HOLE * 2, 1)
            result[text] = item
        context.work.elements(len(result))
    if missing:
        return not_known(missing, context)
    maps = [node for node in arguments if node.value is not None]
    if maps and all(isinstance(node.value, Map) for node in maps):
        kinds = [type_of(node, context.work) for node in maps]
        if all(kind == kinds[0] for kind in kinds):
            return Node(Map(result), context.span)
    return Node(result, context.span)


@nodes("transpose", 1, 1)
def transpose(arguments: Sequence[Node], context: Context) -> Node:
    """A map of lists of texts, the other way round."""
    (node,) = arguments
    missing = first_unknown([node], context.work)
    if missing:
        return not_known(missing, context)
    converted = convert(node, Type("map", Type("list", TEXT)), context.work)
    result: dict[str, list[Node]] = {}
    for key, items in items_of(converted, context.work):
        for item in sequence(items):
            if not isinstance(item.value, str):
                raise Refused("an element is null")
            result.setdefault(item.value, []).append(key)
    found = {
        key: Node(List(sorted(each, key=lambda one: str(one.value))), context.span) for key, each in result.items()
    }
    return Node(Map(found), context.span)


@nodes("zipmap", 2, 2)
def zipmap(arguments: Sequence[Node], context: Context) -> Node:
    """A list of keys and a list of values as a map."""
    names, contents = given(arguments[0], "texts", context), arguments[1]
    missing = first_unknown([names], context.work)
    if missing:
        return not_known(missing, context)
    if isinstance(contents.value, Unknown):
        return not_known(contents.value, context)
    items, found = sequence(names), sequence(contents)
    if len(items) != len(found):
        raise Refused("keys and values differ in number")
    result: dict[str, Node] = {}
    for key, item in zip(items, found, strict=True):
        if not isinstance(key.value, str):
            raise Refused("a key is null")
        result[key.value] = item
    return Node(Map(result) if isinstance(found, List) else result, context.span)
