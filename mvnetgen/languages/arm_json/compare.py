"""Whether two values are equal, and which of them stands first: yes, no, or not known."""

from __future__ import annotations

import json
from collections.abc import Mapping

from mvnetgen.languages.arm_json.value import first_unknown, plain
from mvnetgen.languages.hcl.work import Work
from mvnetgen.languages.symbolic import symbol_of
from mvnetgen.text.document import HOLE, Node, Unknown


def equal(left: Node, right: Node, work: Work) -> bool | None:
    """ARM's ``equals``: kinds differ, an integer is no fraction, case counts, the order of keys does not."""
    work.charge()
    one, other = left.value, right.value
    if isinstance(one, Unknown):
        return _equal_unknown(one, other)
    if isinstance(other, Unknown):
        return _equal_unknown(other, one)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        if one.keys() != other.keys():
            return False
        return _all([(one[key], other[key]) for key in one], work)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return _all(list(zip(one, other, strict=True)), work) if len(one) == len(other) else False
    return type(one) is type(other) and one == other


def _all(pairs: list[tuple[Node, Node]], work: Work) -> bool | None:
    answer: bool | None = True
    for one, other in pairs:
        same = equal(one, other, work)
        if same is False:
            return False
        if same is None:
            answer = None
    return answer


def _equal_unknown(one: Unknown, other: object) -> bool | None:
    symbol = symbol_of(one)
    if isinstance(other, Unknown):
        return True if symbol is not None and symbol == symbol_of(other) else None
    if one.text is None:
        return None
    if not isinstance(other, str):
        return False
    return None if could_be(one.text, other) else False


def could_be(pattern: str, text: str, *, ignoring_case: bool = False) -> bool:
    """Whether a text that is known in part can be this text."""
    if ignoring_case:
        pattern, text = pattern.lower(), text.lower()
    first, *rest = pattern.split(HOLE)
    if not rest:
        return pattern == text
    *middle, last = rest
    if not text.startswith(first) or not text.endswith(last) or len(text) < len(first) + len(last):
        return False
    start, end = len(first), len(text) - len(last)
    for part in middle:
        found = text.find(part, start, end)
        if found < 0:
            return False
        start = found + len(part)
    return True


def identity(node: Node, work: Work) -> str | None:
    """
    What two items of arrays have in common when they are the same item; None for what is not known.

    The order of keys counts here, as in ``union`` and ``distinct``.
    """
    if first_unknown([node], work):
        symbol = symbol_of(node.value)
        return None if symbol is None else f"?{symbol}"
    return json.dumps(plain(node, work), ensure_ascii=True)
