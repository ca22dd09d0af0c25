from collections.abc import Iterator, Mapping

from mvnetgen.azure.api_versions import azapi_release_for, exists, fields_missing, is_preview, newest_stable_with
from mvnetgen.azure.versions import allows_only_older_than
from mvnetgen.document import Unknown
from mvnetgen.estate import Declaration
from mvnetgen.rule import Problem, Severity, rule
from mvnetgen.source import Route


@rule(Severity.ERROR, since="0.1.0")
def api_version_too_old(declaration: Declaration) -> Iterator[Problem]:
    """
    A field that the api-version does not have, an api-version that does not exist, or one that the pinned azapi lacks.

    ## Why

    ARM drops what its version does not know or answers with an error after minutes. azapi catches most of it, unless
    `schema_validation_enabled = false`, and refuses api-versions that its release does not embed.

    Source: the types that azapi embeds,
    https://github.com/Azure/terraform-provider-azapi/tree/main/internal/azure/generated/machinelearningservices

    ## Fix

    Use the version that the message names, and the azapi release that embeds it.
    """
    yield from _judge(declaration, declaration.api_version, declaration.fields, ("options", "type"), "the workspace")
    for resource in declaration.rule_resources:
        fields = {"outboundRules": resource.route[2:], **resource.fields}
        here = (*resource.route[2:], "options", "type")
        yield from _judge(declaration, resource.api_version, fields, here, f"`{resource.address}`")


def _judge(
    declaration: Declaration, version: str | Unknown | None, fields: Mapping[str, Route], where: Route, owner: str
) -> Iterator[Problem]:
    if not isinstance(version, str) or not fields:
        return
    there = exists(version)
    if there is None:
        return
    proposal = newest_stable_with(fields)
    help_ = f"write `@{proposal}`" if proposal else ""
    if there is False:
        message = f"the api-version `{version}` of {owner} does not exist, or knows no managed networks"
        yield Problem(where, message, help_)
        return
    for field in fields_missing(version, fields):
        word = field.rpartition(".")[2]
        message = f"`{word}` cannot be set in the api-version `{version}` of {owner}"
        yield Problem(fields[field], message, help_, ((where, "the api-version"),), on_key=True)
    release = azapi_release_for(version)
    constraint = declaration.provider_constraint
    if release and constraint and allows_only_older_than(constraint, release):
        kind = "preview " if is_preview(version) else ""
        message = f"the {kind}api-version `{version}` of {owner} needs azapi {release}, and `{constraint}` allows only older releases"
        yield Problem(where, message, f'require azapi ">= {release}"')
