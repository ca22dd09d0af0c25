"""An outbound rule in the language of the file that it would be added to."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto

from mvnetgen.azure.api_versions import newest_stable_with
from mvnetgen.egress.row import Egress
from mvnetgen.generate.filters import bicep, hcl
from mvnetgen.languages.yaml.edit import Style, block_lines
from mvnetgen.model.estate import Form, Place, RuleResource
from mvnetgen.model.workspace import FqdnRule, PrivateEndpointRule, ServiceTagRule
from mvnetgen.text.document import without_keys

NewRule = FqdnRule | ServiceTagRule | PrivateEndpointRule

_ARM = "Microsoft.MachineLearningServices/workspaces/outboundRules"
_AZURERM = "azurerm_machine_learning_workspace_network_outbound_rule"
_KEYS = re.compile(r'^(?:module\.[A-Za-z0-9_-]+(?:\["[^"]*"\]|\[\d+\])?\.)+')


class Manner(StrEnum):
    """How a file takes a rule."""

    YAML = auto()
    AZAPI_MAP = auto()
    AZAPI_RESOURCE = auto()
    AZURERM = auto()
    AVM = auto()
    BICEP_MAP = auto()
    BICEP_RESOURCE = auto()
    ARM_MAP = auto()


RESOURCES = frozenset({Manner.AZAPI_RESOURCE, Manner.AZURERM, Manner.BICEP_RESOURCE})
"""The manners in which a rule is a resource of its own, which stands anywhere in the file."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a rule would go, and how it would look there."""

    manner: Manner
    path: str
    line: int
    """The line that it would stand behind."""
    column: int = 1
    """Where its neighbours start."""
    after: RuleResource | None = None
    """The last rule that is a resource of its own."""
    beside: bool = True
    """Whether it stands behind another rule."""


def spot_for(egress: Egress, rule: NewRule) -> Spot:
    """Where a new rule of a network would go: behind the last one, in its manner; of AVM's maps behind one of its kind."""
    declaration, estate, route = egress.declaration, egress.estate, egress.route
    resources = declaration.rule_resources
    own = {each.route for each in resources}
    rules = [((*route, *inner), each.type) for inner, each in declaration.workspace.outbound_rules()]
    alike = [each for each, kind in rules if kind == rule.type or declaration.form is not Form.AVM]
    inline = [each for each in alike if each not in own and each in estate.spans]
    last = resources[-1] if resources else None
    place = estate.spans.at(last.route if last else inline[-1] if inline else (*route, "managed_network"))
    manner = _manner(egress, place, inline=bool(inline) and not last, resource=last is not None)
    column = (place.key or place.span).column
    return Spot(manner, place.span.path, place.span.end_line, column, last, beside=bool(inline))


def _manner(egress: Egress, place: Place, *, inline: bool, resource: bool) -> Manner:
    path = place.span.path
    if path.endswith((".bicep", ".bicepparam")):
        return Manner.BICEP_RESOURCE if resource else Manner.BICEP_MAP
    if path.endswith(".json"):
        return Manner.ARM_MAP
    match egress.declaration.form:
        case Form.YAML:
            return Manner.YAML
        case Form.AVM:
            return Manner.AVM
        case Form.AZURERM | Form.AI_FOUNDRY:
            return Manner.AZURERM
    return Manner.AZAPI_MAP if inline else Manner.AZAPI_RESOURCE


def spelled(rule: NewRule, spot: Spot, egress: Egress, target: str | None = None) -> str:
    """
    The text of a rule as it would stand at a spot.

    `target` is the expression that names the target where the file declares it.
    """
    name = rule.name if isinstance(rule.name, str) else "rule"
    match spot.manner:
        case Manner.YAML:
            return "\n".join(block_lines(rule, max(spot.column - 3, 4 if spot.column == 1 else 0), Style()))
        case Manner.ARM_MAP:
            return f"{json.dumps(name)}: {json.dumps(_arm(rule), indent=2)}"
        case Manner.AZURERM:
            return _azurerm(rule, name, spot, egress, target)
        case Manner.AVM:
            return _avm(rule, name, spot, target)
        case Manner.AZAPI_MAP:
            return "\n".join([f"{hcl(name)} = {{", *_hcl_lines(_arm(rule), 1, target), "}"])
        case Manner.AZAPI_RESOURCE:
            return _azapi(rule, name, spot, egress, target)
        case Manner.BICEP_MAP:
            return "\n".join([f"{bicep(name, key=True)}: {{", *_bicep_lines(_arm(rule), 1, target), "}"])
        case Manner.BICEP_RESOURCE:
            return _bicep_resource(rule, name, spot, egress, target)


def _arm(rule: NewRule) -> dict[str, object]:
    match rule:
        case FqdnRule():
            return {"type": "FQDN", "category": "UserDefined", "destination": rule.destination}
        case ServiceTagRule():
            opened: dict[str, object] = {
                "serviceTag": rule.service_tag,
                "protocol": rule.protocol,
                "portRanges": rule.port_ranges,
            }
            if rule.address_prefixes:
                opened["addressPrefixes"] = rule.address_prefixes
            return {"type": "ServiceTag", "category": "UserDefined", "destination": opened}
        case PrivateEndpointRule():
            destination = {
                "serviceResourceId": rule.service_resource_id,
                "subresourceTarget": rule.subresource_target,
                "sparkEnabled": bool(rule.spark_enabled),
            }
            hosts = {"fqdns": rule.fqdns} if rule.fqdns else {}
            return {"type": "PrivateEndpoint", "category": "UserDefined", "destination": destination, **hosts}


_TARGETS = ("serviceResourceId", "service_resource_id", "resource_id")


def _hcl_lines(values: Mapping[str, object], depth: int, target: str | None) -> list[str]:
    """Arguments, with the signs of neighbouring lines in one column as `terraform fmt` has them."""
    lines: list[str] = []
    margin = "  " * depth
    run: list[tuple[str, str]] = []

    def flush() -> None:
        width = max((len(key) for key, _ in run), default=0)
        lines.extend(f"{margin}{key:<{width}} = {text}" for key, text in run)
        run.clear()

    for key, value in values.items():
        if isinstance(value, Mapping):
            flush()
            lines += [f"{margin}{key} = {{", *_hcl_lines(value, depth + 1, target), f"{margin}}}"]
        else:
            run.append((key, target if target and key in _TARGETS else hcl(value)))
    flush()
    return lines


def _bicep_lines(values: Mapping[str, object], depth: int, target: str | None) -> list[str]:
    lines: list[str] = []
    margin = "  " * depth
    for key, value in values.items():
        if isinstance(value, Mapping):
            lines += [f"{margin}{key}: {{", *_bicep_lines(value, depth + 1, target), f"{margin}}}"]
        else:
            lines.append(f"{margin}{key}: {target if target and key in _TARGETS else bicep(value)}")
    return lines


def _symbol(name: str) -> str:
    symbol = re.sub(r"[^A-Za-z0-9_]+", "_", name).strip("_").lower()
    return symbol if symbol[:1].isalpha() else f"rule_{symbol}"


def local_address(address: str) -> str:
    """An address as the module that holds it writes it."""
    return _KEYS.sub("", address)


def _azapi(rule: NewRule, name: str, spot: Spot, egress: Egress, target: str | None) -> str:
    parent = f"{local_address(egress.declaration.address) or 'azapi_resource.workspace'}.id"
    fields = ["pe.fqdns"] if isinstance(rule, PrivateEndpointRule) and rule.fqdns else []
    fields += ["st.addressPrefixes"] if isinstance(rule, ServiceTagRule) and rule.address_prefixes else []
    used = spot.after.api_version if spot.after else egress.declaration.api_version
    version = used if isinstance(used, str) and not fields else newest_stable_with(fields)
    body = {"body": {"properties": _arm(rule)}}
    return "\n".join(
        [
            f'resource "azapi_resource" {hcl(_symbol(name))} {{',
            f"  type      = {hcl(f'{_ARM}@{version}')}",
            f"  name      = {hcl(name)}",
            f"  parent_id = {parent}",
            f"  locks     = [{parent}]",
            *_hcl_lines(body, 1, target),
            "}",
        ]
    )


def _azurerm(rule: NewRule, name: str, spot: Spot, egress: Egress, target: str | None) -> str:
    parent = f"{local_address(egress.declaration.address) or 'azurerm_machine_learning_workspace.workspace'}.id"
    values: dict[str, str] = {"name": hcl(name), "workspace_id": parent}
    match rule:
        case FqdnRule():
            kind = "fqdn"
            values["destination_fqdn"] = hcl(rule.destination)
        case ServiceTagRule():
            kind = "service_tag"
            values |= {
                "service_tag": hcl(rule.service_tag),
                "protocol": hcl(rule.protocol),
                "port_ranges": hcl(rule.port_ranges),
            }
        case PrivateEndpointRule():
            kind = "private_endpoint"
            values |= {
                "service_resource_id": target or hcl(rule.service_resource_id),
                "sub_resource_target": hcl(rule.subresource_target),
                "spark_enabled": hcl(bool(rule.spark_enabled)),
            }
    if spot.after:
        values["depends_on"] = f"[{local_address(without_keys(spot.after.address))}]"
    width = max(len(key) for key in values)
    lines = [f"  {key:<{width}} = {value}" for key, value in values.items()]
    return "\n".join([f'resource "{_AZURERM}_{kind}" {hcl(_symbol(name))} {{', *lines, "}"])


def _avm(rule: NewRule, name: str, spot: Spot, target: str | None) -> str:
    """An entry of the map of its kind; the map with it where there is none yet."""
    values: dict[str, object]
    match rule:
        case FqdnRule():
            kind, values = "fqdn", {"destination": rule.destination}
        case ServiceTagRule():
            kind = "service_tag"
            values = {
                "action": "Allow",
                "service_tag": rule.service_tag,
                "protocol": rule.protocol,
                "port_ranges": rule.port_ranges,
                **({"address_prefixes": rule.address_prefixes} if rule.address_prefixes else {}),
            }
        case PrivateEndpointRule():
            kind = "private_endpoint"
            values = {
                "resource_id": rule.service_resource_id,
                "sub_resource_target": rule.subresource_target,
                "spark_enabled": bool(rule.spark_enabled),
            }
    if spot.beside:
        return "\n".join([f"{hcl(name)} = {{", *_hcl_lines(values, 1, target), "}"])
    inner = _hcl_lines(values, 2, target)
    return "\n".join([f"{kind} = {{", f"  {hcl(name)} = {{", *inner, "  }", "}"])


def _bicep_resource(rule: NewRule, name: str, spot: Spot, egress: Egress, target: str | None) -> str:
    used = spot.after.api_version if spot.after else egress.declaration.api_version
    version = used if isinstance(used, str) else newest_stable_with([])
    symbol = re.sub(r"_(\w)", lambda found: found[1].upper(), _symbol(name))
    values = {"name": name, "properties": _arm(rule)}
    parent = egress.declaration.address.rpartition(".")[2] or "workspace"
    return "\n".join(
        [
            f"resource {symbol} {bicep(f'{_ARM}@{version}')} = {{",
            f"  parent: {parent}",
            *_bicep_lines(values, 1, target),
            "}",
        ]
    )
