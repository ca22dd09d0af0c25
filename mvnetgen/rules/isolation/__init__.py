"""Rules about the isolation."""

from mvnetgen.rule import Rule

RULES: tuple[Rule, ...] = ()
