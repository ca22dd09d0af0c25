"""``format`` and ``formatlist``: the verbs of Go's fmt that Terraform takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from decimal import Context as Decimals

from mvnetgen.languages.hcl.conversion import BOOL, NUMBER, TEXT, convert
from mvnetgen.languages.hcl.functions.json_text import encode, go_quoted
from mvnetgen.languages.hcl.functions.signature import Context, given, nodes, not_known
from mvnetgen.languages.hcl.functions.text import clusters
from mvnetgen.languages.hcl.number import exactly, spell_number
from mvnetgen.languages.hcl.value import List, first_unknown, only_origin, spell_scalar
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.text.document import HOLE, Node, Unknown, joined_symbol

VERB = re.compile(
    r"%(?P<flags>[#+\- 0]*)(?P<width>\d+)?(?P<precision>\.\d*)?(?:\[(?P<index>\d+)\])?(?P<verb>.)", re.DOTALL
)
WIDEST = 10_000
"""Characters that a width or precision may ask for."""


@nodes("format", 1)
def format_(arguments: Sequence[Node], context: Context) -> Node:
    """A text after a pattern; known in part when some values are not."""
    pattern = given(arguments[0], "text", context)
    if isinstance(pattern.value, Unknown):
        return not_known(pattern.value, context)
    assert isinstance(pattern.value, str)
    value = _formatted(pattern.value, arguments[1:], context)
    return Node(value, context.span, None, only_origin(arguments))


@nodes("formatlist", 1)
def formatlist(arguments: Sequence[Node], context: Context) -> Node:
    """One text for each element of the lists among the arguments."""
    lists = [node.value for node in arguments[1:] if isinstance(node.value, tuple)]
    for node in arguments:
        if isinstance(node.value, Unknown) and (not lists or node is arguments[0]):
            return not_known(node.value, context)
    pattern = given(arguments[0], "text", context).value
    assert isinstance(pattern, str)
    if len({len(each) for each in lists}) > 1:
        raise Refused("its lists differ in length")
    length = len(lists[0]) if lists else 1
    context.work.elements(length)
    results: list[Node] = []
    for position in range(length):
        row = [node.value[position] if isinstance(node.value, tuple) else node for node in arguments[1:]]
        results.append(Node(_formatted(pattern, row, context), context.span))
    return Node(List(results), context.span)


def _formatted(pattern: str, arguments: Sequence[Node], context: Context) -> str | Unknown:
    parts: list[str] = []
    values: list[object] = []
    unknown: Unknown | None = None
    following, highest, end, length = 0, 0, 0, 0
    for found in VERB.finditer(pattern):
        parts.append(_literal(pattern[end : found.start()]))
        values.append(parts[-1])
        end = found.end()
        if found["verb"] == "%":
            parts.append("%")
            values.append("%")
            continue
        position = _number(found["index"]) - 1 if found["index"] else following
        following = position + 1
        highest = max(highest, following)
        if not 0 <= position < len(arguments):
            raise Refused(f"there is no argument for `{found[0]}`")
        missing = first_unknown([arguments[position]], context.work)
        if missing:
            unknown = unknown or missing
            plain = found["verb"] in "sv" and not found["width"] and not found["precision"]
            whole = plain and arguments[position].value is missing
            parts.append(missing.text if whole and missing.text else HOLE)
            values.append(missing if whole else None)
        elif arguments[position].value is None and found["verb"] != "v":
            raise Refused(f"null is formatted by `{found[0]}`")
        else:
            parts.append(_verb(found, arguments[position], context))
            values.append(parts[-1])
        length += len(parts[-1])
        context.work.room(length)
    parts.append(_literal(pattern[end:]))
    values.append(parts[-1])
    if highest < len(arguments):
        raise Refused(f"it has {len(arguments)} arguments for a pattern that uses {highest}")
    return unknown.other("".join(parts), symbol=joined_symbol(values)) if unknown else "".join(parts)


def _number(digits: str | None) -> int:
    """A width, precision or index; of one that is absurdly long just enough to be too large."""
    return int((digits or "").lstrip("0")[:9] or 0)


def _literal(text: str) -> str:
    if "%" in text:
        raise Refused("its pattern ends within a verb")
    return text


def _verb(found: re.Match[str], node: Node, context: Context) -> str:
    verb, flags = found["verb"], found["flags"]
    if _number(found["width"]) > WIDEST or _number((found["precision"] or "")[1:]) > WIDEST:
        raise Refused("a width is too large")
    value = node.value
    if verb == "v":
        if "#" in flags or not isinstance(value, bool | int | float | str):
            return _padded(encode(node, context.work).text, found)
        verb = "t" if isinstance(value, bool) else "s" if isinstance(value, str) else "g"
    if verb == "t":
        return spell_scalar(convert(node, BOOL, context.work).value)  # type: ignore[arg-type]  # a scalar by now
    if verb in "sq":
        text = convert(node, TEXT, context.work).value
        assert isinstance(text, str)
        if verb == "q":
            return _padded(go_quoted(text), found)
        if found["precision"] is not None:
            text = "".join(clusters(text)[: int(found["precision"][1:] or 0)])
        return _padded(text, found)
    if verb in "bdoxX":
        number = convert(node, NUMBER, context.work).value
        if not isinstance(number, int):
            raise Refused(f"`{found[0]}` takes a whole number")
        return _padded(_signed(number, format(abs(number), verb), flags), found, zeros=True)
    if verb in "eEfgG":
        number = convert(node, NUMBER, context.work).value
        assert isinstance(number, int | float)
        return _padded(_decimal(number, verb, found["precision"], flags), found, zeros=True)
    raise Refused(f"there is no verb `{found[0]}`")


def _signed(number: float, digits: str, flags: str) -> str:
    sign = "-" if number < 0 else "+" if "+" in flags else " " if " " in flags else ""
    return sign + digits


def _decimal(number: float, verb: str, precision: str | None, flags: str) -> str:
    exact = abs(exactly(number))
    decimal = Decimals(prec=400).divide(Decimal(exact.numerator), Decimal(exact.denominator))
    if precision is None and verb in "gG":
        digits = _shortest_general(spell_number(abs(number)))
    else:
        places = 6 if precision is None else int(precision[1:] or 0)
        digits = _fixed(decimal, places) if verb == "f" else _rounded(decimal, verb.lower(), places)
    return _signed(number, digits.upper() if verb.isupper() else digits, flags)


def _fixed(number: Decimal, places: int) -> str:
    return format(number.quantize(Decimal(1).scaleb(-places), context=Decimals(20_000, ROUND_HALF_EVEN)), "f")


def _rounded(number: Decimal, verb: str, places: int) -> str:
    """With an exponent of two digits at least, as Go and C write it."""
    text = format(number, f".{places}{verb}")
    mantissa, mark, exponent = text.partition("e")
    if verb == "g" and "." in mantissa:
        mantissa = mantissa.rstrip("0").removesuffix(".")
    return f"{mantissa}e{exponent[0]}{exponent[1:].zfill(2)}" if mark else mantissa


def _shortest_general(plain: str) -> str:
    """Go's ``%g`` with the fewest digits: an exponent below 1e-4 and from 1e+06 on."""
    _, digits, exponent = Decimal(plain).normalize(Decimals(prec=400)).as_tuple()
    assert isinstance(exponent, int)
    point = len(digits) + exponent - 1
    if -4 <= point < 6:
        return plain
    mantissa = "".join(map(str, digits))
    mantissa = mantissa[0] + ("." + mantissa[1:] if len(mantissa) > 1 else "")
    return f"{mantissa}e{'-' if point < 0 else '+'}{abs(point):02d}"


def _padded(text: str, found: re.Match[str], *, zeros: bool = False) -> str:
    width, flags = int(found["width"] or 0), found["flags"]
    missing = width - len(clusters(text))
    if missing <= 0:
        return text
    if "-" in flags:
        return text + " " * missing
    if "0" in flags:
        sign = text[:1] if zeros and text[:1] in {"+", "-", " "} else ""
        return sign + "0" * missing + text[len(sign) :]
    return " " * missing + text
