"""Rules about the workspace."""

from mvnetgen.rule import Rule

RULES: tuple[Rule, ...] = ()
