"""What is secret stays so, whatever is made of it, and nothing that is said about it shows it."""

import pytest

from mvnetgen.languages.hcl.world import World
from mvnetgen.languages.symbolic import some_text
from mvnetgen.text.document import Node
from tests.languages.arm_json.evaluating import PLACE, expression, plain, resource, template

SECRET = Node("hunter2-value", PLACE, sensitive=True)
MAP = Node({"key": Node("hunter2-value", PLACE)}, PLACE, sensitive=True)


def secretly(text, **parameters):
    world = World()
    world.secrets = True
    return expression(text, world=world, **parameters)


@pytest.mark.parametrize(
    "text",
    [
        "[parameters('s')]",
        "[concat('a', parameters('s'))]",
        "[format('{0}', parameters('s'))]",
        "[length(parameters('s'))]",
        "[equals(parameters('s'), 'x')]",
        "[if(equals(parameters('s'), 'x'), 'a', 'b')]",
        "[and(equals(parameters('s'), 'x'), true())]",
        "[coalesce(null(), parameters('s'))]",
        "[createArray('a', parameters('s'))[1]]",
        "[createObject('a', parameters('s')).a]",
        "[parameters('o').key]",
        "[tryGet(parameters('o'), 'key')]",
        "[first(map(createArray(1), lambda('x', parameters('s'))))]",
        "[filter(createArray('a'), lambda('x', equals(parameters('s'), lambdaVariables('x'))))]",
        "[uniqueString(parameters('s'))]",
        "[concat(parameters('u'), parameters('s'))]",
        "[uniqueString(parameters('u'), parameters('s'))]",
        "[listKeys('x', '2024-01-01').keys[0].value]",
    ],
)
def test_stays_secret(text):
    """Every value that a secret has a part in is marked."""
    unknown = Node(some_text("param.u", "parameter `u` has no value", PLACE), PLACE)
    node, _world = secretly(text, s=SECRET, o=MAP, u=unknown)

    assert node.sensitive


@pytest.mark.parametrize(
    "text",
    [
        "[int(parameters('s'))]",
        "[parameters('o')[parameters('s')]]",
        "[createObject(parameters('s'), 1, parameters('s'), 2)]",
        "[fail(parameters('s'))]",
        "[parameters('o').key.inner]",
        "[toObject(createArray(1, 2), lambda('x', parameters('s')))]",
        "[json(parameters('s'))]",
        "[parseCidr(parameters('s'))]",
        "[resourceId(parameters('s'), parameters('s'))]",
        "[dateTimeAdd(parameters('s'), parameters('s'))]",
    ],
)
def test_refusals_say_nothing(text):
    """A refusal, and the reason of what is not known, name no secret; the result is marked."""
    node, world = secretly(text, s=SECRET, o=MAP)

    assert "hunter2" not in repr(world.mistakes)
    assert "hunter2" not in repr(node.value)
    assert node.sensitive


def test_secure_types_and_references():
    """A secure parameter, its default, and a value that lies in a key vault are marked wherever they go."""
    (found,) = template(
        [
            resource(
                properties={
                    "a": "[parameters('one')]",
                    "b": "[concat('x', parameters('two'))]",
                    "c": "[variables('v')]",
                }
            )
        ],
        parameters={
            "one": {"type": "securestring", "defaultValue": "hunter2"},
            "two": {"type": "string"},
            "three": {"type": "secureObject"},
        },
        variables={"v": "[string(parameters('three'))]"},
        given={
            "two": {"reference": {"keyVault": {"id": "/x"}, "secretName": "y"}},
            "three": {"value": {"p": "hunter2"}},
        },
    )

    properties = found.resources[0].body.value["properties"]
    assert plain(properties) == {"a": "hunter2", "b": "x…", "c": '{"p":"hunter2"}'}
    assert all(node.sensitive for node in properties.value.values())
