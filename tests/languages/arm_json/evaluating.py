"""Templates and expressions evaluated for tests, in the context that the oracles were made in."""

import json

from mvnetgen.languages.arm_json.entry import evaluate
from mvnetgen.languages.arm_json.evaluate import Scope
from mvnetgen.languages.arm_json.evaluate import evaluate as evaluate_expression
from mvnetgen.languages.arm_json.expression import Failure, is_expression, literal, parse
from mvnetgen.languages.arm_json.functions.context import Site
from mvnetgen.languages.arm_json.value import node_of, used
from mvnetgen.languages.deployment import Deployment
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.languages.hcl.world import World
from mvnetgen.text.document import Node, Unknown
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Span

PLACE = Span("t.json", 1, 1, 1, 2)
SITE = Site(
    subscription="11111111-1111-4111-8111-111111111111",
    group="rg-ml",
    tenant="99999999-9999-4999-8999-999999999999",
    location="westeurope",
    deployment="main",
    management_group="mg-ml",
)
SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"


class Folder:
    """Files in memory, or below a folder."""

    def __init__(self, files=None, root=None):
        self.files = files or {}
        self.root = root

    def read(self, path):
        if path in self.files:
            return self.files[path]
        if self.root is not None and (self.root / path).is_file():
            return (self.root / path).read_bytes()
        raise InputError("cannot be read: no such file", Span.point(path))


class Parameters:
    """Parameters with values, and nothing else to name."""

    def __init__(self, values):
        self.values = {
            name.lower(): value if isinstance(value, Node) else node_of(value, PLACE) for name, value in values.items()
        }

    def parameter(self, name, span):
        if name.lower() not in self.values:
            raise Refused("there is no such parameter")
        return used(self.values[name.lower()], span)

    def variable(self, _name, _span):
        raise Refused("there is no variable")

    def apply(self, *_):
        return None

    def identifier(self, _name):
        return None

    def information(self, _name, _context):
        return None


def expression(text, site=SITE, world=None, **parameters):
    """The value of a text, and the world in which it was evaluated."""
    world = world or World()
    if not is_expression(text):
        return Node(literal(text), PLACE), world
    found = parse(text)
    if isinstance(found, Failure):
        world.mistake(found.message, PLACE)
        return Node(Unknown(found.message), PLACE), world
    return evaluate_expression(found, Scope(Parameters(parameters), world, site), lambda _start, _end: PLACE), world


def template(resources=(), site=SITE, given=None, files=None, **sections) -> tuple[Deployment, ...]:
    """What a template deploys."""
    text = {"$schema": SCHEMA, "contentVersion": "1.0.0.0", "resources": resources, **sections}
    return deployed(json.dumps(text, indent=2), site=site, given=given, files=files)


def deployed(text, site=SITE, given=None, files=None) -> tuple[Deployment, ...]:
    """What the text of a template deploys, with the parameters of a parameter file."""
    data = text.encode() if isinstance(text, str) else text
    folder = {"t.json": data, **{name: json.dumps(value).encode() for name, value in (files or {}).items()}}
    if given is not None:
        folder["t.parameters.json"] = json.dumps(given).encode()
    return evaluate(Folder(folder), "t.json", None if given is None else "t.parameters.json", site=site)


def plain(node):
    """A node as Python's own values; what is not known is an ellipsis, or the text with an ellipsis in its holes."""
    value = node.value
    if isinstance(value, Unknown):
        return ... if value.text is None else value.text.replace("\N{OBJECT REPLACEMENT CHARACTER}", "…")
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value


def resource(name="ml", **keys):
    """A resource that does not matter."""
    return {"type": "A.B/cs", "apiVersion": "2024-01-01", "name": name, **keys}
