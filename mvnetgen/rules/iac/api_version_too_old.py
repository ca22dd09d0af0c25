from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mvnetgen.azure.api_versions import azapi_release_for, exists, fields_missing, stable_versions_with
from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.azure.versions import allows_only_older_than
from mvnetgen.model.estate import Declaration, Form
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Node, Reference
from mvnetgen.text.source import Route

_RESOURCE = "azapi_resource"
_OF_NETWORK = frozenset({"isolationMode", "outboundRules"})


@rule(Severity.ERROR, since="0.1.0", alone=True)
def api_version_too_old(declaration: Declaration) -> Iterator[Problem]:
    """
    A field that the api-version does not have, an api-version that does not exist, or one that the pinned azapi lacks.

    ## Why

    ARM refuses or drops what a version does not know. azapi catches most of it at plan time, unless
    `schema_validation_enabled = false`, and refuses an api-version that its release does not embed. So a field may need a
    later version, and that one a later provider. `azapi_update_resource` and `azapi_resource_action` are not compared with
    any schema: there only ARM says what is wrong.

    Source: https://github.com/Azure/terraform-provider-azapi/tree/main/internal/azure/generated/machinelearningservices

    ## Fix

    Use the version that the message names, and an azapi release that embeds it.

    ```hcl
    terraform {
      required_providers {
        azapi = {
          source  = "Azure/azapi"
          version = "~> 2.9"
        }
      }
    }
    ```
    """
    for versioned in _versioned(declaration):
        yield from _judge(versioned, declaration)


@dataclass(frozen=True, slots=True)
class _Versioned:
    """A resource that names an api-version."""

    owner: str
    version: str
    fields: Mapping[str, Route]
    options: Mapping[str, Node]
    route: Route
    type: str = _RESOURCE
    """The Terraform type; empty in other languages."""

    @property
    def validated(self) -> bool:
        """Whether azapi certainly compares it with the schemas that it embeds: it does so for `azapi_resource` only."""
        option = self.options.get("schema_validation_enabled")
        return self.type == _RESOURCE and (option is None or option.value is True)


def _versioned(declaration: Declaration) -> Iterator[_Versioned]:
    version = declaration.api_version
    if isinstance(version, str):
        yield _Versioned(f"the {declaration.workspace.owner}", version, declaration.fields, declaration.options, ())
    for resource in declaration.rule_resources:
        if isinstance(resource.api_version, str):
            used = {"outboundRules": resource.route[2:], **resource.fields}
            name, route = f"`{resource.address}`", resource.route[2:]
            kind = Reference(resource.address).resource_type
            yield _Versioned(name, resource.api_version, used, resource.options, route, kind)
    for index, owner in enumerate(declaration.owners):
        if isinstance(owner.api_version, str):
            name, route = f"`{owner.address}`", ("owners", index)
            yield _Versioned(name, owner.api_version, owner.fields, owner.options, route, owner.type)


def _judge(versioned: _Versioned, declaration: Declaration) -> Iterator[Problem]:
    constraint = declaration.provider_constraint
    version, fields, owner = versioned.version, versioned.fields, versioned.owner
    where = (*versioned.route, "options", "type")
    whose = declaration.workspace.owner
    there = exists(version, owner=whose)
    if there is None:
        return
    proposal = _proposal(fields, constraint, declaration)
    if there is False:
        yield Problem(where, f"the api-version `{version}` of {owner} does not exist", proposal)
        return
    yield from _missing(versioned, where, proposal, whose)
    release = azapi_release_for(version, whose)
    if release and constraint and versioned.validated and allows_only_older_than(constraint, release):
        message = (
            f"the api-version `{version}` of {owner} needs azapi {release}, and `{constraint}` allows only older ones"
        )
        related = ((("provider",), "the release is demanded here"),)
        yield Problem(where, message, f'require azapi ">= {release}"', related)


def _missing(versioned: _Versioned, where: Route, proposal: str, whose: NetworkOwner) -> Iterator[Problem]:
    missing = fields_missing(versioned.version, versioned.fields, whose)
    if "outboundRules" in missing:
        # One thing to say of the network: the version is older.
        others = (field for field in missing if versioned.fields[field][:1] != ("managed_network",))
        missing = ("outboundRules", *others)
    for field in missing:
        word = field.rpartition(".")[2]
        separate = versioned.route[:1] == ("managed_network",)
        if field in _OF_NETWORK:
            what = "outbound rules" if separate else "a managed network"
            message = f"the api-version `{versioned.version}` of {versioned.owner} does not know {what}"
            yield Problem(where, message, proposal)
        elif field == "managedNetworks":
            message = f"the api-version `{versioned.version}` of {versioned.owner} has no type below `managedNetworks`"
            yield Problem(where, message, proposal)
        else:
            message = f"`{word}` cannot be set in the api-version `{versioned.version}` of {versioned.owner}"
            related = ((where, "the api-version"),)
            yield Problem(versioned.fields[field], message, proposal, related, on_key=True)


def _proposal(fields: Mapping[str, Route], constraint: str, declaration: Declaration) -> str:
    """The newest stable version that has all fields, and the provider allows."""
    stable, whose = stable_versions_with(fields, declaration.workspace.owner), declaration.workspace.owner
    if declaration.form is Form.ARM:
        newest = next(iter(reversed(stable)), None)
        return f'write `"apiVersion": "{newest}"`' if newest else "use a preview that has it"
    every = [(each, azapi_release_for(each, whose) or "") for each in reversed(stable)]
    known = [(each, release) for each, release in every if release] or every
    for version, release in known:
        if not (constraint and release and allows_only_older_than(constraint, release)):
            return f"write `@{version}`"
    if not known:
        return "use a preview that has it"
    release = f", with azapi {known[0][1]} or newer" if known[0][1] else ""
    return f"write `@{known[0][0]}`{release}"
