"""
The grammar of python-hcl2 as LALR tables, made once and kept in the user's cache. The only module that knows hcl2 and lark.

python-hcl2 compiles its grammar with regular expressions for every parser state (1.6 s) and stores the result beside
its own package, which a read-only installation cannot do. Here its grammar goes through lark without a lexer of lark's
(`tokens` is one that knows what Terraform accepts), and without the newlines inside brackets, which our tokens never
contain: a quarter of the states, 0.2 s to build, a few milliseconds to load.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mvnetgen.text.cache import cache_directory, read_checked, write_checked
from mvnetgen.text.errors import InstallationError

REMEDY = (
    "run `pip uninstall -y bc-python-hcl2 python-hcl2` and then `pip install --force-reinstall python-hcl2`, "
    "or install mvnetgen into an environment of its own (pipx, uv tool)"
)
LAYOUT = 1
"""Changes when the shape of the stored tables changes."""

ANY_NEWLINE = "new_line_or_comment?"


@dataclass(frozen=True, slots=True)
class Rule:
    """One production of the grammar."""

    name: str
    """Its alias when it has one, else its left side: ``binary_op``, ``attribute``."""
    left: str
    expansion: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """What an LALR parser needs."""

    start: int
    end: int
    """The state in which ``$END`` means that all is well."""
    actions: tuple[dict[str, int], ...]
    """By state and terminal: the next state, or ``~rule`` for a reduction."""
    goto: tuple[dict[str, int], ...]
    """By state and left side of a rule: the next state."""
    rules: tuple[Rule, ...]


def grammar_file() -> Path:
    """Where python-hcl2 keeps its grammar. Raises `InstallationError` when the package is missing or another one."""
    try:
        found = importlib.util.find_spec("hcl2")
    except (ImportError, ValueError):
        found = None
    if found is None or not found.submodule_search_locations:
        raise InstallationError("the package python-hcl2 is missing: run `pip install --force-reinstall python-hcl2`")
    folder = Path(next(iter(found.submodule_search_locations)))
    if not (folder / "api.py").is_file() or not (folder / "postlexer.py").is_file():
        reason = (
            "`hcl2` is not python-hcl2 8.1 but an older one, or checkov's bc-python-hcl2, which takes the same name"
        )
        raise InstallationError(f"the package {reason}: {REMEDY}")
    return folder / "hcl2.lark"


def newlines_where_they_count(grammar: str) -> str:
    """The grammar with newlines only between the items of a body or an object, where they separate."""
    lines = []
    for line in grammar.split("\n"):
        if re.match(r"object\s*:", line):
            lines.append(line.replace(f"object_elem {ANY_NEWLINE} COMMA", "object_elem COMMA"))
        elif re.match(r"(body|new_line_or_comment)\s*:", line):
            lines.append(line)
        else:
            lines.append(line.replace(ANY_NEWLINE, ""))
    return "\n".join(lines)


def build(grammar: str) -> dict[str, Any]:
    """The tables of a grammar, as plain lists and dictionaries; the work is lark's."""
    from lark import Lark  # noqa: PLC0415 - needed here alone, and slow to load
    from lark.lexer import Lexer  # noqa: PLC0415 - needed here alone, and slow to load
    from lark.parsers.lalr_analysis import Shift  # noqa: PLC0415 - needed here alone, and slow to load

    class NoLexer(Lexer):
        """Keeps lark from compiling a lexer for each state."""

        def __init__(self, _: object) -> None:
            pass

        def lex(self, *_: Any) -> Any:
            return iter(())

    lark: Any = Lark(newlines_where_they_count(grammar), parser="lalr", lexer=NoLexer, start="start")
    table = lark.parser.parser._parse_table  # noqa: SLF001  lark has no public way to its tables
    rules: list[Any] = []
    numbers: dict[Any, int] = {}
    actions: list[dict[str, int]] = [{} for _ in table.states]
    goto: list[dict[str, int]] = [{} for _ in table.states]
    lefts = {rule.origin.name for rule in lark.rules}
    for state, row in table.states.items():
        for symbol, (kind, target) in row.items():
            if kind is Shift:
                (goto if symbol in lefts else actions)[state][symbol] = target
            else:
                if target not in numbers:
                    numbers[target] = len(rules)
                    left = target.origin.name
                    rules.append([target.alias or left, left, [each.name for each in target.expansion]])
                actions[state][symbol] = ~numbers[target]
    return {
        "start": table.start_states["start"],
        "end": table.end_states["start"],
        "actions": actions,
        "goto": goto,
        "rules": rules,
    }


def proven() -> bool:
    """Whether the self-test of `prove` has passed with the installed grammar already."""
    directory = cache_directory()
    return directory is not None and read_checked(directory / _name("proven")) is not None


def prove() -> None:
    """Note that the self-test has passed with the installed grammar, and need not run again."""
    directory = cache_directory()
    if directory is not None:
        write_checked(directory / _name("proven"), b"")


def _name(ending: str) -> str:
    """The name of a kept file, which belongs to one grammar and one shape of the tables."""
    return f"grammar-{LAYOUT}-{_digest()}.{ending}"


@cache
def _digest() -> str:
    return hashlib.sha256(_text().encode()).hexdigest()[:16]


def _text() -> str:
    try:
        return grammar_file().read_text(encoding="utf-8")
    except OSError as error:
        raise InstallationError(f"the grammar of python-hcl2 cannot be read: {REMEDY}") from error


@cache
def tables() -> Tables:
    """
    The tables of the installed python-hcl2, from the cache or built.

    The cache is keyed by the grammar itself, so another version of python-hcl2 never meets old tables; a damaged or
    unwritable cache means building again. Raises `InstallationError` for a wrong package.
    """
    grammar = _text()
    _digest.cache_clear()
    directory = cache_directory()
    stored = directory / _name("json") if directory else None
    data = read_checked(stored) if stored else None
    if data is not None:
        return thaw(json.loads(data))
    try:
        plain = build(grammar)
    except Exception as error:
        message = f"the grammar of the installed python-hcl2 cannot be used ({type(error).__name__}): {REMEDY}"
        raise InstallationError(message) from error
    if stored:
        write_checked(stored, json.dumps(plain, separators=(",", ":")).encode())
    return thaw(plain)


def thaw(plain: dict[str, Any]) -> Tables:
    """
    Stored tables as `Tables`.

    A quoted text without interpolation arrives as one token, ``TEXT``: it stands wherever a ``string`` may begin, and
    leads to where the parser is after one.
    """
    actions, goto = plain["actions"], plain["goto"]
    for state, row in enumerate(actions):
        if "DBLQUOTE" in row:
            action = row["DBLQUOTE"]
            if action < 0:
                row["TEXT"] = action
            elif "string" in goto[state]:
                row["TEXT"] = goto[state]["string"]
    actions[plain["end"]]["$END"] = plain["end"]
    rules = tuple(Rule(name, left, tuple(expansion)) for name, left, expansion in plain["rules"])
    return Tables(plain["start"], plain["end"], tuple(actions), tuple(goto), rules)
