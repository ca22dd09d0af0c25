from collections.abc import Iterator

from mvnetgen.model.policy import Policy
from mvnetgen.model.workspace import PrivateEndpointRule, Workspace
from mvnetgen.rules.policy.allowed import id_outside
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import known_text


@rule(Severity.ERROR, since="0.1.0", alone=True)
def policy_private_endpoint(workspace: Workspace, policy: Policy) -> Iterator[Problem]:
    """
    A private endpoint to a resource outside of the scopes that the organization's policy allows.

    ## Why

    A private endpoint opens a way out of the network to one resource, in any subscription and tenant that approves it.
    The `policy` of the configuration lists the scopes that it may lie in: a subscription, a resource group, a resource,
    each with `*` for (a part of) a segment. An id that is known in part is judged by the part that is known.

    ## Fix

    Point the rule to a resource of your organization, or have its scope added to `policy.private_endpoints`.
    """
    if policy.private_endpoints is None:
        return
    for route, outbound in workspace.outbound_rules():
        if not isinstance(outbound, PrivateEndpointRule):
            continue
        target = outbound.service_resource_id
        text = known_text(target)
        if text and id_outside(text, policy.private_endpoints):
            name = f"`{target}`" if isinstance(target, str) else "a resource"
            message = f"{outbound.label} leads to {name}, which lies in no scope that the policy allows"
            help_ = "point it elsewhere, or have the scope added to `policy.private_endpoints`"
            yield Problem((*route, "service_resource_id"), message, help_)
