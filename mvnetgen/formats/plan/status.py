"""What Azure answered about outbound rules when Terraform last wrote them: azapi keeps it as the `output` of a resource."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from mvnetgen.formats.plan.recorded import Recorded
from mvnetgen.formats.plan.shapes import mapping
from mvnetgen.formats.plan.values import body_of_text
from mvnetgen.model.estate import Declaration, Estate


def with_status(estate: Estate, recorded: Iterable[Recorded]) -> Estate:
    """The estate with the status of each rule that an output tells."""
    outputs = {each.address: _properties(each) for each in recorded if each.values.get("output")}
    if not outputs:
        return estate
    return replace(estate, declarations=tuple(_declaration(each, outputs) for each in estate.declarations))


def _properties(each: Recorded) -> Mapping[str, Any]:
    output = each.values.get("output")
    return mapping(mapping(body_of_text(output) if isinstance(output, str) else output).get("properties"))


def _declaration(declaration: Declaration, outputs: Mapping[str, Mapping[str, Any]]) -> Declaration:
    network = declaration.workspace.network
    if network is None:
        return declaration
    own = mapping(mapping(outputs.get(declaration.address)).get("managedNetwork"))
    by_name = {name: mapping(rule).get("status") for name, rule in mapping(own.get("outboundRules")).items()}
    by_index = {each.route[-1]: mapping(outputs.get(each.address)).get("status") for each in declaration.rule_resources}
    rules = []
    for index, rule in enumerate(network.outbound_rules):
        status = by_index.get(index) or by_name.get(rule.name if isinstance(rule.name, str) else "")
        rules.append(rule.model_copy(update={"status": status}) if isinstance(status, str) else rule)
    changed = network.model_copy(update={"outbound_rules": tuple(rules)})
    return replace(declaration, workspace=declaration.workspace.model_copy(update={"managed_network": changed}))
