"""Rules about the fqdn."""

from mvnetgen.rule import Rule

RULES: tuple[Rule, ...] = ()
