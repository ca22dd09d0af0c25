from collections.abc import Iterator

from mvnetgen.model.estate import Declaration, Form
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown


@rule(Severity.ERROR, since="0.1.0")
def inline_and_separate_rules(declaration: Declaration) -> Iterator[Problem]:
    """
    Rules both inside the workspace and as resources of their own: they overwrite each other.

    ## Why

    A write of the workspace carries the whole map of rules, a separate resource writes one of them. Whichever runs last
    wins, and the next plan wants to change it back. An empty map may remove the separate rules too.

    Source: https://github.com/Azure/terraform-provider-azapi/issues/720

    ## Fix

    Keep all rules in the workspace's `outboundRules` map, or leave the map out and make all rules resources of their own.
    """
    if (
        declaration.inline_rules is False
        or not declaration.rule_resources
        or declaration.ignores_changes_of("body.properties.managedNetwork.outboundRules")
    ):
        return
    separate = {resource.route[-1] for resource in declaration.rule_resources}
    inline = sum(1 for route, _ in declaration.workspace.outbound_rules() if route[-1] not in separate)
    other = declaration.rule_resources[0]
    owner = next((f"`{each.address}`" for each in declaration.owners if each.writes_rules), "the workspace")
    route = ("managed_network", "outbound_rules")
    related = ((other.route[2:], "a rule of its own"),)
    if inline:
        several = "a rule" if inline == 1 else f"{inline} rules"
        message = (
            f"{owner} carries {several} in its map, to which `{other.address}` writes too: they overwrite each other"
        )
        yield Problem(route, message, "keep all rules in one of the two places", related)
        return
    if isinstance(declaration.inline_rules, Unknown):
        what = f"{owner} writes a map of rules that cannot be known"
    elif declaration.form is Form.AVM and owner == "the workspace":
        what = "the module always writes its map of rules"
    else:
        what = f"{owner} writes an empty map of rules"
    message = f"{what}, which may remove what `{other.address}` writes"
    yield Problem(route, message, "give the rules to the workspace, or leave the map out", related, Severity.WARNING)
