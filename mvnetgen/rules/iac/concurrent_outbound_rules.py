from collections.abc import Iterator

from mvnetgen.estate import Declaration, Form, RuleResource
from mvnetgen.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.1.0")
def concurrent_outbound_rules(declaration: Declaration) -> Iterator[Problem]:
    """
    Two or more separate outbound rule resources of one workspace that Terraform may run at once.

    ## Why

    Each rule is written as a change of the whole network. Two that run at the same time delete each other's work, or
    fail with "ongoing operation": the apply succeeds and the portal shows rules that are gone. azurerm takes no lock of
    its own, azapi only the ones that `locks` names.

    Source: https://github.com/Azure/terraform-provider-azapi/issues/453

    ## Fix

    With azapi, give every rule resource the same lock, or keep all rules in the workspace's own `outboundRules` map.
    With azurerm, chain the rules with `depends_on`.

    ```hcl
    resource "azapi_resource" "rule" {
      for_each  = local.rules
      type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
      parent_id = azapi_resource.workspace.id
      name      = each.key
      locks     = [azapi_resource.workspace.id]
      body      = { properties = each.value }
    }
    ```
    """
    unlocked = [each for each in declaration.rule_resources if each.locked is False]
    blocks: dict[str, list[RuleResource]] = {}
    for each in unlocked:
        blocks.setdefault(block_of(each.address), []).append(each)
    for block, resources in blocks.items():
        first = resources[0]
        others = [name for name in blocks if name != block and not _ordered(first, blocks[name][0], block, name)]
        if len(resources) > 1:
            message = f"`{block}` makes {len(resources)} rules that run at the same time and overwrite each other"
        elif others:
            message = f"`{block}` may run at the same time as `{others[0]}`, and one of the two rules gets lost"
        elif first.uncounted:
            message = f"`{block}` may make several rules, which then run at the same time and overwrite each other"
        else:
            continue
        certain = len(resources) > 1 or bool(others)
        help_ = (
            "chain the rules with `depends_on`, or declare them with azapi"
            if first.form is not Form.AZAPI
            else ("add `locks = [<id of the workspace>]` to every rule")
        )
        yield Problem(
            first.route[2:],
            message,
            help_,
            related=((blocks[others[0]][0].route[2:], "the other rule"),) if others else (),
            severity=None if certain else Severity.WARNING,
        )


def block_of(address: str) -> str:
    """The address without its instance key: ``azapi_resource.rule`` of ``azapi_resource.rule["a"]``."""
    return address.partition("[")[0] if address.endswith("]") else address


def _ordered(one: RuleResource, other: RuleResource, block: str, other_block: str) -> bool:
    return other_block in one.after or block in other.after
