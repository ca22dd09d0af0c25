"""Rules about the firewall."""

from mvnetgen.rule import Rule

RULES: tuple[Rule, ...] = ()
