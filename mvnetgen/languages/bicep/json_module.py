"""A module that is a template in JSON: one of the repository, or one that the compiler restored from a registry."""

from __future__ import annotations

from collections.abc import Mapping

from mvnetgen.languages.arm_json.deploy import Deploying, Files
from mvnetgen.languages.arm_json.evaluate import Scope
from mvnetgen.languages.arm_json.functions.context import Site
from mvnetgen.languages.arm_json.json_text import Members
from mvnetgen.languages.arm_json.level import Around, Level
from mvnetgen.languages.arm_json.names import TemplateNames
from mvnetgen.languages.deployment import Condition
from mvnetgen.languages.hcl.world import World
from mvnetgen.text.document import Node
from mvnetgen.text.errors import InputError


class JsonTemplate:
    """A template as one call of it sees it."""

    def __init__(self, files: Files, path: str, world: World, level: Level, deploying: Deploying) -> None:
        self.files = files
        self.path = path
        self.world = world
        self.level = level
        self.deploying = deploying

    def output(self, name: str) -> Node | None:
        """The value of an output; None when there is none of that name."""
        outputs = self.level.outputs()
        lowered = name.lower()
        return next((node for key, node in outputs.items() if key.lower() == lowered), None)

    def run(self, conditions: tuple[Condition, ...]) -> Deploying:
        """Everything that it deploys, under the conditions of the modules around it."""
        self.level.around = Around(self.level.around.module, conditions, self.level.around.depth)
        self.level.run()
        return self.deploying


def json_template(
    files: Files, path: str, given: Mapping[str, Node] | None, *, world: World, site: Site, prefix: str
) -> JsonTemplate | str:
    """
    The template of a path with the values of its parameters; why not, when it cannot be read.

    `given` is None when nobody knows what is handed over.
    """
    try:
        reading = files.reading(path)
    except InputError as error:
        return error.message
    root = reading.root
    if root is None or not isinstance(root.value, Members):
        return "is no template"
    values = {name.lower(): node for name, node in (given or {}).items()}
    names = TemplateNames(reading, root, values, prefix, may_be_missing=given is None)
    deploying = Deploying(files, world)
    names.scope = Scope(names, world, site, contents=deploying.contents)
    level = Level(deploying, reading, root, names.scope, Around(prefix, (), 1))
    return JsonTemplate(files, path, world, level, deploying)
