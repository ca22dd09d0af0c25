from collections.abc import Iterator, Mapping

from mvnetgen.model.estate import Declaration
from mvnetgen.model.fix import Fix, Remove
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Node
from mvnetgen.text.source import Route


@rule(Severity.WARNING, since="0.1.0", alone=True)
def schema_validation_disabled(declaration: Declaration) -> Iterator[Problem]:
    """
    `schema_validation_enabled = false` on a workspace or outbound rule.

    ## Why

    It hides what azapi would refuse at plan time: fields that the api-version does not have, versions that do not exist,
    keys in the wrong place. In public code nearly every wrong api-version of a managed network stands beside it.

    Source: https://registry.terraform.io/providers/Azure/azapi/latest/docs/resources/resource

    ## Fix

    Remove the argument and mend what azapi then reports; use an azapi release that embeds the api-version.
    """
    places: list[tuple[Route, Mapping[str, Node]]] = [((), declaration.options)]
    places += [(each.route[2:], each.options) for each in declaration.rule_resources]
    places += [(("owners", index), each.options) for index, each in enumerate(declaration.owners)]
    for prefix, options in places:
        option = options.get("schema_validation_enabled")
        if option is not None and option.value is False:
            message = "without schema validation azapi does not refuse wrong fields and api-versions at plan time"
            route = (*prefix, "options", "schema_validation_enabled")
            yield Problem(route, message, "remove it and mend what azapi reports", fix=Fix((Remove(),), safe=False))
