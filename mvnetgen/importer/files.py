"""Workspaces of estates as YAML files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.formats.contents import Contents
from mvnetgen.importer.document import Writing
from mvnetgen.importer.losses import Loss, in_generated, losses_of
from mvnetgen.importer.packs import noted
from mvnetgen.importer.placeholders import Placeholders, placeholders_in
from mvnetgen.languages.yaml.write import comment, dump
from mvnetgen.model.estate import Declaration, Estate
from mvnetgen.text.document import Reference, Unknown, visible, without_keys
from mvnetgen.text.source import Route, Source, Span

SCHEMA = "https://azuremlschemas.azureedge.net/latest/workspace.schema.json"
MARK = "Imported by mvnetgen from"


@dataclass(frozen=True)
class Imported:
    """One workspace as YAML, and what there is to say of it."""

    name: str
    text: str
    place: Span
    """Where it was declared."""
    rules: int
    of_the_service: int
    """Rules that Azure makes by itself, which are left out."""
    placeholders: tuple[str, ...]
    losses: tuple[Loss, ...]


@dataclass(frozen=True)
class Choices:
    """How files are written."""

    source: str = ""
    """What the user named, for the first line."""
    placeholders: bool = False
    """Whether a placeholder stands also for what could be left out."""
    name: str | None = None
    """Stands for the name of the workspace."""


def imported(estate: Estate, contents: Contents, choices: Choices) -> tuple[Imported, ...]:
    """The workspaces that an estate of some contents declares; those that it only refers to are in none of them."""
    return tuple(
        _imported(estate, route, declaration, contents, choices)
        for route, declaration in estate.showing((NetworkOwner.WORKSPACE,)).workspaces()
        if declaration.declared
    )


def accounts(estate: Estate) -> tuple[Loss, ...]:
    """The networks of Foundry accounts, for which `az ml` has no file."""
    return tuple(
        Loss(estate.spans.at(route).span, "the network of a Foundry account: the YAML of az ml has no such thing")
        for route, _ in estate.showing((NetworkOwner.ACCOUNT,)).workspaces()
    )


def elsewhere(estate: Estate) -> tuple[Loss, ...]:
    """Rules that belong to workspaces of other sources, which no file can hold."""
    return tuple(
        Loss(estate.spans.at((*route, *where)).span, f"the rule {rule.label}: its workspace is declared elsewhere")
        for route, declaration in estate.showing((NetworkOwner.WORKSPACE,)).workspaces()
        if not declaration.declared
        for where, rule in declaration.workspace.outbound_rules()
    )


def _imported(estate: Estate, route: Route, declaration: Declaration, contents: Contents, choices: Choices) -> Imported:
    sources = dict(contents.sources)
    kinds = {without_keys(each.address): each.arm_type for each in estate.neighbours}
    writing = Writing(
        route,
        estate.spans,
        Placeholders(kinds),
        choices.placeholders,
        _made(estate, declaration, sources),
        frozenset(estate.spans.secrets),
        lambda place: in_generated(place, sources),
    )
    workspace = declaration.workspace
    if choices.name is not None:
        workspace = workspace.model_copy(update={"name": choices.name})
    document = writing.document(workspace)
    if declaration.provisions and "managed_network" in document:
        network = document.pop("managed_network")
        document |= {"provision_network_now": True, "managed_network": network}
    network = document.get("managed_network")
    if isinstance(network, Mapping) and "outbound_rules" in network:
        document["managed_network"] = {**network, "outbound_rules": noted(_rules(network))}
    losses = tuple(dict.fromkeys(sorted([*writing.losses, *losses_of(estate, route, declaration, sources)])))
    body = dump({"$schema": SCHEMA, **document})
    used = tuple(dict.fromkeys(name for name in placeholders_in(body) if name in writing.placeholders.meanings))
    head = _head(choices.source, writing, used, losses)
    return Imported(
        str(document["name"]),
        "".join(f"{line}\n" for line in head) + body,
        estate.spans.at(route).span,
        writing.rules,
        writing.of_the_service,
        used,
        losses,
    )


def _rules(network: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    rules: Sequence[Mapping[str, Any]] = network["outbound_rules"]
    return rules


def _made(estate: Estate, declaration: Declaration, sources: Mapping[str, Source]) -> frozenset[str]:
    """The keys whose values code of ours makes because the file that it came from did not name them."""
    places = {each.address: estate.spans.at(each.route).span for each in estate.neighbours}
    found = set()
    for key in ("storage_account", "key_vault", "application_insights", "container_registry"):
        value = getattr(declaration.workspace, key)
        reference: Reference | None = value.reference if isinstance(value, Unknown) else None
        if reference is not None:
            place = places.get(reference.address) or estate.spans.at(("workspaces", 0)).span
            if in_generated(place, dict(sources)):
                found.add(key)
    return frozenset(found)


def _head(source: str, writing: Writing, used: Iterable[str], losses: Sequence[Loss]) -> list[str]:
    """The comments at the top of a file."""
    lines = [comment(f"{MARK} {visible(source)}.")]
    if losses:
        lines.append("# Cannot be said in YAML:")
        lines += [f"#   {visible(' '.join(str(loss).split(' ', 1)))}" for loss in losses]
    meanings = [(name, writing.placeholders.meanings[name]) for name in used]
    if meanings:
        lines.append("# To be filled in:")
        lines += [f"#   <{name}>: {visible(meaning)}" for name, meaning in meanings]
    return lines


def file_name(name: str, taken: Iterable[str] = ()) -> str:
    """The name of the file of a workspace, another one for each."""
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "workspace"
    used = {each.lower() for each in taken}
    found, number = f"{stem}.yml", 2
    while found.lower() in used:
        found, number = f"{stem}-{number}.yml", number + 1
    return found
