from collections.abc import Iterator

from mvnetgen.azure.versions import allows_only_older_than
from mvnetgen.model.estate import Declaration, Form
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule

IGNORES_SINCE = "2.5.0"
"""The first azapi release that takes a body which only lost keys for an equal one."""

CARRIER = "azapi_resource"
"""What compares a body so: the workspace itself, or its managed network as a resource of its own."""


@rule(Severity.WARNING, since="0.2.0")
def removed_rules_stay_open(declaration: Declaration) -> Iterator[Problem]:
    """
    Outbound rules inside of an azapi workspace, where a rule that is removed stays open.

    ## Why

    Since azapi 2.5 a `body` that only lost keys counts as unchanged (`ignore_no_op_changes`, true by default). A rule that
    leaves the map is such a key: `terraform plan` says "No changes", and in Azure the rule stays, open, until something else
    in the workspace changes.

    Source: https://registry.terraform.io/providers/Azure/azapi/latest/docs#ignore_no_op_changes

    ## Fix

    Make each rule a resource of its own: taking it out is a deletion then. Or keep the map and say in the root module:

    ```hcl
    provider "azapi" {
      ignore_no_op_changes = false
    }
    ```

    A module that does not own the provider block can let something else change with the rules:

    ```hcl
    response_export_values = {
      "rules_${sha1(jsonencode(var.outbound_rules))}" = "properties.managedNetwork.isolationMode"
    }
    ```
    """
    if declaration.form is not Form.AZAPI or declaration.inline_rules is not True:
        return
    separate = {resource.route[-1] for resource in declaration.rule_resources}
    inline = [route for route, _ in declaration.workspace.outbound_rules() if route[-1] not in separate]
    owners = [each for each in declaration.owners if each.writes_rules]
    if not inline or len(owners) > 1 or any(each.type != CARRIER for each in owners):
        return
    options = owners[0].options if owners else declaration.options
    if "provider.ignore_no_op_changes" in options or "computed_exports" in options:
        return
    if not owners and (
        not declaration.declared or declaration.ignores_changes_of("body.properties.managedNetwork.outboundRules")
    ):
        return
    if allows_only_older_than(declaration.provider_constraint, IGNORES_SINCE) is not False:
        return
    count = "the outbound rule" if len(inline) == 1 else f"each of the {len(inline)} outbound rules"
    message = say("{} stays open in Azure after it was taken out here: azapi sees no change", count)
    help_ = "make the rules resources of their own, or set `ignore_no_op_changes = false` in the provider block"
    yield Problem(("managed_network", "outbound_rules"), message, help_)
