from collections.abc import Iterator

from mvnetgen.azure.facts import closest, load
from mvnetgen.azure.service_tags import ServiceTag, find_region, nearest, regions
from mvnetgen.formats.shape import shown
from mvnetgen.model.fix import write
from mvnetgen.model.workspace import ServiceTagRule, Workspace
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.rules.service_tag.tag_kind import TagKind, judge_tag
from mvnetgen.text.nearest import same_letters


@rule(Severity.WARNING, since="0.1.0", alone=True)
def unknown_service_tag(workspace: Workspace) -> Iterator[Problem]:
    """
    A service tag, or the region behind it, that is not in the dated list.

    ## Why

    Neither `az ml` nor azapi nor Bicep compare a tag with a list, so a misspelt one (`AzureStorage`, `KeyVault`) travels as
    far as Azure, and what it was meant to open stays closed. Azure adds tags from time to time: one that is newer than
    the list of `mvnetgen rules --facts` may be right.

    Source: https://learn.microsoft.com/azure/virtual-network/service-tags-overview

    ## Fix

    Write the tag as the list spells it.

    ```yaml
    destination: {service_tag: AzureKeyVault, protocol: TCP, port_ranges: "443"}
    ```
    """
    for route, outbound in workspace.outbound_rules():
        if not isinstance(outbound, ServiceTagRule):
            continue
        judged = judge_tag(outbound, workspace)
        text = shown(judged.text)
        known = f"{load('service_tags').date:%B %Y}"
        meant: str | None = None
        match judged.kind:
            case TagKind.EMPTY:
                message = f"{outbound.label} names neither a service tag nor address prefixes, so it opens nothing"
                help_ = say("name a service tag, or list `address_prefixes`")
            case TagKind.LINE_END:
                message = f"the service tag of {outbound.label} ends with a line end, and Azure knows no such tag"
                meant = judged.text.strip()
                help_ = f"write `{shown(meant)}` on one line"
            case TagKind.UNKNOWN:
                message = f"`{text}` is not among the service tags of {known}; Azure may refuse {outbound.label}"
                guess = nearest(judged.text)
                meant = guess
                help_ = f"write `{guess}`" if guess else "look it up in the list of service tags"
            case TagKind.UNKNOWN_REGION if judged.tag:
                region = shown(judged.tag.suffix)
                message = (
                    f"`{region}` of `{text}` is not among the regions of {known}; Azure may refuse {outbound.label}"
                )
                guess = nearest(judged.text)
                meant = near = guess if guess and guess != judged.tag.tag.name else None
                help_ = (
                    f"write `{near}`" if near else f"write `{judged.tag.tag.name}`, or a region such as `WestEurope`"
                )
            case _:
                continue
        safe = same_letters(meant or "", judged.text)
        fix = write(outbound.service_tag, meant or "", safe=safe)
        yield Problem((*route, "service_tag"), message, help_, fix=fix)


def _with_nearest_region(written: ServiceTag) -> str | None:
    """The tag with the region that its misspelt one most likely means."""
    guess = closest(written.suffix, regions())
    region = find_region(guess) if guess else None
    return ServiceTag(written.tag, written.suffix, region).canonical if region else None
