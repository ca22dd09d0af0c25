from collections.abc import Iterator

from mvnetgen.formats.shape import shown
from mvnetgen.model.fix import Fix, Write
from mvnetgen.model.workspace import ServiceTagRule, Workspace
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.rules.service_tag.tag_kind import TagKind, judge_tag


@rule(Severity.WARNING, since="0.1.0", alone=True)
def address_prefixes_override_tag(workspace: Workspace) -> Iterator[Problem]:
    """
    Address prefixes beside a service tag: the service ignores the tag.

    ## Why

    The rule looks as if it opened both the tag and the prefixes, or the tag narrowed to them. It opens the prefixes only.

    Source: https://learn.microsoft.com/azure/templates/microsoft.machinelearningservices/workspaces/outboundrules

    ## Fix

    Make two rules of it, or leave the tag empty (the YAML needs the key).

    ```yaml
    destination:
      service_tag: ""
      protocol: TCP
      port_ranges: "443"
      address_prefixes: [203.0.113.0/24]
    ```
    """
    for route, outbound in workspace.outbound_rules():
        if not isinstance(outbound, ServiceTagRule):
            continue
        judged = judge_tag(outbound, workspace)
        if judged.kind is TagKind.OVERRIDDEN and judged.text.strip():
            name = "its service tag" if not isinstance(outbound.service_tag, str) else f"`{shown(judged.text)}`"
            message = f"{outbound.label} has address prefixes, so {name} is ignored and stays closed"
            help_ = say("leave `service_tag` empty, or give the tag a rule of its own")
            fix = Fix((Write(outbound.service_tag, ""),)) if isinstance(outbound.service_tag, str) else None
            yield Problem(
                (*route, "service_tag"), message, help_, ((((*route, "address_prefixes")), "these win"),), fix=fix
            )
