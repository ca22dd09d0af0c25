"""Rules about the service tag."""

from mvnetgen.rule import Rule

RULES: tuple[Rule, ...] = ()
