from collections.abc import Iterator, Mapping

from mvnetgen.azure.api_versions import exists, fields_missing, is_preview, newest_embedded_with
from mvnetgen.model.estate import Declaration, Form
from mvnetgen.model.fix import Fix, write
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown
from mvnetgen.text.source import Route


@rule(Severity.INFO, since="0.1.0", alone=True)
def preview_api_version(declaration: Declaration) -> Iterator[Problem]:
    """
    A preview api-version where a stable one carries every field in use.

    ## Why

    A preview comes without a promise: it may change, and it is withdrawn some time after its successor is there. Whoever
    uses it without need will have to move under pressure.

    Source: https://learn.microsoft.com/azure/templates/microsoft.machinelearningservices/workspaces

    ## Fix

    Use the stable version that the message names.
    """
    versions: list[tuple[str | Unknown | None, Mapping[str, Route], Route]]
    versions = [(declaration.api_version, declaration.fields, ("options", "type"))]
    versions += [
        (each.api_version, {"outboundRules": each.route, **each.fields}, (*each.route[2:], "options", "type"))
        for each in declaration.rule_resources
    ]
    versions += [
        (each.api_version, each.fields, ("owners", index, "options", "type"))
        for index, each in enumerate(declaration.owners)
    ]
    owner = declaration.workspace.owner
    for version, fields, where in versions:
        if not isinstance(version, str) or not fields or not is_preview(version):
            continue
        stable = newest_embedded_with(fields, owner)
        if stable and exists(version, owner=owner) and not fields_missing(version, fields, owner):
            message = f"`{version}` is a preview, and the stable `{stable}` carries every field in use"
            yield Problem(
                where,
                message,
                f"write `{'' if declaration.form is Form.ARM else '@'}{stable}`",
                fix=_fix(declaration, where, version, stable),
            )


def _fix(declaration: Declaration, where: Route, version: str, stable: str) -> Fix | None:
    """The stable version in place of the preview: alone in a template, behind the type in azapi."""
    if declaration.form is Form.ARM:
        return write(version, stable, safe=False)
    options = declaration.options
    if where[0] == "owners":
        options = declaration.owners[int(where[1])].options
    elif where[0] != "options":
        options = next(each.options for each in declaration.rule_resources if each.route[2:] == where[:-2])
    written = options.get("type")
    text = written.value if written else None
    if not isinstance(text, str) or not text.endswith(f"@{version}"):
        return None
    return write(text, f"{text.removesuffix(version)}{stable}", safe=False)
