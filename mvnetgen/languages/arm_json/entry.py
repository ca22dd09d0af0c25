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
from mvnetgen.languages.arm_json.level import Around, Level, target_of
from mvnetgen.languages.arm_json.names import TemplateNames
from mvnetgen.languages.arm_json.nested import level_of
from mvnetgen.languages.arm_json.parameter_file import ParameterFile, read_parameters
from mvnetgen.languages.arm_json.reading import Reading
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
    site: Site | None = None,
    limit: int = 16,
) -> tuple[Deployment, ...]:
    """
    What a template deploys, with the values of a parameter file and those that are `given` by names in lower case.

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
        return _run(files, reading, parameters, values, world=world, site=site or Site())

    with without_collection():
        found = worlds(run, limit, work)
    return tuple([_assuming(deployment, world) for world, deployment in found])


def _assuming(deployment: Deployment, world: World) -> Deployment:
    assumptions = tuple([Assumption(str(question), holds) for question, holds in world.decisions.items()])
    return replace(deployment, assumptions=assumptions)


def _run(
    files: Files, reading: Reading, parameters: ParameterFile, values: Mapping[str, Node], *, world: World, site: Site
) -> Deployment:
    root = reading.root
    deploying = Deploying(files, world)
    outputs: dict[str, Node] = {}
    shown: dict[str, Node] = {}
    if root is not None:
        site = replace(site, level=level_of(root) or site.level)
        names = TemplateNames(reading, root, values)
        names.scope = Scope(names, world, site, contents=deploying.contents)
        world.secrets = any(node.sensitive for node in values.values())
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
    )


def _refuse_surplus(names: TemplateNames, parameters: ParameterFile, world: World) -> None:
    for name, written in parameters.names.items():
        if name not in names.parameter_names:
            world.mistake("the template has no such parameter", written.span)


def _problems(files: Files, parameters: ParameterFile, world: World) -> tuple[Problem, ...]:
    found = list(parameters.problems)
    for reading in files.readings:
        if reading.path != parameters.path:
            places = reading.document.mistakes
            found += [Problem(each.message, reading.place(each.start, each.end)) for each in places]
    found += [Problem(mistake.message, mistake.span, syntax=False) for mistake in world.mistakes]
    return tuple(found)


def _comments(files: Files) -> tuple[Comment, ...]:
    return tuple(
        [
            Comment(reading.text[start:end], reading.place(start, end))
            for reading in files.readings
            for start, end in reading.document.comments
        ]
    )
