"""Rules about the isolation."""

from mvnetgen.rules.isolation.fqdn_needs_approved_outbound import fqdn_needs_approved_outbound
from mvnetgen.rules.isolation.invalid_isolation_mode import invalid_isolation_mode
from mvnetgen.rules.isolation.rules_while_disabled import rules_while_disabled
from mvnetgen.rules.isolation.service_tag_needs_approved_outbound import service_tag_needs_approved_outbound

RULES = (
    fqdn_needs_approved_outbound,
    invalid_isolation_mode,
    rules_while_disabled,
    service_tag_needs_approved_outbound,
)
