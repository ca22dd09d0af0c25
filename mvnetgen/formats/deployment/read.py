"""A Bicep file or ARM template, with all that it calls, as estates: one for each world that its conditions leave open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache

from mvnetgen.azure.clouds import environment
from mvnetgen.formats.assembly import Assembly
from mvnetgen.formats.contents import Contents, ReadSettings, Remarks
from mvnetgen.formats.deployment.counted_names import wrong_names
from mvnetgen.formats.deployment.given import given_values, parameter_files
from mvnetgen.formats.deployment.secrets import written_secrets
from mvnetgen.formats.deployment.survey import survey
from mvnetgen.formats.input import Input
from mvnetgen.languages.arm_json import entry as arm_json
from mvnetgen.languages.arm_json.functions.context import Site
from mvnetgen.languages.arm_json.reading import Reading, decode_json
from mvnetgen.languages.arm_json.remarks import statement_ends
from mvnetgen.languages.deployment import Deployment, Problem
from mvnetgen.model.estate import Estate, Misread, Place
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source
from mvnetgen.text.tree import Overlay, Tree

BICEP = (".bicep", ".bicepparam")


def read_input(each: Input, tree: Tree, settings: ReadSettings) -> Contents | None:
    """What the input says. Raises `InputError` when its file cannot be read."""
    if each.data is not None:
        tree = Overlay(tree, {each.path: each.data})
    deployments = _deployments(each, tree, settings)
    sources = _sources((path for deployment in deployments for path in deployment.files), tree)
    everywhere = _problems_of_all(deployments)
    worlds = tuple([(_conditions(deployment), _estate(deployment, everywhere)) for deployment in deployments])
    errors = tuple([InputError(problem.message, problem.span) for problem in everywhere])
    return Contents(worlds, sources, errors, _remarks(deployments, sources), written_secrets(deployments))


def _deployments(each: Input, tree: Tree, settings: ReadSettings) -> tuple[Deployment, ...]:
    files = parameter_files(settings.var_files)
    parameters = files[-1] if files else each.parameters or None
    site = Site(environment=environment(settings.cloud))
    if each.path.lower().endswith(BICEP):
        from mvnetgen.languages.bicep import entry as bicep  # noqa: PLC0415 - a whole language, for its own files only

        given = bicep.Settings(given_values(settings.variables), site)
        return bicep.evaluate(tree, each.path, parameters, given)
    return arm_json.evaluate(tree, each.path, parameters, variables=given_values(settings.variables), site=site)


def _sources(paths: Iterable[str], tree: Tree) -> dict[str, Source]:
    """The texts of what was read and is a text."""
    found: dict[str, Source] = {}
    for path in dict.fromkeys(paths):
        try:
            found[path] = decode_json(tree.read(path), path)
        except InputError:
            continue
    return found


def _problems_of_all(deployments: tuple[Deployment, ...]) -> tuple[Problem, ...]:
    """What is wrong whatever the open conditions are."""
    first, *others = ([*dict.fromkeys(deployment.problems)] for deployment in deployments)
    return tuple([problem for problem in first if all(problem in other for other in others)])


def _conditions(deployment: Deployment) -> str:
    """The answers to open conditions in words: ```param.private` is true``."""
    return " and ".join(f"`{each.text}` is {'true' if each.holds else 'false'}" for each in deployment.assumptions)


def _estate(deployment: Deployment, elsewhere: tuple[Problem, ...]) -> Estate:
    estate = Assembly(survey(deployment)).estate()
    mistakes = [
        Misread("unresolved-value", f"{each.message}; what depends on it was not judged", Place(each.span), ())
        for each in dict.fromkeys(deployment.problems)
        if each not in elsewhere
    ]
    misread = (*estate.misread, *wrong_names(deployment), *_duplicates(deployment, estate), *mistakes)
    return replace(estate, misread=misread, variables=deployment.declared)


def _duplicates(deployment: Deployment, estate: Estate) -> list[Misread]:
    """Keys written twice inside a resource that is judged."""
    judged = {declaration.address for declaration in estate.declarations}
    judged |= {rule.address for declaration in estate.declarations for rule in declaration.rule_resources}
    written = {resource.span.path for resource in deployment.resources}
    found = []
    for name, second, first in deployment.duplicates:
        for resource in deployment.resources:
            span = resource.span
            inside = span.path == second.path and span.line <= second.line <= span.end_line
            loaded = second.path not in written and second.path in deployment.files
            if resource.address in judged and (inside or loaded):
                message = f"`{name}` is written twice; the last one counts"
                related = ((Place(first), "the first one"),)
                place = Place(second, address=resource.address)
                found.append(Misread("duplicate-key", message, place, (), "keep one of them", related))
                break
    return found


def _remarks(deployments: tuple[Deployment, ...], sources: Mapping[str, Source]) -> Callable[[str], Remarks]:
    comments = {comment.span: None for deployment in deployments for comment in deployment.comments}

    @cache
    def remarks(path: str) -> Remarks:
        source = sources.get(path)
        written = tuple(span for span in comments if span.path == path)
        if source is None:
            return Remarks(written)
        if path.lower().endswith(BICEP):
            from mvnetgen.languages.bicep.parse import parse  # noqa: PLC0415 - a whole language, for its own files only
            from mvnetgen.languages.bicep.remarks import statement_ends as ends_in_bicep  # noqa: PLC0415

            return Remarks(written, ends_in_bicep(parse(path, source.text)))
        if path.lower().endswith((".json", ".jsonc")):
            return Remarks(written, statement_ends(Reading(source)))
        return Remarks(written)

    return remarks
