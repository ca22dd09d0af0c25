"""
What people deploy: a Bicep file, with a parameter file if there is one, and values of the command line.

Each open question is answered with yes and with no: one `Deployment` for each set of answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from mvnetgen.languages.arm_json import entry as arm_json
from mvnetgen.languages.arm_json.functions.context import Site
from mvnetgen.languages.arm_json.hand_over import Linker
from mvnetgen.languages.bicep.declarations import Declarations
from mvnetgen.languages.bicep.deploy import Found, collect, safely, scope_of
from mvnetgen.languages.bicep.library import Library
from mvnetgen.languages.bicep.parameters import ParameterFile, given, parameter_file, surplus, values_in_json
from mvnetgen.languages.bicep.template import Input, Template
from mvnetgen.languages.deployment import Assumption, Deployment, Problem
from mvnetgen.languages.hcl.work import STEPS, Work
from mvnetgen.languages.hcl.world import World, worlds
from mvnetgen.languages.recursion import make_room
from mvnetgen.text.document import Node
from mvnetgen.text.source import Span
from mvnetgen.text.tree import Tree

STEPS_PER_LETTER = 20
"""What a large file may cost more than a small one."""


@dataclass(frozen=True)
class Settings:
    """What is known besides the files."""

    values: Mapping[str, str | Node] = field(default_factory=dict)
    """Values of parameters, which win over those of a parameter file; a text is read as the type of the parameter asks."""
    site: Site = field(default_factory=Site)
    cache: Tree | None = None
    """The compiler's folder of restored modules (``~/.bicep``)."""
    most_worlds: int = 16


def evaluate(
    tree: Tree, path: str, parameters: str | None = None, settings: Settings | None = None
) -> tuple[Deployment, ...]:
    """
    What a Bicep file deploys, with the values of a parameter file of either kind (`parameters`).

    `path` may be a ``.bicepparam`` file: it names its template. What cannot be read is among the problems.
    """
    make_room()
    settings = settings or Settings()
    library = Library(tree, settings.cache)
    if path.lower().endswith(".bicepparam"):
        return _of_parameter_file(path, library, settings)
    return _with_worlds(path, parameters, library, settings)


def _of_parameter_file(path: str, library: Library, settings: Settings) -> tuple[Deployment, ...]:
    """What the template of a ``.bicepparam`` file deploys."""
    file = parameter_file(path, library, World(), settings.site)
    if file is None:
        return (_nothing(path, None, "there is no such file", library),)
    template = file.template_path
    if template is None:
        found = _nothing(path, path, "", library)
        text = Found()
        for each in file.chain:
            text.text_of(each.file)
        return (replace(found, problems=tuple(text.problems), comments=tuple(text.comments)),)
    if template.lower().endswith((".json", ".jsonc")):
        return _of_json(path, template, file, library, settings)
    return _with_worlds(template, path, library, settings)


def _of_json(
    path: str, template: str, file: ParameterFile, library: Library, settings: Settings
) -> tuple[Deployment, ...]:
    """What a template in JSON deploys with the values of a ``.bicepparam`` file."""
    values = {name.lower(): file.value(name) for name in file.names}
    values.update({name.lower(): each for name, each in settings.values.items() if isinstance(each, Node)})
    found = arm_json.evaluate(library.tree, template, given=values, site=settings.site, limit=settings.most_worlds)
    text = Found()
    for each in file.chain:
        text.text_of(each.file)
    return tuple(
        replace(
            each,
            parameter_file=path,
            problems=(*text.problems, *each.problems),
            comments=(*text.comments, *each.comments),
            files=tuple(dict.fromkeys([*library.read, *each.files])),
        )
        for each in found
    )


def _nothing(template: str, parameters: str | None, message: str, library: Library) -> Deployment:
    problems = (Problem(message, Span.point(template), syntax=False),) if message else ()
    return Deployment(template, parameters, problems=problems, files=library.read)


def _with_worlds(template: str, parameters: str | None, library: Library, settings: Settings) -> tuple[Deployment, ...]:
    declarations = library.declarations(template)
    if declarations is None:
        return (_nothing(template, parameters, "there is no such file", library),)
    work = Work(2 * STEPS + STEPS_PER_LETTER * len(declarations.file.text))

    def run(world: World) -> Deployment:
        return _deployed(declarations, parameters, library, settings, world)

    return tuple([_assuming(found, world) for world, found in worlds(run, settings.most_worlds, work)])


def _assuming(deployment: Deployment, world: World) -> Deployment:
    assumptions = tuple([Assumption(question.text, holds) for question, holds in world.decisions.items()])
    return replace(deployment, assumptions=assumptions)


def _deployed(
    declarations: Declarations, parameters: str | None, library: Library, settings: Settings, world: World
) -> Deployment:
    site = replace(settings.site, level=declarations.scope)
    found = Found()
    template = Template(declarations, library, world, site)
    inputs = _inputs(template, parameters, found)
    inputs.update(given(settings.values, declarations))
    world.secrets = any(isinstance(each, Node) and each.sensitive for each in inputs.values())
    template.inputs = inputs
    collect(template, (), found)
    top = Span.point(declarations.file.path)
    shown = {name: safely(partial(template.parameter, name), top) for name in declarations.parameters}
    outputs = {name: safely(partial(template.output, name), top) for name in declarations.outputs}
    linker = Linker(found.resources)
    mistakes = [Problem(mistake.message, mistake.span, syntax=False) for mistake in world.mistakes]
    return Deployment(
        template=declarations.file.path,
        parameter_file=parameters,
        scope=scope_of(site, top),
        resources=tuple([replace(linker.resource(each), parent=each.parent) for each in found.resources]),
        calls=tuple([linker.call(each) for each in found.calls]),
        parameters={name: linker.node(node) for name, node in shown.items() if node is not None},
        outputs={name: linker.node(node) for name, node in outputs.items() if node is not None},
        problems=tuple(dict.fromkeys([*found.problems, *mistakes])),
        comments=tuple(dict.fromkeys(found.comments)),
        files=library.read,
        duplicates=(*found.duplicates, *(each for twice in library.twice.values() for each in twice)),
        declared=tuple(found.declared),
    )


def _inputs(template: Template, path: str | None, found: Found) -> dict[str, Input]:
    """What a parameter file gives."""
    if path is None:
        return {}
    library, declarations = template.library, template.declarations
    if not path.lower().endswith(".bicepparam"):
        values, problems = values_in_json(path, library, declarations)
        found.problems += problems
        return values
    file = parameter_file(path, library, template.world, template.site)
    if file is None:
        found.problems.append(Problem("there is no such file", Span.point(path), syntax=False))
        return {}
    for each in file.chain:
        found.text_of(each.file)
    found.problems += surplus(file, declarations)
    return {name: partial(file.value, name) for name in file.names if name in declarations.parameters}
