from collections.abc import Iterator, Mapping

from mvnetgen.model.estate import Declaration, Form, RuleResource
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import without_keys

MOST_BLOCKS = 200
"""Blocks of one workspace that are compared with each other; of more each is compared with the first."""


@rule(Severity.ERROR, since="0.1.0")
def concurrent_outbound_rules(declaration: Declaration) -> Iterator[Problem]:
    """
    Two or more separate outbound rule resources of one workspace that may be written at once.

    ## Why

    Each rule is written as a change of the whole network. Two that run at the same time delete each other's work, or
    fail with "ongoing operation": the apply succeeds and the portal shows rules that are gone. azurerm takes no lock of
    its own, azapi only the ones that `locks` names, and a rule without a lock does not wait for those that have one.

    Source: https://github.com/Azure/terraform-provider-azapi/issues/453

    ## Fix

    With azapi, give every rule resource the same lock, or keep all rules in the workspace's own `outboundRules` map.
    With azurerm, chain the rules with `depends_on`. In Bicep put `@batchSize(1)` on the loop, in an ARM template
    `"mode": "serial", "batchSize": 1` into its `copy`, and chain rules that stand alone with `dependsOn`.

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
    blocks: dict[str, list[RuleResource]] = {}
    for each in declaration.rule_resources:
        blocks.setdefault(without_keys(each.address), []).append(each)
    races = _races(blocks) if len(blocks) > 1 else {}
    for block, resources in blocks.items():
        first = resources[0]
        other = min(races.get(block, ()), key=lambda name: blocks[name][0].uncounted, default=None)
        within = first.batch != 1 and _locked_apart(first, resources[-1])
        if len(resources) > 1 and within:
            message = f"`{block}` makes {len(resources)} rules that run at the same time and overwrite each other"
        elif other is not None:
            message = f"`{block}` may run at the same time as `{other}`, and one of the two rules gets lost"
        elif first.uncounted and within:
            message = f"`{block}` may make several rules, which then run at the same time and overwrite each other"
        else:
            continue
        both = other is not None and not first.uncounted and not blocks[other][0].uncounted
        certain = (len(resources) > 1 and within) or both
        yield Problem(
            first.route[2:],
            message,
            _help(first, len(resources) > 1 or first.uncounted),
            ((blocks[other][0].route[2:], "the other rule"),) if other is not None else (),
            None if certain else Severity.WARNING,
        )


def _help(resource: RuleResource, several: bool) -> str:
    if resource.form is Form.BICEP:
        return "put `@batchSize(1)` on the loop" if several else "chain the rules with `dependsOn`"
    if resource.form is Form.ARM:
        serial = 'give the `copy` `"mode": "serial"` and `"batchSize": 1`'
        return serial if several else "chain the rules with `dependsOn`"
    if resource.form is Form.AZAPI:
        return "add `locks = [<id of the workspace>]` to every rule resource"
    if several:
        return "write a block for each rule and chain them with `depends_on`, or declare the rules with azapi"
    return "chain the rules with `depends_on`, or declare them with azapi"


def _races(blocks: Mapping[str, list[RuleResource]]) -> dict[str, list[str]]:
    """
    The blocks to mend, each with those that it may run at the same time as.

    Every race is told once. The block with the most races is to mend first, such as the one outside of a chain; of two
    alike the one without a lock, or the later one.
    """
    names = list(blocks)
    if len(names) > MOST_BLOCKS:
        first = names[0]
        return {name: [first] for name in names[1:] if _race(blocks[name][0], blocks[first][0])}
    left = {
        name: {each for each in names if each != name and _race(blocks[name][0], blocks[each][0])} for name in names
    }
    found: dict[str, list[str]] = {}
    while True:
        worst = max(reversed(names), key=lambda name: (len(left[name]), blocks[name][0].locked is False))
        if not left[worst]:
            return found
        found[worst] = [name for name in names if name in left[worst]]
        for name in left.pop(worst):
            left[name].discard(worst)
        names.remove(worst)


def _race(one: RuleResource, other: RuleResource) -> bool:
    """Whether nothing keeps two blocks apart."""
    ordered = without_keys(other.address) in one.after or without_keys(one.address) in other.after
    return not ordered and _locked_apart(one, other)


def _locked_apart(one: RuleResource, other: RuleResource) -> bool:
    """Whether two resources certainly share no lock."""
    if one.locked is False or other.locked is False:
        return True
    if one.locks is None or other.locks is None or one.locked is not True or other.locked is not True:
        return False
    # An id that is written out and a reference may be the same.
    literal = [each for locks in (one.locks, other.locks) for each in locks if each.startswith("/")]
    mixed = 0 < len(literal) < len(one.locks) + len(other.locks)
    return not mixed and not one.locks & other.locks
