"""
Rules about private endpoint rules. They judge the estate, because a target is often known through a neighbour only.

One cause, one finding; what comes first silences what follows:

* An id that is none belongs to `invalid-resource-id`; its type is not known and every rule here is silent.
* `unsupported-private-endpoint-target` before `invalid-subresource` and the approver rules.
* `private-endpoint-to-self` before `private-endpoint-already-required` for the workspace itself.
* `private-endpoint-already-required` before `duplicate-private-endpoint`: the rule goes, whatever else it repeats.
* `approver-role-not-enough` for the types that the role does not cover, `missing-approver-role` for the others.
* With isolation off only the rules about a single rule speak: `rules-while-disabled` says the rest.
"""

from mvnetgen.rules.private_endpoint.adls_without_blob import adls_without_blob
from mvnetgen.rules.private_endpoint.application_gateway_without_fqdns import application_gateway_without_fqdns
from mvnetgen.rules.private_endpoint.approver_role_not_enough import approver_role_not_enough
from mvnetgen.rules.private_endpoint.duplicate_private_endpoint import duplicate_private_endpoint
from mvnetgen.rules.private_endpoint.invalid_subresource import invalid_subresource
from mvnetgen.rules.private_endpoint.misplaced_fqdns import misplaced_fqdns
from mvnetgen.rules.private_endpoint.missing_approver_role import missing_approver_role
from mvnetgen.rules.private_endpoint.other_tenant_target import other_tenant_target
from mvnetgen.rules.private_endpoint.policy_denies_private_endpoints import policy_denies_private_endpoints
from mvnetgen.rules.private_endpoint.private_endpoint_already_required import private_endpoint_already_required
from mvnetgen.rules.private_endpoint.private_endpoint_to_self import private_endpoint_to_self
from mvnetgen.rules.private_endpoint.private_endpoint_to_self_missing import private_endpoint_to_self_missing
from mvnetgen.rules.private_endpoint.registry_not_premium import registry_not_premium
from mvnetgen.rules.private_endpoint.service_endpoint_conflict import service_endpoint_conflict
from mvnetgen.rules.private_endpoint.spark_on_non_storage import spark_on_non_storage
from mvnetgen.rules.private_endpoint.unreachable_connection import unreachable_connection
from mvnetgen.rules.private_endpoint.unsupported_private_endpoint_target import unsupported_private_endpoint_target
from mvnetgen.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    unsupported_private_endpoint_target,
    other_tenant_target,
    invalid_subresource,
    duplicate_private_endpoint,
    private_endpoint_already_required,
    unreachable_connection,
    private_endpoint_to_self,
    private_endpoint_to_self_missing,
    application_gateway_without_fqdns,
    misplaced_fqdns,
    spark_on_non_storage,
    adls_without_blob,
    service_endpoint_conflict,
    missing_approver_role,
    approver_role_not_enough,
    policy_denies_private_endpoints,
    registry_not_premium,
)
