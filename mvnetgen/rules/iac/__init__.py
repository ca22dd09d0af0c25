"""Rules about the iac."""

from mvnetgen.rule import Rule

RULES: tuple[Rule, ...] = ()
