"""
Everything that an ARM template deploys, with the values of a parameter file.

Each open question is answered with yes and with no: one `Deployment` for each set of answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mvnetgen.languages.arm_json.deploy import Deploying, Files, Tree
from mvnetgen.languages.arm_json.evaluate import Scope
from mvnetgen.languages.arm_json.functions.context import Site
from mvnetgen.languages.arm_json.hand_over import Linker
from mvnetgen.languages.arm_json.json_text import Json, Members
from mvnetgen.languages.arm_json.level import Around, Level, target_of
from mvnetgen.languages.arm_json.names import TemplateNames
from mvnetgen.languages.arm_json.nested import level_of
from mvnetgen.languages.arm_json.parameter_file import ParameterFile, read_parameters
from mvnetgen.languages.arm_json.reading import Reading
from mvnetgen.languages.arm_json.types import typed
from mvnetgen.languages.deployment import Assumption, Comment, Deployment, Problem
from mvnetgen.languages.garbage import without_collection
from mvnetgen.languages.hcl.work import STEPS, TooMuchWork, Work
from mvnetgen.languages.hcl.world import World, worlds
from mvnetgen.text.document import Node
from mvnetgen.text.source import Span


def evaluate(
    tree: Tree,
    template: str,
    parameter_file: str | None = None,
    *,
    given: Mapping[str, Node] | None = None,
    variables: Mapping[str, str] | None = None,
    site: Site | None = None,
    limit: int = 16,
) -> tuple[Deployment, ...]:
    """
    What a template deploys, with the values of a parameter file and those that are `given` by names in lower case.

    `variables` are values as a command line has them, by their names: a text means what the type of the parameter asks.
    One deployment for each answer to the questions that the files leave open. Raises `InputError` when a file cannot be
    read; what is wrong in it is among the problems.
    """
    files = Files(tree)
    with without_collection():
        reading = files.reading(template)
    parameters = read_parameters(files.reading(parameter_file)) if parameter_file else ParameterFile("")
    values = {**parameters.values, **(given or {})}
    work = Work(STEPS + len(reading.text))

    def run(world: World) -> Deployment:
        names = _names(reading, values, variables or {}, world)
        return _run(files, names, parameters, world=world, site=site or Site())

    with without_collection():
        found = worlds(run, limit, work)
    return tuple([_assuming(deployment, world) for world, deployment in found])


def _assuming(deployment: Deployment, world: World) -> Deployment:
    assumptions = tuple([Assumption(str(question), holds) for question, holds in world.decisions.items()])
    return replace(deployment, assumptions=assumptions)


def _run(files: Files, names: TemplateNames, parameters: ParameterFile, *, world: World, site: Site) -> Deployment:
    reading = names.reading
    deploying = Deploying(files, world)
    outputs: dict[str, Node] = {}
    shown: dict[str, Node] = {}
    if reading.root is not None:
        root = reading.root
        site = replace(site, level=level_of(root) or site.level)
        names.scope = Scope(names, world, site, contents=deploying.contents)
        world.secrets = any(node.sensitive for node in names.given.values())
        deploying.declare(names)
        _refuse_surplus(names, parameters, world)
        try:
            level = Level(deploying, reading, root, names.scope, Around())
            level.run()
            for key, _definition in names.parameter_names.values():
                shown[str(key.value)] = names.parameter(str(key.value), reading.span(key))
            outputs = level.outputs()
        except TooMuchWork as limit:
            world.mistake(limit.message, reading.place(root.start, root.start + 1))
        except RecursionError:
            world.mistake("it is nested too deeply", reading.place(root.start, root.start + 1))
    linker = Linker(deploying.resources)
    return Deployment(
        template=reading.path,
        parameter_file=parameters.path or None,
        scope=target_of(site, Span.point(reading.path)),
        resources=tuple([linker.resource(each) for each in deploying.resources]),
        calls=tuple([linker.call(each) for each in deploying.calls]),
        parameters={name: linker.node(node) for name, node in shown.items()},
        outputs={name: linker.node(node) for name, node in outputs.items()},
        problems=_problems(files, parameters, world),
        comments=_comments(files),
        files=files.paths,
        duplicates=tuple([each for reading in files.readings for each in reading.duplicates]),
        declared=tuple(deploying.declared),
    )


def _names(reading: Reading, values: Mapping[str, Node], variables: Mapping[str, str], world: World) -> TemplateNames:
    """What the template may name, with the values that it is given from outside."""
    names = TemplateNames(reading, reading.root or Json(Members(), 0, 0), values)
    given = dict(values)
    for name, text in variables.items():
        if name.lower() in names.parameter_names:
            place = Span.point(f"--var {name}")
            value = typed(text, names.declared(name.lower()), place)
            if value is None:
                world.mistake(f"the value of `--var {name[:60]}` does not fit the type of the parameter", place)
            else:
                given[name.lower()] = value
    names.given = given
    return names


def _refuse_surplus(names: TemplateNames, parameters: ParameterFile, world: World) -> None:
    for name, written in parameters.names.items():
        if name not in names.parameter_names:
            world.mistake("the template has no such parameter", written.span)


def _problems(files: Files, parameters: ParameterFile, world: World) -> tuple[Problem, ...]:
    """Mistakes of syntax, and what cannot be deployed; of a file that is no JSON only the former can be told."""
    found = list(parameters.problems)
    torn = {reading.path for reading in files.readings if reading.document.mistakes}
    for reading in files.readings:
        if reading.path != parameters.path:
            places = reading.document.mistakes
            found += [Problem(each.message, reading.place(each.start, each.end)) for each in places]
    found += [
        Problem(mistake.message, mistake.span, syntax=False)
        for mistake in world.mistakes
        if mistake.span.path not in torn
    ]
    return tuple(found)


def _comments(files: Files) -> tuple[Comment, ...]:
    return tuple([each for reading in files.readings for each in reading.comments])
