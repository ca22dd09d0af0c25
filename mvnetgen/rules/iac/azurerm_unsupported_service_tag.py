from collections.abc import Iterator

from mvnetgen.azure.azurerm import service_tags
from mvnetgen.azure.service_tags import parse_tag
from mvnetgen.formats.shape import nearest
from mvnetgen.model.estate import Declaration, Form
from mvnetgen.model.workspace import ServiceTagRule
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.rules.service_tag.tag_kind import TagKind, judge_tag

_SAID_ELSEWHERE = frozenset({TagKind.EMPTY, TagKind.UNKNOWN, TagKind.UNKNOWN_REGION, TagKind.NOT_REGIONAL})
"""What other rules say of a tag, with a fix that azurerm takes too."""


@rule(Severity.ERROR, since="0.1.0", alone=True)
def azurerm_unsupported_service_tag(declaration: Declaration) -> Iterator[Problem]:
    """
    A service tag, or a region of one, that azurerm rejects.

    ## Why

    `azurerm_machine_learning_workspace_network_outbound_rule_service_tag` compares the tag with a fixed list, letter by
    letter, and no regional form such as `Storage.WestEurope` is on it. The plan fails.

    Source: https://github.com/hashicorp/terraform-provider-azurerm/tree/main/internal/services/machinelearning (v5.2.0)

    ## Fix

    Write the tag as the list spells it, or declare the rule with azapi to use a region.
    """
    network = declaration.workspace.network
    for resource in declaration.rule_resources:
        outbound = network.outbound_rules[int(resource.route[-1])] if network else None
        if resource.form is not Form.AZURERM or not isinstance(outbound, ServiceTagRule):
            continue
        tag = outbound.service_tag
        if not isinstance(tag, str) or tag in service_tags():
            continue
        if judge_tag(outbound, declaration.workspace).kind in _SAID_ELSEWHERE or parse_tag(tag) is None:
            continue
        same = next((each for each in service_tags() if each.lower() == tag.lower()), None)
        plain = nearest(tag.rpartition(".")[0], service_tags()) if "." in tag else None
        help_ = f"write `{same}`" if same else "declare the rule with azapi"
        if not same and plain:
            help_ += f", or write `{plain}` for all regions"
        message = f"azurerm rejects the service tag `{tag}` of {outbound.label}"
        yield Problem((*resource.route[2:], "service_tag"), message, help_)
