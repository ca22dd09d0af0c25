"""Types of parameters: what a template says a value is, and whether a value is that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mvnetgen.languages.arm_json.json_text import Json, Members, plain_value, read_json
from mvnetgen.languages.arm_json.reading import child, entry, is_true, items, text_at
from mvnetgen.languages.arm_json.value import named, node_of
from mvnetgen.text.document import Node, Unknown
from mvnetgen.text.source import Span

KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "securestring": (str,),
    "int": (int,),
    "bool": (bool,),
    "object": (Mapping,),
    "secureobject": (Mapping,),
    "array": (tuple,),
}
"""What values a type takes; types ignore case."""

WORDS = {"int": "a whole number", "bool": "a boolean", "array": "an array", "object": "an object"}
DEEPEST = 32


@dataclass(frozen=True, slots=True)
class Declared:
    """The type of a parameter, with what the definitions it refers to add."""

    kind: str
    """In lower case; empty when there is none that templates have."""
    nullable: bool
    secure: bool
    allowed: tuple[Json, ...] | None = None
    wrong: Json | None = None
    """The type that templates do not have."""

    def complaint(self, node: Node) -> str | None:
        """Why a value is none of the type; None when it is, or when nobody knows."""
        value = node.value
        if isinstance(value, Unknown):
            if value.text is not None and self.kind not in {"string", "securestring", ""}:
                return (
                    f"{WORDS.get(self.kind.removeprefix('secure'), 'another value')} is required, and this is a string"
                )
            return None
        if value is None:
            return None
        takes = KINDS.get(self.kind)
        if takes and (not isinstance(value, takes) or (isinstance(value, bool) and self.kind == "int")):
            return f"{WORDS.get(self.kind.removeprefix('secure'), 'a string')} is required, and this is {named(value)}"
        if self.allowed is not None and not self._is_allowed(node):
            return "it is none of the allowed values"
        return None

    def _is_allowed(self, node: Node) -> bool:
        assert self.allowed is not None
        if any(not isinstance(each.value, str | int | float | None) for each in self.allowed):
            return True
        allowed = {_folded(each.value) for each in self.allowed}
        given = node.value if isinstance(node.value, tuple) else (node,)
        for each in given:
            value = each.value
            if not isinstance(value, Unknown | Mapping | tuple) and _folded(value) not in allowed:
                return False
        return True


def _folded(value: object) -> object:
    return value.lower() if isinstance(value, str) else (type(value), value)


def declared_type(definition: Json, definitions: Json | None) -> Declared:
    """The type that a definition of a parameter, or what it refers to, says."""
    nullable = False
    allowed: tuple[Json, ...] | None = None
    secure = False
    kind, wrong = "", None
    current: Json | None = definition
    for _ in range(DEEPEST):
        if current is None or not isinstance(current.value, Members):
            break
        nullable = nullable or is_true(child(current, "nullable"))
        if allowed is None and (given := child(current, "allowedvalues")) is not None and items(given):
            allowed = tuple(items(given))
        found = entry(current, "type")
        if found is not None:
            written = found[1].value
            kind = written.lower() if isinstance(written, str) else ""
            if kind not in KINDS:
                kind, wrong = "", found[1]
            secure = kind.startswith("secure")
            break
        reference = text_at(current, "$ref")
        current = _referred(reference, definitions) if reference else None
    return Declared(kind, nullable, secure, allowed, wrong)


def _referred(reference: str, definitions: Json | None) -> Json | None:
    prefix = "#/definitions/"
    if not reference.lower().startswith(prefix) or definitions is None:
        return None
    wanted = reference[len(prefix) :].replace("~1", "/").replace("~0", "~")
    return child(definitions, wanted.lower())


def typed(text: str, declared: Declared, span: Span) -> Node | None:
    """The value that a text of the command line means for a type; None when it means none."""
    if declared.kind in {"string", "securestring", ""}:
        return Node(text, span)
    document = read_json(text)
    if document.mistakes or document.value is None:
        return None
    node = node_of(plain_value(document.value), span)
    return node if declared.complaint(node) is None else None
