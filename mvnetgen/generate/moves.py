"""What becomes of the generation that is replaced: what its reader has to know, and the blocks that move its rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from shlex import quote

from mvnetgen.formats.arm.spelling import OUTBOUND_RULES
from mvnetgen.generate.format import format_hcl
from mvnetgen.generate.former import Former, former_bicep, former_terraform
from mvnetgen.generate.inputs import Placeholders
from mvnetgen.generate.options import Layout, Placement
from mvnetgen.generate.plan import Deployment
from mvnetgen.generate.replacement import Replacement
from mvnetgen.generate.templates import fill
from mvnetgen.text.source import GENERATED

MOVES = "moves.tf"
"""The file with the blocks of a move. It stays until somebody deletes it: who has applied it no longer needs it."""

_LOCATION = (
    "The location changes from {old} to {new}: the workspace, its storage account, its key vault and what else was created "
    "with it are deleted and made anew, with all that is in them; the name of the vault stays taken by what is in soft delete."
)
_NAME = (
    "The workspace is called {new} instead of {old}: the old one and what was created with it are deleted, and new ones "
    "are made."
)
_NAME_BICEP = "The workspace is called {new} instead of {old}: a second one is made, and the old one stays."
_LOCATION_BICEP = "The location changes from {old} to {new}: Azure refuses to move what exists."
_MODE_WEAKER = "The isolation mode changes from {old} to {new}: Azure refuses that, a new workspace is needed."
_MODE_STRONGER = "The isolation mode changes from {old} to {new}: there is no way back."
_NETWORK_GONE = (
    "The managed network is gone from the file: Azure refuses to switch isolation off. Nothing else is opened before the "
    "workspace has taken its change."
)
_IDENTITY = (
    "The identity changes from {old} to {new}: what the old one was allowed, on data and on targets of private endpoints, "
    "the new one is not."
)
_TO_CHILD = (
    "The rules stood inside of the workspace, and are resources of their own now: {file} imports them. Apply it once, then "
    "delete that file; where nothing was applied yet, delete it before."
)
_TO_INLINE = (
    "The rules were resources of their own, and stand inside of the workspace now: {file} lets Terraform forget them without "
    "deleting them. Apply it once, then delete that file."
)
_ROLES = "Role assignments are called after their targets now: {file} moves them. Apply it once, then delete that file."
_IN_CALLER = "Imports can only stand in the root module: copy them there from {file}, as the comments in it say."
_KEPT = "{file} has served once it has been applied: delete it then."
_STAYS_OPEN = "{rules} left the file, and a deployment deletes no rule: run {commands}, or deploy as a stack (see main.bicepparam)."
_LEFT_BEHIND = "{rules} left the file while the rules move: nothing deletes what is left, so run {commands}."
_STRENGTH = ("disabled", "allow_internet_outbound", "allow_only_approved_outbound")


def replaced_terraform(plan: Deployment, before: Mapping[str, str], overlay: Path | None = None) -> Replacement:
    """The replacement of Terraform of ours, by the texts of its files, with the deployment of a plan."""
    former = former_terraform({name: text for name, text in before.items() if name != MOVES})
    kept = {MOVES: before[MOVES]} if MOVES in before else {}
    if former is None:
        return Replacement(files=kept)
    notes = [*_changes(plan, former, _NAME, _LOCATION)]
    text = _moves(plan, former, overlay)
    if text is None:
        return Replacement(tuple([*notes, _KEPT.format(file=MOVES)] if kept else notes), kept)
    notes += _told(plan, former)
    return Replacement(tuple(notes), {MOVES: text})


def replaced_bicep(plan: Deployment, before: Mapping[str, str]) -> Replacement:
    """The replacement of Bicep of ours, by the texts of its files."""
    former = former_bicep(before)
    if former is None:
        return Replacement()
    notes = [*_changes(plan, former, _NAME_BICEP, _LOCATION_BICEP)]
    gone = _gone(plan, former)
    if gone:
        notes.append(_STAYS_OPEN.format(rules=_names(gone), commands=_commands(plan, former, gone)))
    return Replacement(tuple(notes))


def _changes(plan: Deployment, former: Former, name: str, location: str) -> Iterator[str]:
    """What changes that cannot be taken back, or costs what is in it."""
    workspace = plan.workspace
    if former.name is not None and _differ(former.name, plan.name.value):
        yield name.format(old=f"`{former.name}`", new=f"`{plan.name.value}`")
    now = plan.inputs.location.literal if plan.inputs.location else None
    if former.location is not None and now is not None and _differ(_plain(former.location), _plain(now)):
        yield location.format(old=f"`{former.location}`", new=f"`{now}`")
    yield from _mode(former.mode, str(workspace.isolation_mode), gone=workspace.managed_network is None)
    kind = str(workspace.identity_type)
    if former.identity is not None and former.identity != kind:
        yield _IDENTITY.format(old=f"`{former.identity}`", new=f"`{kind}`")


def _mode(old: str | None, new: str, *, gone: bool) -> Iterator[str]:
    if old not in _STRENGTH or new not in _STRENGTH or old == new:
        return
    weaker = _STRENGTH.index(new) < _STRENGTH.index(old)
    if weaker and (gone or new == "disabled"):
        yield _NETWORK_GONE
    else:
        yield (_MODE_WEAKER if weaker else _MODE_STRONGER).format(old=f"`{old}`", new=f"`{new}`")


def _moves(plan: Deployment, former: Former, overlay: Path | None) -> str | None:
    """The text with the blocks that move rules and roles; None when nothing moves."""
    roles = _moved_roles(plan, former)
    imports = _to_child(plan, former)
    forgets = former.placement is Placement.CHILD and plan.inline_rules
    if not roles and not imports and not forgets:
        return None
    context = {
        "plan": plan,
        "mark": GENERATED,
        "source": plan.options.source,
        "placeholders": Placeholders({}),
        "root": plan.options.layout is Layout.ROOT,
        "roles": roles,
        "imports": imports,
        "forgets": forgets,
        "id_end": f"?api-version={plan.rule_version}",
        "rule_part": f"/{OUTBOUND_RULES.rpartition('/')[2]}/",
    }
    return format_hcl(fill("terraform/moves.tf.jinja", context, overlay))


def _to_child(plan: Deployment, former: Former) -> tuple[str, ...]:
    """The rules that stood inside of the workspace and are resources of their own now."""
    if former.placement is not Placement.INLINE or not plan.child_rules:
        return ()
    now = {each.name for each in plan.rules}
    return tuple(name for name in former.rules if name in now)


def _moved_roles(plan: Deployment, former: Former) -> tuple[tuple[str, str], ...]:
    """The addresses of role assignments that were called after a rule, with those that they have now."""
    wanted = {f"azapi_resource.{each.symbol}" for each in plan.access.grants if not each.on_made}
    found = []
    for address, scope in former.roles.items():
        block = address.partition("[")[0]
        to = f'{block}["{scope.lower()}"]'
        if block in wanted and to != address and "<" not in scope:
            found.append((address, to))
    return tuple(found)


def _told(plan: Deployment, former: Former) -> Iterator[str]:
    if _to_child(plan, former):
        yield _TO_CHILD.format(file=MOVES)
        if plan.options.layout is Layout.MODULE:
            yield _IN_CALLER.format(file=MOVES)
    if former.placement is Placement.CHILD and plan.inline_rules:
        yield _TO_INLINE.format(file=MOVES)
    if _moved_roles(plan, former):
        yield _ROLES.format(file=MOVES)
    gone = _gone(plan, former)
    if gone and former.placement is not plan.placement:
        yield _LEFT_BEHIND.format(rules=_names(gone), commands=_commands(plan, former, gone))


def _gone(plan: Deployment, former: Former) -> tuple[str, ...]:
    now = {each.name.lower() for each in plan.rules}
    return tuple(name for name in former.rules if name.lower() not in now)


def _commands(plan: Deployment, former: Former, rules: tuple[str, ...]) -> str:
    group = plan.inputs.resource_group_name.literal
    where = f"--workspace-name {quote(former.name or plan.name.value)} --resource-group {quote(group) if group else 'GROUP'}"
    commands = (f"`az ml workspace outbound-rule remove --rule {quote(each)} {where} --yes`" for each in rules)
    return ", ".join(commands)


def _names(rules: tuple[str, ...]) -> str:
    return ", ".join(f"`{each}`" for each in rules)


def _differ(old: str, new: str) -> bool:
    return old.lower() != new.lower() and "<" not in new


def _plain(location: str) -> str:
    return location.replace(" ", "")
