"""Rules about the comments that ignore rules."""

from mvnetgen.rules.meta.expired_ignore import expired_ignore
from mvnetgen.rules.meta.unknown_rule_in_ignore import unknown_rule_in_ignore
from mvnetgen.rules.meta.unused_ignore import unused_ignore

RULES = (
    expired_ignore,
    unknown_rule_in_ignore,
    unused_ignore,
)
