"""Texts as the languages write them: what a literal says, and how another text is written in its place."""

from __future__ import annotations

import json
import re
from enum import Enum, auto

_BARE_NUMBER = re.compile(r"-?\d+(?:\.\d+)?|true|false")
_BICEP_ESCAPES = {"\\'": "'", "\\\\": "\\", "\\n": "\n", "\\r": "\r", "\\t": "\t", "\\$": "$"}
_YAML_MARKS = frozenset("&*!|>%@`{[#,?\"'")


class Language(Enum):
    """A language that edits are made in."""

    YAML = auto()
    HCL = auto()
    BICEP = auto()
    JSON = auto()


_ENDINGS = {
    ".yml": Language.YAML,
    ".yaml": Language.YAML,
    ".tf": Language.HCL,
    ".tofu": Language.HCL,
    ".tfvars": Language.HCL,
    ".bicep": Language.BICEP,
    ".bicepparam": Language.BICEP,
    ".json": Language.JSON,
    ".jsonc": Language.JSON,
}


def language_of(path: str) -> Language | None:
    """The language of a file by its name; None for one that nobody edits."""
    return next((language for ending, language in _ENDINGS.items() if path.lower().endswith(ending)), None)


def rewritten(literal: str, old: str, new: str, language: Language) -> str | None:
    """How `new` is written in place of a literal that says `old`, quoted as that was; None when it says something else."""
    if language is Language.YAML and literal[:1] in ("|", ">"):
        return _scalar(new) if old.split() == literal.partition("\n")[2].split() else None
    if language is Language.HCL and literal.startswith("<<"):
        return _hcl(new) if old.split() == literal.partition("\n")[2].rpartition("\n")[0].split() else None
    if _says(literal, language) != old:
        return None
    return written_like(literal, new, language)


def written_like(literal: str, new: str, language: Language) -> str | None:
    """How a text is written with the quotes of a literal; None when it cannot be."""
    if not new.isprintable():
        return None
    match language, literal[:1]:
        case Language.YAML, "'":
            return "'" + new.replace("'", "''") + "'"
        case Language.YAML, '"':
            return json.dumps(new, ensure_ascii=False)
        case Language.YAML, _:
            return _scalar(new)
        case Language.HCL, _:
            return _hcl(new)
        case Language.BICEP, _:
            escaped = new.replace("\\", "\\\\").replace("'", "\\'").replace("${", "\\${")
            return f"'{escaped}'"
    return json.dumps(new, ensure_ascii=False)


def _hcl(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("${", "$${").replace("%{", "%%{")


def _says(literal: str, language: Language) -> str | None:
    """The text that a literal stands for; None for an expression, and for what is no literal of one line."""
    if not literal or "\n" in literal:
        return None
    match language:
        case Language.YAML:
            return _yaml(literal)
        case Language.BICEP:
            return _bicep(literal)
    if _BARE_NUMBER.fullmatch(literal):
        return literal
    if language is Language.HCL and ("${" in literal or "%{" in literal):
        return None
    try:
        said = json.loads(literal)
    except ValueError:
        return None
    return said if isinstance(said, str) else None


def _yaml(literal: str) -> str | None:
    if literal[0] == "'":
        return literal[1:-1].replace("''", "'") if len(literal) > 1 and literal[-1] == "'" else None
    if literal[0] == '"':
        try:
            said = json.loads(literal)
        except ValueError:
            return None
        return said if isinstance(said, str) else None
    return None if literal[0] in _YAML_MARKS else literal


def _bicep(literal: str) -> str | None:
    if _BARE_NUMBER.fullmatch(literal):
        return literal
    if len(literal) < 2 or literal[0] != "'" or literal[-1] != "'" or literal.startswith("'''") or "${" in literal:
        return None
    return re.sub(r"\\.", lambda found: _BICEP_ESCAPES.get(found[0], found[0]), literal[1:-1])


def _scalar(text: str) -> str:
    """A text as a value of YAML."""
    from mvnetgen.languages.yaml.write import scalar  # noqa: PLC0415 - Terraform alone does not pay for YAML

    return scalar(text)
