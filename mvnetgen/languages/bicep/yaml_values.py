"""YAML as ``loadYamlContent`` reads it: by the core of YAML 1.2, where ``yes`` is a text, and every key is one."""

from __future__ import annotations

import re

from mvnetgen.languages.hcl.work import NotKnown
from mvnetgen.languages.yaml.compose import parse_yaml
from mvnetgen.text.document import Cause, Node
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source

_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= {word: word.lower() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")}
_WHOLE = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o([0-7]+)")
_HEX = re.compile(r"0x([0-9a-fA-F]+)")
_FRACTION = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_TEXT = "tag:yaml.org,2002:str"
_LONGEST_NUMBER = 18


def read_yaml(text: str, path: str) -> Node:
    """A document as a node, with places in its file. Raises `NotKnown` when it is no YAML."""
    source = Source(path, text.replace("\r\n", "\n").replace("\r", "\n"))
    try:
        return parse_yaml(source, _scalar).top
    except InputError as error:
        raise NotKnown(f"the file `{path}` {error.message}", Cause.FILE) from error


def _scalar(text: str, tag: str | None, plain: bool, key: bool) -> bool | int | float | str | None:
    if key or not plain or tag in {"!", _TEXT}:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > _LONGEST_NUMBER:
        return text
    if _WHOLE.fullmatch(text):
        return int(text)
    if found := _OCTAL.fullmatch(text):
        return int(found[1], 8)
    if found := _HEX.fullmatch(text):
        return int(found[1], 16)
    return float(text) if _FRACTION.fullmatch(text) else text
