"""What generated code that is about to be replaced makes of a workspace: read back from its own text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mvnetgen.formats.terraform.read import read_module
from mvnetgen.generate.options import Placement
from mvnetgen.languages.bicep import syntax
from mvnetgen.languages.bicep.parse import parse
from mvnetgen.languages.hcl.folder import module_folder
from mvnetgen.model.estate import Declaration, Estate
from mvnetgen.model.neighbours import ROLE_ASSIGNMENT
from mvnetgen.text.errors import MvnetgenError
from mvnetgen.text.tree import Memory


@dataclass(frozen=True)
class Former:
    """A generation before this one. None stands for what it does not say, or only together with its inputs."""

    name: str | None = None
    location: str | None = None
    mode: str | None = None
    """In the words of the YAML; ``disabled`` where there is no managed network."""
    identity: str | None = None
    rules: tuple[str, ...] = ()
    """The names of the outbound rules."""
    placement: Placement | None = None
    """Where its rules stand; None when it has none."""
    roles: Mapping[str, str] = field(default_factory=dict)
    """Addresses of role assignments (``azapi_resource.approver["lake"]``) to the resources that they are on."""


def former_terraform(files: Mapping[str, str]) -> Former | None:
    """What Terraform of ours makes of a workspace; None for text that cannot be read, or that makes none."""
    tree = Memory({name: text.encode("utf-8") for name, text in files.items()})
    try:
        contents = read_module(module_folder(Path(), tree), tree)
    except MvnetgenError:
        return None
    estates = [estate for _, estate in contents.worlds if estate.declarations]
    if not estates or contents.unreadable:
        return None
    estate = estates[0]
    declaration = estate.declarations[0]
    workspace = declaration.workspace
    mode, identity = workspace.isolation_mode, workspace.identity_type
    names = [rule.name for _, rule in workspace.outbound_rules()]
    return Former(
        name=_text(workspace.name),
        location=_text(workspace.location),
        mode=mode.value if isinstance(mode, str) else None,
        identity=identity.value if isinstance(identity, str) else None,
        rules=tuple(name for name in names if isinstance(name, str)),
        placement=_placement(declaration, names),
        roles=dict(_roles(estate)),
    )


def _placement(declaration: Declaration, names: Sequence[object]) -> Placement | None:
    if declaration.rule_resources:
        return Placement.CHILD
    return Placement.INLINE if names and declaration.inline_rules is True else None


def _roles(estate: Estate) -> Iterator[tuple[str, str]]:
    for role in estate.neighbours_of(ROLE_ASSIGNMENT):
        scope = role.settings.get("scope")
        if scope is not None and isinstance(scope.value, str):
            yield role.address, scope.value


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def former_bicep(files: Mapping[str, str]) -> Former | None:
    """What Bicep of ours makes of a workspace; None for text that cannot be read, or that makes none."""
    read = [parse(name, text) for name, text in files.items() if name in ("main.bicep", "main.bicepparam")]
    if len(read) < len({"main.bicep", "main.bicepparam"}) or any(file.problems for file in read):
        return None
    parts = [part for file in read for part in _parts(file.statements)]
    given = {
        each.name.name: each.value.value
        for file in read
        for each in file.statements
        if isinstance(each, syntax.Assignment) and isinstance(each.value, syntax.Literal)
    }
    child, inline = _child_rules(parts), _inline_rules(parts)
    mode = _property(parts, "isolationMode")
    return Former(
        name=_text(given.get("workspaceName")) or _workspace_name(read),
        location=_text(given.get("location")),
        mode=_MODES.get(mode.lower()) if mode else None,
        rules=tuple(dict.fromkeys([*child, *inline])),
        placement=Placement.CHILD if child else Placement.INLINE if inline else None,
    )


_MODES = {
    "disabled": "disabled",
    "allowinternetoutbound": "allow_internet_outbound",
    "allowonlyapprovedoutbound": "allow_only_approved_outbound",
}
_RULE_TYPES = frozenset({"FQDN", "ServiceTag", "PrivateEndpoint"})


def _parts(found: object) -> Iterator[syntax.Part]:
    """Every part of a tree."""
    match found:
        case tuple():
            for each in found:
                yield from _parts(each)
        case syntax.Part():
            yield found
            for name in _fields(type(found)):
                yield from _parts(getattr(found, name))


def _fields(kind: type[syntax.Part]) -> Iterator[str]:
    return (name for name in getattr(kind, "__dataclass_fields__", {}) if name not in ("start", "end"))


def _entries(part: syntax.Part) -> dict[str, syntax.Expression]:
    """The properties of an object by their names."""
    if not isinstance(part, syntax.ObjectLiteral):
        return {}
    properties = (each for each in part.entries if isinstance(each, syntax.Property))
    return {str(each.key.value): each.value for each in properties if isinstance(each.key, syntax.Literal)}


def _literal(part: syntax.Part | None) -> str | None:
    return part.value if isinstance(part, syntax.Literal) and isinstance(part.value, str) else None


def _child_rules(parts: list[syntax.Part]) -> list[str]:
    """The names in a list of rules: objects with a name and the properties of a rule."""
    entries = map(_entries, parts)
    found = (each for each in entries if each.keys() == {"name", "properties"})
    names = (_literal(each["name"]) for each in found if _is_rule(each["properties"]))
    return [name for name in names if name is not None]


def _inline_rules(parts: list[syntax.Part]) -> list[str]:
    """The names in a map of rules."""
    maps = (_entries(each).get("outboundRules") for each in parts)
    return [name for each in maps if each is not None for name, rule in _entries(each).items() if _is_rule(rule)]


def _is_rule(part: syntax.Part) -> bool:
    return _literal(_entries(part).get("type")) in _RULE_TYPES


def _property(parts: list[syntax.Part], name: str) -> str | None:
    found = (_literal(_entries(each).get(name)) for each in parts)
    return next((each for each in found if each is not None), None)


def _workspace_name(files: list[syntax.File]) -> str | None:
    resources = (each for file in files for each in file.statements if isinstance(each, syntax.Resource))
    workspaces = (each for each in resources if re.search(r"/workspaces@", str(getattr(each.type, "value", ""))))
    names = (_literal(_entries(each.value).get("name")) for each in workspaces if not each.existing)
    return next((each for each in names if each is not None), None)
