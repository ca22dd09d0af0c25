"""
Whether two values name one resource: ids, references, and texts that are known in part.

"Cannot tell" is an answer of its own (`Match.UNSURE`): a rule that would speak because two things are the same wants
`YES`, one that would speak because nothing is the same wants `NO` everywhere.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from mvnetgen.azure.placeholders import is_placeholder, with_holes
from mvnetgen.azure.private_link import arm_type_of_terraform
from mvnetgen.azure.resource_ids import ResourceId, parse_resource_id, same_resource, within
from mvnetgen.model.estate import Declaration, Estate, Neighbour, parsed_id
from mvnetgen.model.neighbours import GROUP, IDENTITY, SUBSCRIPTION, text
from mvnetgen.model.workspace import Identity, IdentityType
from mvnetgen.text.document import HOLE, Reference, Unknown, known_text, symbol_of

Value = str | Unknown | None
"""An id or principal as the model and the neighbours hold it. None names nothing."""

_ALIASES = frozenset({"azapi_update_resource", "azapi_resource_action", "azapi_data_plane_resource", "terraform_data"})
"""Terraform resources that stand for a resource which another block declares."""
_ABOVE_GROUPS = frozenset({"azurerm_subscription", "azurerm_management_group", "azurerm_client_config"})
_GROUPS = frozenset({"azurerm_resource_group"})
_NEVER_A_WORKSPACE = frozenset(
    {"azurerm_client_config", "azuread_client_config", "azuread_user", "azuread_application"}
)
_LOOKED_UP_IDENTITIES = frozenset({"azurerm_user_assigned_identity"})
_IDENTIFIES = frozenset({"id", "resource_id", "resourceId"})
_OWN = frozenset({f"{HOLE}subscription().subscriptionid{HOLE}", f"{HOLE}resourcegroup().name{HOLE}"})
"""Steps of an id of the scope that a template is deployed to."""
_KEYS = re.compile(r'\[(?:"(?:[^"\\]|\\.)*"|[0-9]+)\]')
_BELOW = re.compile(rf"{HOLE}([^{HOLE}]+)\.(?:id|resource_id){HOLE}((?:/[^/]+/[^/]+)+)")
"""The symbol of the id of something below a resource."""
_GROUP_ID = re.compile(r"/resourceGroups/([^/]+)/?$", re.IGNORECASE)
_SUBSCRIPTION_ID = re.compile(r"/subscriptions/[^/]+/?", re.IGNORECASE)
_ANY_KEYS = re.compile(r"\[[^\]]*\]")


class Match(Enum):
    """Whether two values name the same thing."""

    YES = auto()
    NO = auto()
    UNSURE = auto()


def _same_text(one: str, other: str) -> Match:
    """Placeholders such as ``<NAME>`` are equal to themselves and may be anything else."""
    if one.lower() == other.lower() and HOLE not in one:
        return Match.YES
    return _match(same_resource(with_holes(one), with_holes(other)))


def _match(answer: bool | None) -> Match:
    return Match.UNSURE if answer is None else Match.YES if answer else Match.NO


def same_target(one: Value, other: Value, estate: Estate) -> Match:
    """Whether two values name the same resource."""
    if one is None or other is None:
        return Match.NO
    if _symbol(one) is not None and _symbol(one) == _symbol(other):
        return Match.YES
    references = _reference(one), _reference(other)
    if references[0] and references[1]:
        answer = _same_reference(references[0], references[1], estate)
        if answer is not Match.UNSURE:
            return answer
    addresses = declared(one, estate), declared(other, estate)
    if addresses[0] and addresses[1]:
        return same_address(addresses[0], addresses[1])
    steps = _steps(one), _steps(other)
    if steps[0] and steps[1] and (_symbol(one) or _symbol(other)):
        return Match.NO if len(steps[0]) != len(steps[1]) else _same_steps(steps[0], steps[1])
    texts = known_text(one), known_text(other)
    if texts[0] is not None and texts[1] is not None:
        return _same_text(texts[0], texts[1])
    types = arm_type_of(one, estate), arm_type_of(other, estate)
    if types[0] and types[1] and types[0] != types[1]:
        return Match.NO
    names = _name_of(one, estate), _name_of(other, estate)
    if names[0] and names[1] and names[0].lower() != names[1].lower():
        return Match.NO
    return Match.UNSURE


def declared(value: Value, estate: Estate) -> str | None:
    """
    The address of the resource of this configuration that a value certainly is the id of; None when it cannot be told.

    A literal id is that of the one resource that has its type and name, where group and subscription do not contradict.
    """
    reference = _reference(value)
    if reference is not None and _declares(reference):
        return reference.address if _identifies(reference) and "[?]" not in reference.address else None
    written = parsed_id(value)
    if written is None or written.children or not written.full_type or not written.name:
        return None
    alike = estate.addresses_by_name.get((written.full_type.lower(), written.name.lower()), ())
    possible = [address for address, own in alike if _may_be(written, own)]
    return possible[0] if len(possible) == 1 else None


def _may_be(one: ResourceId, other: ResourceId) -> bool:
    """Whether nothing that is known of the fronts of two ids contradicts that they are one."""
    pairs = (one.resource_group, other.resource_group), (one.subscription, other.subscription)
    return all(
        left is None or right is None or is_placeholder(left) or is_placeholder(right) or left.lower() == right.lower()
        for left, right in pairs
    )


def _symbol(value: Value) -> str | None:
    symbol = symbol_of(value) if isinstance(value, Unknown) else None
    return symbol.lower() if symbol else None


def _steps(value: Value) -> list[str]:
    """The steps of an id in a subscription, each known or with names for what is not; none of anything else."""
    symbol = _symbol(value) if isinstance(value, Unknown) else value.lower() if value else None
    below = symbol is not None and symbol.startswith("/subscriptions/") and "<" not in symbol
    return symbol.rstrip("/").split("/") if symbol and below else []


def _same_steps(one: list[str], other: list[str]) -> Match:
    """
    Whether steps of two ids are the same: two that are known and differ say no.

    A subscription and a group that are both written out are hardly those that the template is deployed to.
    """
    answer, elsewhere = Match.YES, 0
    for written, wanted in zip(one, other, strict=False):
        if written != wanted:
            if HOLE not in written and HOLE not in wanted:
                return Match.NO
            elsewhere += (written in _OWN and HOLE not in wanted) or (wanted in _OWN and HOLE not in written)
            answer = Match.UNSURE
    return Match.NO if elsewhere == len(_OWN) else answer


def _reference(value: Value) -> Reference | None:
    return value.reference if isinstance(value, Unknown) else None


def same_address(one: str, other: str) -> Match:
    """Whether two Terraform addresses are one: a key that is not written, or not known, leaves it open."""
    if one == other:
        return Match.YES
    if "[" not in one + other:
        return Match.NO
    if _ANY_KEYS.sub("", one) != _ANY_KEYS.sub("", other):
        return Match.NO
    keyed = len(_KEYS.findall(one)), len(_KEYS.findall(other))
    every = len(_ANY_KEYS.findall(one)), len(_ANY_KEYS.findall(other))
    return Match.NO if keyed == every and keyed[0] == keyed[1] else Match.UNSURE


def _declares(reference: Reference) -> bool:
    """Whether the reference is to a block that makes a resource of its own."""
    return reference.declares and reference.resource_type not in _ALIASES


def _identifies(reference: Reference) -> bool:
    return bool(reference.attribute) and reference.attribute[-1] in _IDENTIFIES


def _same_reference(one: Reference, other: Reference, estate: Estate) -> Match:
    same = same_address(one.address, other.address)
    if same is not Match.NO:
        alike = one.attribute == other.attribute or (_identifies(one) and _identifies(other) and _declares(one))
        return same if alike else Match.UNSURE
    if _declares(one) and _declares(other) and _identifies(one) and _identifies(other):
        return Match.NO
    types = _type_of_reference(one, estate), _type_of_reference(other, estate)
    return Match.NO if types[0] and types[1] and types[0] != types[1] else Match.UNSURE


def arm_type_of(value: Value, estate: Estate) -> str | None:
    """The ARM type of the resource that a value names, children included, in lower case; None when it is not known."""
    reference = _reference(value)
    if reference is not None and (found := _type_of_reference(reference, estate)):
        return found
    known = _parsed(value)
    if known and known.full_type:
        return known.full_type.lower()
    below = _BELOW.fullmatch(_symbol(value) or "")
    above = _type_of_reference(Reference(below[1], ("id",)), estate) if below is not None else None
    return "/".join((above, *below[2].split("/")[1::2])) if below is not None and above else None


def named_type(value: Value, estate: Estate) -> str | None:
    """The ARM type of what an id names, resource groups and subscriptions included; None when it is not known."""
    known = arm_type_of(value, estate)
    if known is not None:
        return known
    reference = _reference(value)
    if reference is not None:
        if reference.address in estate.groups and _identifies(reference):
            return GROUP
        return SUBSCRIPTION if reference.address in estate.subscriptions else None
    text = known_text(value) or ""
    if _GROUP_ID.search(text):
        return GROUP
    return SUBSCRIPTION if _SUBSCRIPTION_ID.fullmatch(text) else None


def _type_of_reference(reference: Reference, estate: Estate) -> str | None:
    if not _identifies(reference):
        return None
    for neighbour in estate.neighbours:
        if same_address(neighbour.address, reference.address) is not Match.NO:
            return neighbour.arm_type
    for declaration in estate.declarations:
        if declaration.address and same_address(declaration.address, reference.address) is not Match.NO:
            return declaration.workspace.owner.arm_type
    known = arm_type_of_terraform(reference.resource_type)
    return known.lower() if known else None


def _parsed(value: Value) -> ResourceId | None:
    known = known_text(value)
    parsed = parse_resource_id(known) if known else None
    return parsed if isinstance(parsed, ResourceId) else None


def _name_of(value: Value, estate: Estate) -> str | None:
    """The name of the resource that a value names, when it is known."""
    parsed = _parsed(value)
    if parsed is not None:
        return parsed.name if not parsed.children else None
    reference = _reference(value)
    if reference is None or not _identifies(reference):
        return None
    for neighbour in estate.neighbours:
        if neighbour.address == reference.address and "name" in neighbour.settings:
            name = text(neighbour, "name")
            return name if isinstance(name, str) else None
    for declaration in estate.declarations:
        if declaration.address == reference.address:
            return declaration.workspace.name if isinstance(declaration.workspace.name, str) else None
    return None


def neighbour_for(estate: Estate, value: Value) -> Neighbour | None:
    """The neighbour that a value certainly names; None when there is none or it cannot be told."""
    address = declared(value, estate)
    if address is not None:
        return next((each for each in estate.neighbours if each.address == address), None)
    if isinstance(value, Unknown) and value.reference is not None and value.reference.is_resource:
        return None
    return next(
        (
            each
            for each in estate.neighbours
            if each.resource_id and same_target(value, each.resource_id, estate) is Match.YES
        ),
        None,
    )


def names_workspace(value: Value, declaration: Declaration, estate: Estate) -> Match:
    """Whether a value names a workspace that is declared here."""
    if value is None:
        return Match.NO
    reference = _reference(value)
    if _symbol(value) is not None and _symbol(value) == _symbol(declaration.resource_id):
        return Match.YES
    if declaration.address and declared(value, estate) == declaration.address:
        return Match.YES
    if reference is not None and not reference.address.startswith("/"):
        own = Reference(declaration.address, ("id",))
        if declaration.address and _same_module(reference, own):
            return Match.YES
        return _same_reference(reference, own, estate) if declaration.address else Match.UNSURE
    parsed = _parsed(value)
    if parsed is None:
        return Match.UNSURE
    workspace = declaration.workspace
    known = (
        (parsed.full_type, workspace.owner.arm_type),
        (parsed.name, workspace.name),
        (parsed.resource_group, workspace.resource_group),
    )
    answers = [
        _same_text(written, wanted) if isinstance(written, str) and isinstance(wanted, str) else Match.UNSURE
        for written, wanted in known
    ]
    if Match.NO in answers:
        return Match.NO
    return Match.YES if set(answers) == {Match.YES} else Match.UNSURE


def _same_module(reference: Reference, own: Reference) -> bool:
    """Whether a reference is to the id of a workspace that a module call declares (the AVM module: ``resource_id``)."""
    return reference.address == own.address and _identifies(reference)


def reaches(scope: Value, target: Value, estate: Estate, group: Value = None) -> Match:
    """
    Whether a role or lock at a scope covers a resource: the scope is the resource, its group or something above.

    `group` is the name of the resource's group, or a reference to it, where it is known.
    """
    if scope is None or target is None:
        return Match.UNSURE
    symbols = _symbol(scope), _symbol(target)
    if symbols[0] and symbols[1] and f"{symbols[1]}/".startswith(f"{symbols[0]}/"):
        return Match.YES
    steps = _steps(scope), _steps(target)
    if steps[0] and steps[1] and (symbols[0] or symbols[1]):
        return Match.NO if len(steps[0]) > len(steps[1]) else _same_steps(steps[0], steps[1])
    scope_text, target_text = known_text(scope), known_text(target)
    if scope_text is not None and target_text is not None:
        answer = within(with_holes(scope_text), with_holes(target_text))
        if answer is not None:
            return _match(answer)
    reference = _reference(scope)
    if scope_text is not None and scope_text.strip() == "/":
        return Match.YES
    if reference is not None and reference.address in estate.subscriptions:
        return Match.YES
    named = _group_named(scope, estate)
    if named is not None:
        return _same_group(named, group, estate)
    if reference is not None:
        return Match.UNSURE if reference.resource_type in _ABOVE_GROUPS else same_target(scope, target, estate)
    parsed = parse_resource_id(scope_text) if scope_text is not None else None
    if isinstance(parsed, ResourceId) and parsed.provider and "management" not in parsed.provider.lower():
        return same_target(scope, target, estate)
    return Match.UNSURE


def _group_named(scope: Value, estate: Estate) -> Value:
    """The resource group that an id names: its name, or what is known of it; None for the id of anything else."""
    reference = _reference(scope)
    if reference is not None:
        if reference.address in estate.groups:
            return estate.groups[reference.address]
        if reference.resource_type in _GROUPS or _type_of_reference(reference, estate) == GROUP:
            return scope
    text = symbol_of(scope)
    written = _GROUP_ID.search(text if text is not None and not text.startswith(HOLE) else known_text(scope) or "")
    if written is None or not isinstance(scope, str | Unknown):
        return None
    name = written[1]
    if HOLE not in name:
        return name
    return scope.other(HOLE, symbol=name) if isinstance(scope, Unknown) else None


def _same_group(one: Value, other: Value, estate: Estate) -> Match:
    """Whether two names of resource groups, or references to them, are of one group."""
    one, other = _group_name(one, estate), _group_name(other, estate)
    if isinstance(one, str) and isinstance(other, str):
        return _same_text(one, other) if one.lower() != other.lower() else Match.YES
    if _symbol(one) is not None and _symbol(one) == _symbol(other):
        return Match.YES
    references = _reference(one), _reference(other)
    if references[0] and references[1]:
        same = same_address(references[0].address, references[1].address)
        both = _declares(references[0]) and _declares(references[1])
        return same if same is not Match.NO or both else Match.UNSURE
    return Match.UNSURE


def _group_name(group: Value, estate: Estate) -> Value:
    """The name of a group that is declared or looked up here."""
    reference = _reference(group)
    return estate.groups.get(reference.address, group) if reference is not None else group


def group_of(value: Value, estate: Estate) -> Value:
    """The resource group of the resource that a value names: its name or a reference; None when it is not known."""
    neighbour = neighbour_for(estate, value)
    if neighbour is not None and "resource_group" in neighbour.settings:
        return text(neighbour, "resource_group")
    parsed = _parsed(value)
    return parsed.resource_group if parsed else None


def is_identity_of(principal: Value, declaration: Declaration, estate: Estate) -> Match:
    """Whether a principal is a managed identity of the workspace."""
    reference = _reference(principal)
    identity = declaration.workspace.identity
    if reference is None or isinstance(identity, Unknown):
        return Match.UNSURE
    if reference.resource_type in _NEVER_A_WORKSPACE or _is_from_outside(principal, declaration, estate):
        return Match.NO
    if declaration.address:
        same = same_address(reference.address, declaration.address)
        if same is not Match.NO:
            return same if declaration.workspace.identity_type is not IdentityType.USER else Match.NO
    answers = {_same_identity(reference, each, estate) for each in user_assigned(declaration)}
    if Match.YES in answers:
        return Match.YES
    if Match.UNSURE in answers:
        return Match.UNSURE
    return Match.NO if _declares(reference) and reference.resource_type != "azuread_group" else Match.UNSURE


def _is_from_outside(principal: Value, declaration: Declaration, estate: Estate) -> bool:
    """
    Whether a principal comes from outside of a configuration that makes the workspace's identities itself.

    An input of a root module, or an identity that is looked up, is nobody that the same root creates.
    """
    reference = _reference(principal)
    if reference is None or not declaration.declared:
        return False
    given = reference.address.startswith(("var.", "param.")) and isinstance(principal, Unknown)
    looked_up = reference.address.startswith("data.") and reference.resource_type in _LOOKED_UP_IDENTITIES
    own = user_assigned(declaration)
    return (given or looked_up) and all(neighbour_for(estate, each) is not None for each in own)


def _same_identity(principal: Reference, identity: Value, estate: Estate) -> Match:
    """The principal is an attribute of the resource that the workspace names by its id."""
    by_id = Unknown("an identity", reference=Reference(principal.address, ("id",)))
    if (written := _reference(identity)) is not None and not written.is_resource:
        return Match.YES if written.address == principal.address else Match.UNSURE
    known = arm_type_of(by_id, estate)
    return Match.NO if known and known != IDENTITY else same_target(by_id, identity, estate)


def user_assigned(declaration: Declaration) -> tuple[Value, ...]:
    """The ids of the user-assigned identities of a workspace."""
    workspace = declaration.workspace
    identity = workspace.identity
    if not isinstance(identity, Identity) or identity.type is IdentityType.SYSTEM:
        return ()
    listed = identity.user_assigned_identities
    if isinstance(listed, Unknown):
        return (listed,)
    more = () if workspace.primary_user_assigned_identity is None else (workspace.primary_user_assigned_identity,)
    return (*(each.resource_id for each in listed), *more)


def shown_target(value: Value) -> str:
    """What messages call a target: its name, its Terraform address, or ``the target``."""
    reference = _reference(value)
    if reference is not None:
        return f"`{reference.address}`"
    name = parsed.children[-1][1] if (parsed := _parsed(value)) and parsed.children else parsed.name if parsed else None
    return f"`{name}`" if name else "the target"
