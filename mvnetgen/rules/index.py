"""The catalogue. Each group lists its rules by name; a reader can search for them."""

from mvnetgen.rules import (
    change,
    firewall,
    fqdn,
    iac,
    isolation,
    meta,
    policy,
    private_endpoint,
    service_tag,
    shape,
    workspace,
)
from mvnetgen.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *shape.RULES,
    *isolation.RULES,
    *fqdn.RULES,
    *firewall.RULES,
    *private_endpoint.RULES,
    *service_tag.RULES,
    *workspace.RULES,
    *iac.RULES,
    *policy.RULES,
    *change.RULES,
    *meta.RULES,
)
RULES_BY_NAME = {rule.name: rule for rule in RULES}
GROUPS = tuple(dict.fromkeys(rule.group for rule in RULES))
