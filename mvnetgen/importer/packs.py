"""Scenario packs that a set of rules amounts to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mvnetgen.azure.host_names import same_host
from mvnetgen.azure.resource_ids import ResourceId, parse_resource_id
from mvnetgen.azure.scenarios import Scenario, ScenarioRule, scenarios
from mvnetgen.languages.yaml.write import Noted

Rule = Mapping[str, Any]


def noted(rules: Sequence[Rule]) -> list[Rule | Noted]:
    """
    The rules, those of one pack together, with the name of the pack above them.

    A pack is there when all of its rules are, but for optional ones; of packs that share a rule, the larger one is named.
    """
    free = list(range(len(rules)))
    packs: dict[int, tuple[str, list[int]]] = {}
    for pack in sorted(scenarios().values(), key=lambda each: -len(_needed(each))):
        members = _members(pack, rules, free)
        if members:
            free = [index for index in free if index not in members]
            packs[min(members)] = (pack.name, sorted(members))
    result: list[Rule | Noted] = []
    pending = False  # whether a pack ends right above, so that a rule of its own must not look like one of it
    for index in range(len(rules)):
        if index in packs:
            name, members = packs[index]
            result += [Noted(rules[members[0]], (f"pack: {name}",)), *(rules[each] for each in members[1:])]
            pending = True
        elif index in free:
            result.append(Noted(rules[index], ("rules of your own",)) if pending else rules[index])
            pending = False
    return result


def _needed(pack: Scenario) -> list[ScenarioRule]:
    return [rule for rule in pack.rules if not rule.optional]


def _members(pack: Scenario, rules: Sequence[Rule], free: Sequence[int]) -> list[int]:
    """The rules that a pack consists of; none when one is missing."""
    found: list[int] = []
    for wanted in pack.rules:
        index = next((each for each in free if each not in found and _is(wanted, rules[each])), None)
        if index is not None:
            found.append(index)
        elif not wanted.optional:
            return []
    return found if len(found) > 1 else []


def _is(wanted: ScenarioRule, rule: Rule) -> bool:
    destination = rule["destination"]
    if wanted.host:
        return isinstance(destination, str) and same_host(destination, wanted.host)
    if rule["type"] != "private_endpoint" or destination["subresource_target"].lower() != wanted.subresource.lower():
        return False
    target = parse_resource_id(destination["service_resource_id"])
    return isinstance(target, ResourceId) and (target.type or "").lower() == wanted.arm_type.lower()
