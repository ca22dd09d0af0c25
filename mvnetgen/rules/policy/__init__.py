"""Rules about what the organization allows. Each is silent until the configuration has its part of the policy."""

from mvnetgen.rules.policy.policy_firewall_sku import policy_firewall_sku
from mvnetgen.rules.policy.policy_fqdn import policy_fqdn
from mvnetgen.rules.policy.policy_isolation_mode import policy_isolation_mode
from mvnetgen.rules.policy.policy_private_endpoint import policy_private_endpoint
from mvnetgen.rules.policy.policy_public_access import policy_public_access
from mvnetgen.rules.policy.policy_service_tag import policy_service_tag

RULES = (
    policy_firewall_sku,
    policy_fqdn,
    policy_isolation_mode,
    policy_private_endpoint,
    policy_public_access,
    policy_service_tag,
)
