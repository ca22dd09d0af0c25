"""What the parts of a template mean where files leave something open, and where things stand."""

import json

from mvnetgen.languages.arm_json.functions.context import Site
from mvnetgen.languages.deployment import Assumption
from mvnetgen.text.document import Cause, Unknown
from tests.languages.arm_json.evaluating import SCHEMA, deployed, plain, resource, template

NAME = {"name": {"type": "string"}}
OPEN_SITE = Site()
DEPLOYMENT = {"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01"}


def inner(*resources, **sections):
    return {"$schema": SCHEMA, "contentVersion": "1.0.0.0", "resources": list(resources), **sections}


def test_ids_with_open_parts_link():
    """An id links to its resource however it is written, though neither group nor name is known."""
    (found,) = template(
        [
            resource("[parameters('name')]"),
            resource(
                "user",
                properties={
                    "a": "[resourceId('A.B/cs', parameters('name'))]",
                    "b": "[format('{0}/providers/a.b/CS/{1}', resourceGroup().id, parameters('name'))]",
                    "c": "[reference(resourceId('A.B/cs', parameters('name'))).endpoint]",
                    "d": "[resourceId('A.B/cs', 'other')]",
                    "e": "[parameters('name')]",
                },
            ),
        ],
        site=OPEN_SITE,
        parameters=NAME,
    )

    first, second = found.resources
    properties = {key: node.value.reference for key, node in second.body.value["properties"].value.items()}
    assert first.id.value.reference.address == first.address
    assert properties["a"].address == properties["b"].address == properties["c"].address == first.address
    assert properties["a"].attribute == ("id",)
    assert properties["c"].attribute == ("properties", "endpoint")
    assert properties["d"].address.startswith("/subscriptions/{subscription().subscriptionId}/resourceGroups/")
    assert properties["e"].address == "param.name"


def test_open_condition_has_two_answers():
    """What a parameter without a value decides is answered with yes and with no, the same way wherever it is asked."""
    found = template(
        [
            resource("a", condition="[equals(parameters('mode'), 'on')]"),
            resource("b", condition="[not(equals(parameters('mode'), 'on'))]"),
            resource("c", properties={"m": "[if(equals(parameters('mode'), 'off'), 1, 2)]"}),
        ],
        parameters={"mode": {"type": "string"}},
    )

    made = {tuple(each.names[0].value for each in one.resources): one for one in found}
    assert set(made) == {("a", "c"), ("b", "c")}
    assert plain(made["a", "c"].resources[1].body)["properties"] == {"m": 2}
    assert made["a", "c"].assumptions == (Assumption("equals({param.mode}, 'on')", holds=True),)


def test_linked_template():
    """A template by relative path is read beside its caller, with the values that are handed over."""
    link = {
        "mode": "Incremental",
        "templateLink": {"relativePath": "parts/r.json"},
        "parameters": {"name": {"value": "x"}},
    }

    (found,) = template(
        [{**DEPLOYMENT, "name": "part", "properties": link}],
        files={"parts/r.json": inner(resource("[parameters('name')]"), parameters=NAME)},
    )

    (made,) = found.resources
    assert (made.address, made.module, made.names[0].value) == ("module.part.cs:x", "module.part.", "x")
    assert made.span.path == "parts/r.json"
    assert made.names[0].origin.path == "t.json"
    assert found.files == ("t.json", "parts/r.json")


def test_unread_templates():
    """What cannot be read says why, and makes the deployment incomplete."""
    links = {"gone": {"relativePath": "no.json"}, "far": {"uri": "https://x.org/t.json"}, "spec": {"id": "/x"}}

    (found,) = template(
        [{**DEPLOYMENT, "name": name, "properties": {"templateLink": link}} for name, link in links.items()]
    )

    assert [call.unread.reason for call in found.calls] == [
        "its template cannot be read: no such file",
        "its template is linked by an address",
        "its template is a template spec",
    ]
    assert not found.complete


def test_outputs_of_a_nested_deployment():
    """What a nested deployment gives is known where it is asked for, before it in the file as well."""
    nested = inner(outputs={"host": {"type": "string", "value": "pypi.org"}})

    (found,) = template(
        [
            resource("a", properties={"h": "[reference('part').outputs.host.value]"}),
            {**DEPLOYMENT, "name": "part", "properties": {"mode": "Incremental", "template": nested}},
        ]
    )

    assert plain(found.resources[0].body)["properties"] == {"h": "pypi.org"}
    assert found.resources[0].depends_on == ("module.part",)


def test_loops_and_dependencies():
    """Each turn has its address; waiting for the name of a loop is waiting for all of it."""
    (found,) = template(
        [
            resource(
                "[concat('a', copyIndex(1))]", copy={"name": "many", "count": 3, "mode": "Serial", "batchSize": 2}
            ),
            resource("b", dependsOn=["many"]),
            resource("c", dependsOn=["[resourceId('A.B/cs', 'a2')]", "A.B/cs/b"]),
        ]
    )

    assert [each.address for each in found.resources] == ["many[0]", "many[1]", "many[2]", "cs:b", "cs:c"]
    assert [(each.loop.index, each.loop.batch) for each in found.resources[:3]] == [(0, 2), (1, 2), (2, 2)]
    assert [each.depends_on for each in found.resources[3:]] == [("many",), ("many[1]", "cs:b")]


def test_loop_of_unknown_length():
    """A loop whose count nobody knows stands for itself once, and is not certain."""
    (found,) = template(
        [resource("[concat('a', copyIndex())]", copy={"name": "many", "count": "[parameters('n')]"})],
        parameters={"n": {"type": "int"}},
    )

    (made,) = found.resources
    assert (made.address, made.loop.index, made.certain) == ("many[?]", None, False)
    assert plain(made.names[0]) == "a…"


def test_places():
    """A value is used where its expression stands, and comes from where it was written."""
    text = json.dumps(
        inner(
            resource(properties={"mode": "[parameters('mode')]"}),
            parameters={"mode": {"type": "string", "defaultValue": "x"}},
        ),
        indent=2,
    )

    (found,) = deployed(text)

    node = found.resources[0].body.value["properties"].value["mode"]
    lines = text.split("\n")
    assert lines[node.span.line - 1][node.span.column - 1 : node.span.end_column - 1] == "\"[parameters('mode')]\""
    assert lines[node.origin.line - 1][node.origin.column - 1 : node.origin.end_column - 1] == '"x"'
    assert lines[node.key.line - 1][node.key.column - 1 : node.key.end_column - 1] == '"mode"'


def test_places_behind_escapes():
    """A mistake in a text with escapes stands where it is written."""
    text = json.dumps(inner(resource(properties={"a": "[concat('é😀', nothing('x'))]"})))

    (found,) = deployed(text)

    (problem,) = found.problems
    assert text[problem.span.column - 1 : problem.span.end_column - 1] == "nothing('x')"


def test_mistakes_are_read_over():
    """A mistake of syntax is noted at its place, and the rest is evaluated."""
    text = (
        json.dumps(inner(resource("a"), resource("b")), indent=1)
        .replace('"name": "a"', '"name": "a" "x"')
        .replace("}", "},", 1)
    )

    (found,) = deployed(text)

    assert found.problems[0].syntax
    assert found.resources[-1].names[0].value == "b"


def test_parameter_file():
    """Values win over defaults, are no expressions, and may come from the environment."""
    (found,) = template(
        [resource(properties={name: f"[parameters('{name}')]" for name in "abc"})],
        parameters={name: {"type": "string", "defaultValue": "d"} for name in "abc"},
        given={
            "parameters": {
                "a": {"value": "[resourceGroup().name]"},
                "b": {"value": "${X=y}-z"},
                "c": {"value": "${X}-z"},
            }
        },
    )

    assert plain(found.resources[0].body)["properties"] == {"a": "[resourceGroup().name]", "b": "y-z", "c": "…-z"}
    assert found.parameter_file == "t.parameters.json"


def test_unknown_is_not_absent():
    """What depends on something unknown is unknown with its reason."""
    (found,) = template(
        [resource(properties={"a": "[parameters('o').x]", "b": "[length(parameters('o'))]", "c": "[utcNow()]"})],
        parameters={"o": {"type": "object"}},
    )

    values = [node.value for node in found.resources[0].body.value["properties"].value.values()]
    assert all(isinstance(value, Unknown) for value in values)
    assert values[0].reason == "parameter `o` has no value"


def test_linked_beside():
    """A template that is linked beside its caller by an address is read there, with a token behind it or without."""
    location = {"type": "string", "defaultValue": "[deployment().properties.templateLink.uri]"}
    token = {"type": "securestring", "defaultValue": ""}
    address = (
        "[uri(parameters('_artifactsLocation'), concat('parts/r.json', parameters('_artifactsLocationSasToken')))]"
    )
    properties = {"mode": "Incremental", "templateLink": {"uri": address}, "parameters": {"name": {"value": "x"}}}

    def made(files):
        parameters = {"_artifactsLocation": location, "_artifactsLocationSasToken": token}
        (found,) = template(
            [{**DEPLOYMENT, "name": "part", "properties": properties}], files=files, parameters=parameters
        )
        assert found.problems == ()
        return found

    found = made({"parts/r.json": inner(resource("[parameters('name')]"), parameters=NAME)})
    assert [each.address for each in found.resources] == ["module.part.cs:x"]
    (call,) = made({}).calls
    assert (call.unread.reason, call.unread.kind) == ("its template is linked by an address", Cause.ELSEWHERE)
