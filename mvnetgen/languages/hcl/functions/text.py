"""Text functions. Lengths and positions count grapheme clusters as Terraform does, for the common ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from mvnetgen.languages.hcl.conversion import TEXT, convert
from mvnetgen.languages.hcl.functions.signature import Context, given, nodes, not_known, plainly, sequence
from mvnetgen.languages.hcl.value import only_origin, spell_scalar
from mvnetgen.languages.hcl.work import Refused, Work
from mvnetgen.text.document import HOLE, Node, Unknown, joined_symbol

SPACE = " \t\n\v\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
"""What Go's ``unicode.IsSpace`` takes for space."""


def clusters(text: str) -> list[str]:
    """The text in characters as people count them: a letter with its accents is one, and so is CR LF."""
    if text.isascii() and "\r" not in text:
        return list(text)
    result: list[str] = []
    for character in text:
        joined = bool(result) and (
            unicodedata.combining(character) != 0
            or unicodedata.category(character) in {"Mn", "Me", "Mc"}
            or character == "\u200d"
            or result[-1].endswith("\u200d")
            or (character == "\n" and result[-1] == "\r")
        )
        if joined:
            result[-1] += character
        else:
            result.append(character)
    return result


def _simple_case(text: str, upper: bool) -> str:
    """Go changes letters one by one: a letter whose other case is longer stays."""
    if text.isascii():
        return text.upper() if upper else text.lower()
    changed = [each.upper() if upper else each.lower() for each in text]
    return "".join(new if len(new) == 1 else old for new, old in zip(changed, text, strict=True))


def _case(arguments: Sequence[Node], context: Context, upper: bool) -> Node:
    node = given(arguments[0], "text", context)
    value = node.value
    if isinstance(value, Unknown):
        text = None if value.text is None else _simple_case(value.text, upper)
        return Node(value.other(text), context.span)
    assert isinstance(value, str)
    return Node(_simple_case(value, upper), context.span)


@nodes("lower", 1, 1)
def lower(arguments: Sequence[Node], context: Context) -> Node:
    """Small letters; also of what is known of a text."""
    return _case(arguments, context, upper=False)


@nodes("upper", 1, 1)
def upper(arguments: Sequence[Node], context: Context) -> Node:
    """Capital letters; also of what is known of a text."""
    return _case(arguments, context, upper=True)


@plainly("title", "text")
def title(text: str) -> str:
    """The first letter of each word becomes a capital; a word begins after what is no letter, digit or ``_``."""
    result: list[str] = []
    before = " "
    for character in text:
        begins = not (before.isalnum() or before == "_") and (ord(before) < 128 or before in SPACE)
        capital = character.title()
        result.append(capital if begins and len(capital) == 1 else character)
        before = character
    return "".join(result)


@nodes("join", 1)
def join(arguments: Sequence[Node], context: Context) -> Node:
    """The elements of lists in one text; known in part when some elements are not."""
    separator = given(arguments[0], "text", context)
    if len(arguments) < 2:
        raise Refused("it needs at least one list")
    if isinstance(separator.value, Unknown):
        return not_known(separator.value, context)
    parts: list[str] = []
    values: list[object] = []
    found: list[Node] = []
    unknown: Unknown | None = None
    for argument in arguments[1:]:
        if isinstance(argument.value, Unknown):
            return not_known(argument.value, context)
        for item in sequence(given(argument, "texts", context)):
            found.append(item)
            if isinstance(item.value, Unknown):
                unknown = unknown or item.value
                parts.append(HOLE if item.value.text is None else item.value.text)
                values += [separator.value, item.value]
            else:
                parts.append(spell_scalar(convert(item, TEXT, context.work).value))  # type: ignore[arg-type]
                values += [separator.value, parts[-1]]
    assert isinstance(separator.value, str)
    context.work.room(sum(map(len, parts)) + len(separator.value) * len(parts))
    text = separator.value.join(parts)
    value = unknown.other(text, symbol=joined_symbol(values[1:])) if unknown else text
    return Node(value, context.span, None, only_origin(found))


@plainly("split", "text", "text")
def split(separator: str, text: str, work: Work) -> list[str]:
    """The parts between separators; single characters when the separator is empty."""
    if not separator:
        work.elements(len(text))
        return clusters(text)
    return text.split(separator)


@plainly("chomp", "text")
def chomp(text: str) -> str:
    """Without line ends at the end."""
    return text.rstrip("\r\n")


@plainly("indent", "number", "text")
def indent(spaces: float, text: str, work: Work) -> str:
    """All lines but the first, indented."""
    if not isinstance(spaces, int) or spaces < 0:
        raise Refused("the number of spaces is a whole number from 0")
    lines = text.count("\n")
    work.room(len(text) + lines * spaces)
    return text.replace("\n", "\n" + " " * spaces) if lines else text


@plainly("strrev", "text")
def strrev(text: str) -> str:
    """Backwards."""
    return "".join(reversed(clusters(text)))


@plainly("substr", "text", "number", "number")
def substr(text: str, offset: float, length: float) -> str:
    """A part of a text. A negative offset counts from the end, a negative length takes all."""
    if not isinstance(offset, int) or not isinstance(length, int):
        raise Refused("offset and length are whole numbers")
    characters = clusters(text)
    start = max(len(characters) + offset, 0) if offset < 0 else offset
    end = None if length < 0 else start + length
    return "".join(characters[start:end])


@plainly("trim", "text", "text")
def trim(text: str, characters: str) -> str:
    """Without some characters at both ends."""
    return text.strip(characters) if characters else text


@plainly("trimprefix", "text", "text")
def trimprefix(text: str, prefix: str) -> str:
    """Without a prefix."""
    return text.removeprefix(prefix)


@plainly("trimsuffix", "text", "text")
def trimsuffix(text: str, suffix: str) -> str:
    """Without a suffix."""
    return text.removesuffix(suffix)


@plainly("trimspace", "text")
def trimspace(text: str) -> str:
    """Without space at both ends."""
    return text.strip(SPACE)


def _known_part(arguments: Sequence[Node], context: Context) -> tuple[str, str, bool] | Unknown:
    """The text, what is looked for, and whether the text is whole; what is looked for must be known."""
    text, wanted = (given(node, "text", context) for node in arguments)
    if isinstance(wanted.value, Unknown):
        return wanted.value
    assert isinstance(wanted.value, str)
    if isinstance(text.value, Unknown):
        return (text.value.text, wanted.value, False) if text.value.text is not None else text.value
    assert isinstance(text.value, str)
    return text.value, wanted.value, True


def _at_end(arguments: Sequence[Node], context: Context, known: str, wanted: str, whole: bool) -> Node:
    """`known` is what is known of the text from the end that matters on."""
    missing = next((each.value for each in arguments if isinstance(each.value, Unknown)), None)
    if len(known) >= len(wanted) or whole or not wanted.startswith(known):
        return Node(known.startswith(wanted), context.span)
    assert missing is not None
    return not_known(missing, context)


@nodes("startswith", 2, 2)
def startswith(arguments: Sequence[Node], context: Context) -> Node:
    """Whether a text begins so; also when only its beginning is known."""
    parts = _known_part(arguments, context)
    if isinstance(parts, Unknown):
        return not_known(parts, context)
    text, wanted, whole = parts
    return _at_end(arguments, context, text if whole else text.partition(HOLE)[0], wanted, whole)


@nodes("endswith", 2, 2)
def endswith(arguments: Sequence[Node], context: Context) -> Node:
    """Whether a text ends so; also when only its end is known."""
    parts = _known_part(arguments, context)
    if isinstance(parts, Unknown):
        return not_known(parts, context)
    text, wanted, whole = parts
    known = text if whole else text.rpartition(HOLE)[2]
    return _at_end(arguments, context, known[::-1], wanted[::-1], whole)


@nodes("strcontains", 2, 2)
def strcontains(arguments: Sequence[Node], context: Context) -> Node:
    """Whether a text holds another; yes when what is known of it does."""
    parts = _known_part(arguments, context)
    if isinstance(parts, Unknown):
        return not_known(parts, context)
    text, wanted, whole = parts
    if whole or any(wanted in part for part in text.split(HOLE)):
        return Node(wanted in text, context.span)
    value = arguments[0].value
    assert isinstance(value, Unknown)
    return not_known(value, context)
