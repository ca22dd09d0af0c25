"""``moved``, ``removed`` and ``import`` blocks: what a configuration says of addresses that it had."""

from __future__ import annotations

from collections.abc import Iterable

from mvnetgen.languages.hcl.syntax import Attribute, Block, Expression, Index, Literal, Variable
from mvnetgen.model.estate import History


def history(blocks: Iterable[tuple[str, Block]]) -> History:
    """The history in some blocks, each with the address of its module and a dot behind it."""
    moves: list[tuple[str, str]] = []
    forgotten: list[str] = []
    imported: list[str] = []
    for module, block in blocks:
        at = {name: _address(block, name, module) for name in ("from", "to")}
        match block.type:
            case "moved" if at["from"] and at["to"]:
                moves.append((at["from"], at["to"]))
            case "removed" if at["from"] and _keeps(block):
                forgotten.append(at["from"])
            case "import" if at["to"]:
                imported.append(at["to"])
    return History(tuple(moves), tuple(forgotten), tuple(imported))


def _address(block: Block, name: str, module: str) -> str:
    """The address that an argument names; empty when it is not there or names none."""
    attribute = block.body.attribute(name)
    found = _spelled(attribute.value) if attribute else ""
    return module + found if found else ""


def _spelled(expression: Expression) -> str:
    match expression:
        case Variable(name=name):
            return name
        case Attribute(of=of, name=name):
            return f"{_spelled(of)}.{name}"
        case Index(of=of, key=Literal(value=str() as key)):
            return f'{_spelled(of)}["{key}"]'
        case Index(of=of, key=Literal(value=int() as key)):
            return f"{_spelled(of)}[{key}]"
        case Index(of=of):
            return f"{_spelled(of)}[?]"
        case Literal(value=str() as text):
            return text  # in JSON an address is a text
    return ""


def _keeps(block: Block) -> bool:
    """Whether ``lifecycle { destroy = false }`` leaves what was removed in Azure."""
    for lifecycle in block.body.blocks_of("lifecycle"):
        destroy = lifecycle.body.attribute("destroy")
        if destroy is not None and isinstance(destroy.value, Literal) and destroy.value.value is False:
            return True
    return False
