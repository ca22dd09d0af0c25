"""Rules about the meta."""

from mvnetgen.rule import Rule

RULES: tuple[Rule, ...] = ()
