from collections.abc import Iterator

from mvnetgen.formats.shape import shown
from mvnetgen.model.policy import Policy
from mvnetgen.model.workspace import ServiceTagRule, Workspace
from mvnetgen.rules.policy.allowed import tag_outside
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import known_text


@rule(Severity.ERROR, since="0.1.0", alone=True)
def policy_service_tag(workspace: Workspace, policy: Policy) -> Iterator[Problem]:
    """
    A service tag that the organization's policy does not allow.

    ## Why

    The `policy` of the configuration lists the service tags that a managed network may open; a tag in the list allows
    its regional forms too. Address prefixes take the place of the tag, so a rule that has some opens what no tag in the
    list stands for.

    ## Fix

    Remove the rule, or have the tag added to `policy.service_tags`.
    """
    if policy.service_tags is None:
        return
    for route, outbound in workspace.outbound_rules():
        if not isinstance(outbound, ServiceTagRule):
            continue
        if isinstance(outbound.address_prefixes, tuple) and outbound.address_prefixes:
            message = f"{outbound.label} opens address prefixes, and the policy allows service tags only"
            yield Problem((*route, "address_prefixes"), message, "open a service tag that the policy allows")
            continue
        tag = outbound.service_tag
        text = known_text(tag)
        if text and tag_outside(text, policy.service_tags):
            name = f"the service tag `{shown(tag)}`" if isinstance(tag, str) else "a service tag"
            message = f"{outbound.label} opens {name}, which the policy does not allow"
            yield Problem((*route, "service_tag"), message, "remove it, or have it added to `policy.service_tags`")
