"""The names of the rules, and what a run has to know of them before it needs the rules themselves: they load slowly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from mvnetgen.rules.rule import Rule, Severity
from mvnetgen.text.cache import open_cache
from mvnetgen.text.document import shown
from mvnetgen.text.installation import installation
from mvnetgen.text.nearest import nearest

ALL = "all"
POLICY, CHANGE = "policy", "change"
"""What a rule may need beside the files."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue says of a rule."""

    name: str
    group: str
    severity: Severity
    takes_policy: bool
    needs_change: bool = False
    """Whether it judges a change: `lint` never asks it."""


@cache
def catalogue() -> Mapping[str, Entry]:
    """All rules by name, in the order of `mvnetgen.rules.index.RULES`; from the cache when this installation left them there."""
    kept = open_cache("catalogue", installation())
    data = kept.get(b"rules")
    if data is None:
        from mvnetgen.rules.index import RULES  # noqa: PLC0415 - slow to load

        rows = [(rule.name, rule.group, rule.severity.value, _needs(rule)) for rule in RULES]
        data = "\n".join(map("\t".join, rows)).encode()
        kept.put(b"rules", data)
    entries = [line.split("\t") for line in data.decode().split("\n")]
    return {
        name: Entry(name, group, Severity(severity), needs == POLICY, needs == CHANGE)
        for name, group, severity, needs in entries
    }


def _needs(rule: Rule) -> str:
    return POLICY if rule.takes_policy else CHANGE if rule.judges == CHANGE else ""


def groups() -> tuple[str, ...]:
    """The groups in the order of the catalogue."""
    return tuple(dict.fromkeys(entry.group for entry in catalogue().values()))


def is_rule_or_group(word: str) -> bool:
    """Whether a word may stand in `select` and `ignore`."""
    return word == ALL or word in catalogue() or group_named(word) in groups()


def group_named(word: str) -> str:
    """A group as the folders spell it; people may write hyphens."""
    return word.replace("-", "_")


def no_such_rule(word: str, *, with_groups: bool = True) -> str:
    """That a word names no rule (and no group), with the one that was meant."""
    guess = nearest(word, [*catalogue(), *(groups() if with_groups else ())])
    hint = f"; did you mean `{guess}`?" if guess else "; `mvnetgen rules` lists them"
    return f"`{shown(word)}` is no rule{' and no group' if with_groups else ''}{hint}"
