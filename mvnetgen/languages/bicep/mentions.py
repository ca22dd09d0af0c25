"""Which files a Bicep file names, asked of its bytes: cheap enough for every file of a repository."""

from __future__ import annotations

import re

from mvnetgen.languages.bicep.cursor import Cursor
from mvnetgen.languages.bicep.scan import NAME, STRING, scan
from mvnetgen.languages.bicep.text import decode

_BEGINS = re.compile(
    r"""^[ \t]*+(?:(?:module|test)[ \t]++[A-Za-z_]\w*+|using|extends|import\b[^\n'/]*?\bfrom|\}[ \t]*+from)[ \t]*+'([^'\n$\\]++)'""",
    re.MULTILINE | re.ASCII,
)
_USING = re.compile(r"^[ \t]*+using[ \t]*+'([^'\n]++)'", re.MULTILINE)
_LOADS = re.compile(r"\bload[A-Z]\w*+\([ \t]*+'([^'\n$\\]++)'", re.ASCII)
_HIDING = re.compile(r"/\*|'''")
"""What may hold a line that only looks like one of these."""
_REGISTRY = re.compile(r"(?:br|ts)[:/]")


def mentions(data: bytes) -> tuple[str, ...]:
    """The paths of modules, templates, extended and imported files, and of what is loaded, as they are written, in order."""
    text = decode(data)
    found = _by_tokens(text) if _HIDING.search(text) else [*_BEGINS.findall(text), *_loaded(text)]
    return tuple(dict.fromkeys(path for path in found if not _REGISTRY.match(path)))


def template(data: bytes) -> str | None:
    """The template that a parameter file names with ``using``, as it is written; None when it names none that is local."""
    found = _USING.search(decode(data))
    return found[1] if found and not _REGISTRY.match(found[1]) else None


def _loaded(text: str) -> list[str]:
    found = []
    if "load" in text:
        for match in _LOADS.finditer(text):
            line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            if "//" not in line.replace("://", ""):
                found.append(match[1])
    return found


def _by_tokens(text: str) -> list[str]:
    cursor = Cursor(text, scan(text))
    kinds = cursor.kinds
    found = []
    for i, kind in enumerate(kinds[:-2]):
        if kind != STRING or not i:
            continue
        before = cursor.word(i - 1)
        named = kinds[i - 1] == NAME and i > 1 and cursor.word(i - 2) in {"module", "test"}
        loaded = before == "(" and i > 1 and cursor.word(i - 2).startswith("load")
        if named or loaded or before in {"using", "extends", "from"}:
            found.append(cursor.value_of(i) or "")
    return [path for path in found if path]
