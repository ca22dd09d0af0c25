from collections.abc import Iterator

from mvnetgen.estate import Declaration, Form
from mvnetgen.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.1.0")
def inline_and_separate_rules(declaration: Declaration) -> Iterator[Problem]:
    """
    Rules both inside the workspace and as resources of their own: they overwrite each other.

    ## Why

    A write of the workspace carries the whole map of rules, a separate resource writes one of them. Whichever runs last
    wins, and the next plan wants to change it back.

    Source: https://github.com/Azure/terraform-provider-azapi/issues/946

    ## Fix

    Keep all rules in the workspace's `outboundRules` map, or none.
    """
    if (
        not declaration.inline_rules
        or not declaration.rule_resources
        or declaration.ignores_changes_of("managed_network", "managedNetwork")
    ):
        return
    network = declaration.workspace.network
    separate = {resource.route for resource in declaration.rule_resources}
    count = len(network.outbound_rules) if network else 0
    inline = [index for index in range(count) if not any(route[-1] == index for route in separate)]
    other = declaration.rule_resources[0]
    route = ("managed_network", "outbound_rules")
    related = ((other.route[2:], "a rule of its own"),)
    if inline:
        message = f"the workspace carries {len(inline)} rules itself, and `{other.address}` writes to the same map: they overwrite each other"
        yield Problem(route, message, "keep all rules in one of the two places", related)
        return
    what = (
        "the module always writes its map of rules"
        if declaration.form is Form.AVM
        else "the workspace writes an empty map of rules"
    )
    message = f"{what}, which may remove what `{other.address}` writes"
    yield Problem(route, message, "give the rules to the workspace, or leave the map out", related, Severity.WARNING)
