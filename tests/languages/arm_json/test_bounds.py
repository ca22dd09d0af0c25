"""Whatever a template asks for, it is answered soon, and without an exception."""

import json
import random
import re

import pytest

from mvnetgen.text.errors import InputError
from tests.languages.arm_json.evaluating import SCHEMA, deployed, resource, template

GROWING = "[concat(variables('v{0}'), variables('v{0}'))]"


def doubling(first, pattern=GROWING, times=60):
    return {"v0": first} | {f"v{place + 1}": pattern.format(place) for place in range(times)}


def nested(inner, levels, **keys):
    for level in range(levels):
        properties = {"mode": "Incremental", "template": inner}
        deployment = {
            "type": "Microsoft.Resources/deployments",
            "apiVersion": "2022-09-01",
            "name": f"n{level}",
            **keys,
        }
        inner = {"$schema": SCHEMA, "contentVersion": "1", "resources": [{**deployment, "properties": properties}]}
    return json.dumps(inner)


ONE = {"$schema": SCHEMA, "contentVersion": "1", "resources": [resource()]}
TURNS = {"name": "[concat('n', copyIndex())]", "copy": {"name": "c", "count": 200}}
LINK = {"mode": "Incremental", "templateLink": {"relativePath": "t.json"}}
ITSELF = {"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "properties": LINK}

COSTLY = {
    "turns": lambda: template([resource("[copyIndex()]", copy={"name": "x", "count": 10**9})]),
    "properties": lambda: template([resource(properties={"copy": [{"name": "x", "count": 10**9, "input": 1}]})]),
    "texts": lambda: template([resource(properties={"a": "[variables('v60')]"})], variables=doubling("x" * 20)),
    "lists": lambda: template([resource(properties={"a": "[variables('v60')]"})], variables=doubling([1, 2])),
    "objects": lambda: template(
        [resource(properties={"a": "[variables('v60')]"})],
        variables=doubling({"a": 1}, "[createObject('l', variables('v{0}'), 'r', variables('v{0}'))]"),
    ),
    "brackets": lambda: deployed('{"$schema": "' + SCHEMA + '", "resources": ' + "[" * 100_000),
    "calls": lambda: template([resource(properties={"a": "[" + "concat(" * 5000 + "'a'" + ")" * 5000 + "]"})]),
    "chain": lambda: template(
        [resource(properties={"a": "[variables('v5000')]"})], variables=doubling("", "[variables('v{0}')]", 5000)
    ),
    "within": lambda: deployed(nested(ONE, 60)),
    "turns within turns": lambda: deployed(nested(ONE, 4, **TURNS)),
    "itself": lambda: template([{**ITSELF, "name": "n"}, {**ITSELF, "name": "m"}]),
    "questions": lambda: template(
        [resource(f"r{place}", condition=f"[parameters('p{place}')]") for place in range(100)],
        parameters={f"p{place}": {"type": "bool"} for place in range(100)},
    ),
    "dependencies": lambda: template(
        [
            resource("[concat('a', copyIndex())]", copy={"name": "x", "count": 800}),
            resource("[concat('b', copyIndex())]", copy={"name": "y", "count": 800}, dependsOn=["x"]),
        ]
    ),
}


@pytest.mark.parametrize("what", COSTLY)
def test_costly(what):
    """What would be huge is refused or unknown; the deployment is handed over with what could be read."""
    found = COSTLY[what]()

    assert 1 <= len(found) <= 16
    assert all(len(deployment.resources) < 5000 for deployment in found)


def test_much_work_hides_one_resource():
    """Where one resource is too much work, the next is still handed over."""
    many = "[map(range(0, 10000), lambda('x', map(range(0, 10000), lambda('y', 1))))]"

    (found,) = template([resource("a", properties={"p": many}), resource("b", properties={"p": "[concat('x', 'y')]"})])

    assert [each.names[0].value for each in found.resources] == ["a", "b"]


WORDS = [
    *"\"{}[],:'()",
    "null",
    "true",
    "-1",
    "1e999",
    "[[",
    "\\ud800",
    "\x00",
    "/*",
    "//",
    '"copy":{"name":"x","count":3}',
]
WORDS += ["copyIndex()", "parameters(", "\n"]
SOURCE = json.dumps(
    {
        "$schema": SCHEMA,
        "contentVersion": "1.0.0.0",
        "parameters": {
            "a": {"type": "string", "defaultValue": "x"},
            "b": {"type": "array", "defaultValue": [1, "[copyIndex()]"]},
        },
        "variables": {
            "v": "[concat(parameters('a'), '-b')]",
            "copy": [{"name": "c", "count": 2, "input": "[copyIndex('c')]"}],
        },
        "functions": [
            {"namespace": "f", "members": {"g": {"parameters": [], "output": {"type": "string", "value": "y"}}}}
        ],
        "resources": [
            resource(
                "[variables('v')]", copy={"name": "l", "count": 2}, condition="[equals(f.g(), 'y')]", dependsOn=["m"]
            ),
            resource(
                "m", resources=[resource("n", type="ds", scope="A.B/cs/m")], properties={"x": "[reference('m').y[0]]"}
            ),
            {**ITSELF, "name": "o", "properties": {"template": ONE, "parameters": {"a": {"value": 1}}}},
        ],
        "outputs": {"o": {"type": "string", "value": "[resourceId('A.B/cs', 'm')]"}},
    },
    indent=1,
)


@pytest.mark.parametrize("seed", range(300))
def test_mutated(seed):
    """A template with mistakes anywhere raises nothing but the error of a file that cannot be read."""
    chance = random.Random(seed)
    text = SOURCE
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        match chance.randrange(4):
            case 0:
                text = text[:at] + text[at + chance.randint(1, 20) :]
            case 1:
                text = text[:at] + chance.choice(WORDS) + text[at:]
            case _:
                values = list(re.finditer(r'"[^"]*"|\d+|true', text))
                if values:
                    one, other = chance.choice(values), chance.choice(values)
                    text = text[: one.start()] + other[0] + text[one.end() :]
    try:
        found = deployed(text)
    except InputError:
        return
    assert found
