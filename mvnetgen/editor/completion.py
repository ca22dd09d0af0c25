"""What may be typed at the cursor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mvnetgen.azure.private_link import PrivateLinkService, arm_type_of_terraform, service_of, services
from mvnetgen.azure.scenarios import scenarios
from mvnetgen.azure.service_tags import all_tags, find, regions
from mvnetgen.azure.tag_hosts import is_required
from mvnetgen.editor.folder import View
from mvnetgen.editor.words import Typing, typing_at
from mvnetgen.languages.hcl.folder import CODE
from mvnetgen.lint.catalogue import catalogue
from mvnetgen.model.workspace import FirewallSku, IsolationMode
from mvnetgen.text.document import without_keys

YAML = (".yml", ".yaml")
NEAR = 12
"""Lines around the cursor in which the other fields of its rule are looked for."""
_PROVIDER = re.compile(r"/providers/(?P<type>[A-Za-z.]+/[A-Za-z]+)", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<![\w.])([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?)(?:\[[^\]]*\])?\.id\b")
_TYPES = {"fqdn": "FQDN", "service_tag": "ServiceTag", "private_endpoint": "PrivateEndpoint"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing that may be typed."""

    text: str
    detail: str = ""
    code: bool = False
    """An expression of the language, which takes no quotes."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What may stand in place of what was typed."""

    typing: Typing
    proposals: tuple[Proposal, ...]


def completion(view: View, line: int, column: int) -> Completion | None:
    """What may be typed at a place; None where nothing is known."""
    typing = typing_at(view.source.line(line), column)
    if typing is None:
        return None
    found = tuple(_proposals(view, typing, line))
    return Completion(typing, found) if found else None


def _proposals(view: View, typing: Typing, line: int) -> Iterator[Proposal]:
    yaml = view.path.endswith(YAML)
    match typing.key:
        case "ignored":
            for name, entry in catalogue().items():
                yield Proposal(name, entry.group.replace("_", " "))
        case "servicetag":
            yield from _tags(typing.typed)
        case "subresourcetarget" | "subresourcename":
            yield from _subresources(view, line)
        case "isolationmode":
            yield from (Proposal(each.value if yaml else _pascal(each.value), _MODES[each]) for each in IsolationMode)
        case "firewallsku":
            yield from (Proposal(each.value if yaml else each.value.capitalize()) for each in FirewallSku)
        case "destination" | "destinationfqdn" | "fqdn":
            yield from _hosts(view, line, typing.key)
        case "serviceresourceid":
            yield from _ids(view)
        case "location":
            yield from (Proposal(each.location) for each in dict.fromkeys(regions().values()))
        case "type" if _beside(view, line, "outbound_rules", "outboundRules"):
            yield from (Proposal(each if yaml else arm) for each, arm in _TYPES.items())


_MODES = {
    IsolationMode.DISABLED: "nothing is isolated",
    IsolationMode.INTERNET: "everything may leave; private endpoints to your resources",
    IsolationMode.APPROVED: "only what rules allow; costs a firewall with the first host",
}


def _pascal(words: str) -> str:
    return "".join(word.capitalize() for word in words.split("_"))


def _tags(typed: str) -> Iterator[Proposal]:
    name, dot, _ = typed.rpartition(".")
    tag = find(name) if dot else None
    if tag is not None and tag.regional:
        for region in dict.fromkeys(regions().values()):
            suffix = region.cloud_suffix if tag.name == "AzureCloud" else region.suffix
            if suffix:
                yield Proposal(f"{tag.name}.{suffix}", region.location)
    for each in all_tags().values():
        if each.platform:
            continue
        detail = "every network allows it already" if is_required(each.name) else each.reaches_everyone
        yield Proposal(each.name, f"opens {detail}" if detail == each.reaches_everyone and detail else detail)


def _subresources(view: View, line: int) -> Iterator[Proposal]:
    service = _target(view, line)
    for each in [service] if service else dict.fromkeys(services().values()):
        for name in each.subresources:
            yield Proposal(name, each.name)


def _target(view: View, line: int) -> PrivateLinkService | None:
    """The kind of resource that the nearest id or reference around a line leads to."""
    types = {
        without_keys(each.address): each.arm_type
        for unit in view.units
        for estate in unit.estates
        for each in estate.neighbours
    }
    for number in sorted(range(max(line - NEAR, 1), line + NEAR + 1), key=lambda each: abs(each - line)):
        text = view.source.line(number)
        named = _PROVIDER.search(text)
        if named:
            return service_of(named["type"])
        for address in _ADDRESS.findall(text):
            arm_type = types.get(address) or arm_type_of_terraform(address.partition(".")[0])
            service = service_of(arm_type) if arm_type else None
            if service is not None and "workspace" not in address:
                return service
    return None


def _hosts(view: View, line: int, key: str) -> Iterator[Proposal]:
    if key == "destination" and view.path.endswith(YAML) and not _beside(view, line, "fqdn"):
        return
    seen: set[str] = set()
    for scenario in scenarios().values():
        for rule in scenario.rules if scenario.for_workspaces else ():
            if rule.host and rule.host not in seen:
                seen.add(rule.host)
                yield Proposal(rule.host, f"{scenario.name}: {rule.purpose}")


def _ids(view: View) -> Iterator[Proposal]:
    """The ids of declared resources that a private endpoint can lead to."""
    if not view.path.endswith((*CODE, ".bicep")):
        return
    seen: set[str] = set()
    for unit in view.units:
        for estate in unit.estates:
            for each in estate.neighbours:
                service, address = service_of(each.arm_type), without_keys(each.address)
                if service and address not in seen and not address.startswith("module."):
                    seen.add(address)
                    yield Proposal(f"{address}.id", service.name, code=True)


def _beside(view: View, line: int, *words: str) -> bool:
    around = "\n".join(view.source.lines[max(line - 1 - 3 * NEAR, 0) : line + NEAR])
    return any(word in around for word in words)
