"""Rules about the policy."""

from mvnetgen.rule import Rule

RULES: tuple[Rule, ...] = ()
