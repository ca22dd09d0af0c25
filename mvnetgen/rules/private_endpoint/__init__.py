"""Rules about the private endpoint."""

from mvnetgen.rule import Rule

RULES: tuple[Rule, ...] = ()
