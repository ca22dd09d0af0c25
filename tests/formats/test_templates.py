"""ARM templates from the file to the finding: values, places, comments, what is unreadable."""

import json

import pytest

from mvnetgen.cli import main

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
ML = "Microsoft.MachineLearningServices/workspaces"


def workspace(mode="AllowInternetOutbound", **rules):
    network = {"isolationMode": mode, **({"outboundRules": rules} if rules else {})}
    body = {"publicNetworkAccess": "Disabled", "managedNetwork": network}
    return {"type": ML, "apiVersion": "2025-12-01", "name": "ml-prod", "location": "westeurope", "properties": body}


def host(name):
    return {"type": "FQDN", "destination": name}


def template(*resources, **sections):
    return json.dumps({"$schema": SCHEMA, "contentVersion": "1.0.0.0", **sections, "resources": resources}, indent=1)


@pytest.fixture
def lint(tmp_path, monkeypatch, capsys):
    """The findings of files, one in a line, and the exit code."""
    monkeypatch.chdir(tmp_path)

    def run(files, *words, select="fqdn-needs-approved-outbound"):
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(data)
        code = main(["lint", "--no-cache", "--select", select, "--format", "concise", *words])
        return code, capsys.readouterr().out.splitlines()

    return run


RULE = template(workspace(hub=host("huggingface.co")))
MESSAGE = "error[fqdn-needs-approved-outbound] `hub` allows the host `huggingface.co`, but the network allows all internet outbound"


def test_finding(lint):
    """A finding stands where the value is written."""
    assert lint({"t.json": RULE}) == (1, [f"t.json:17:23: {MESSAGE}"])


def test_encodings(lint):
    """UTF-16 and byte order marks change nothing."""
    for data in (RULE.encode("utf-16"), RULE.encode("utf-8-sig"), RULE.replace("\n", "\r\n").encode()):
        assert lint({"t.json": data}) == (1, [f"t.json:17:23: {MESSAGE}"])


def test_comment(lint):
    """An ignore comment covers the key below it, or the line that it ends."""
    above = RULE.replace('      "hub"', '      // mvnetgen: ignore[fqdn-needs-approved-outbound] agreed\n      "hub"')
    behind = RULE.replace(
        '"huggingface.co"', '"huggingface.co" // mvnetgen: ignore[fqdn-needs-approved-outbound] agreed'
    )
    assert above != RULE
    assert lint({"t.json": above}) == (0, [])
    assert lint({"t.json": behind}) == (0, [])


PARAMETERS = {"mode": {"type": "string", "defaultValue": "AllowOnlyApprovedOutbound"}}
CHOSEN = template(workspace("[parameters('mode')]", hub=host("huggingface.co")), parameters=PARAMETERS)
LOOSE = json.dumps({"parameters": {"mode": {"value": "AllowInternetOutbound"}}})


def test_parameter_file(lint):
    """The value of the parameter file counts; another one, or one of the command line, wins over it."""
    files = {"t.json": CHOSEN, "t.parameters.json": LOOSE}
    code, found = lint(files)
    assert code == 1
    assert found[0].endswith(MESSAGE)
    assert lint(files, "--var", "mode=AllowOnlyApprovedOutbound") == (0, [])
    strict = LOOSE.replace("AllowInternetOutbound", "AllowOnlyApprovedOutbound")
    assert lint({"other.json": strict}, "--var-file", "other.json") == (0, [])


def test_each_parameter_file_counts(lint):
    """Each parameter file is a deployment of its own: what only one of them makes wrong is found."""
    files = {"t.json": CHOSEN, "t.parameters.dev.json": LOOSE, "t.parameters.prod.json": "{}"}
    assert lint(files)[0] == 1


def test_open_parameter(lint):
    """Whatever a parameter without a value says, the rule and the mode go together."""
    condition = "[equals(parameters('mode'), 'AllowOnlyApprovedOutbound')]"
    rule = {"type": f"{ML}/outboundRules", "apiVersion": "2025-12-01", "name": "ml-prod/hub", "condition": condition}
    text = template(
        workspace(
            "[if(equals(parameters('mode'), 'AllowOnlyApprovedOutbound'), parameters('mode'), 'AllowInternetOutbound')]"
        ),
        {**rule, "properties": host("huggingface.co"), "dependsOn": ["ml-prod"]},
        parameters={"mode": {"type": "string"}},
    )
    assert lint({"t.json": text}) == (0, [])
    assert (
        lint(
            {
                "t.json": text.replace("[equals(", "[not(equals(").replace(
                    'Outbound\')]",\n   "prop', 'Outbound\'))]",\n   "prop'
                )
            }
        )[0]
        == 1
    )


def test_secrets_are_never_shown(lint):
    """A secret in a message is hidden, whatever it was put together of."""
    secure = {"host": {"type": "securestring", "defaultValue": "hunter2.example.org"}}
    text = template(workspace(hub=host("[concat('https://', parameters('host'))]")), parameters=secure)
    code, found = lint({"t.json": text}, select="all")
    assert code == 1
    assert "hunter2" not in "".join(found)


def test_what_cannot_be_deployed(lint):
    """What the engine refuses is an error at its place; what does not depend on it is judged."""
    code, found = lint({"t.json": RULE.replace('"westeurope"', "\"[parameters('gone')]\"")})
    assert code == 2
    assert found == [
        "t.json:9:18: error[syntax-error] the template has no parameter `gone`",
        f"t.json:17:23: {MESSAGE}",
    ]


def test_what_is_no_json(lint):
    """A mistake of syntax is told, and what stands around it is judged."""
    code, found = lint({"t.json": RULE.replace('"location": "westeurope",', '"location": "westeurope"')})
    assert code == 2
    assert found == ["t.json:10:5: error[syntax-error] a comma is missing before this", f"t.json:17:23: {MESSAGE}"]


def test_a_template_that_the_compiler_made(lint):
    """Compiled Bicep is judged, unless its source lies beside it."""
    made = json.loads(RULE) | {"metadata": {"_generator": {"name": "bicep", "version": "0.49.2"}}}
    assert lint({"main.json": json.dumps(made)})[0] == 1
    source = f"resource ws '{ML}@2025-12-01' = {{ name: 'ml-prod' }}\n"
    assert lint({"main.json": json.dumps(made), "main.bicep": source}) == (0, [])
