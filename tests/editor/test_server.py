"""The server as an editor meets it: a process that speaks the protocol through stdin and stdout."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.editor.client import Client
from tests.editor.window import MODULE, RULE, YAML

WRONG = RULE.replace("HOST", "https://pypi.org")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    (tmp_path / ".git").mkdir()
    for name, text in MODULE.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    made = Client(tmp_path)
    yield made
    if made.process.poll() is None:
        made.process.kill()
        made.gone()


def test_push(client: Client):
    """Diagnostics follow the keys with their version, those of closed files too; a document that is closed counts as it is."""
    client.start()
    client.open("rules.tf", MODULE["rules.tf"])
    assert "invalid-fqdn" not in client.pushed("rules.tf", 1)
    assert "public-workspace" in client.pushed("main.tf")
    for version, text in enumerate((RULE, WRONG + "#", WRONG), 2):
        client.edit("rules.tf", text, version)
    assert "invalid-fqdn" in client.pushed("rules.tf", 4)
    assert [each["params"]["version"] for each in client.notices if "version" in each["params"]] == []
    client.notify("textDocument/didClose", textDocument=client.document("rules.tf"))
    assert client.pushed("main.tf") == set()
    assert client.end() == 0


def test_pull(client: Client):
    """An editor that asks is answered from what was typed last, and gets pushed only what it cannot ask for."""
    assert client.start(pull=True)["diagnosticProvider"]["interFileDependencies"] is True
    client.open("rules.tf", MODULE["rules.tf"])
    client.edit("rules.tf", WRONG, 2)
    answer = client.request("textDocument/diagnostic", textDocument=client.document("rules.tf"))
    assert "invalid-fqdn" in {each["code"] for each in answer["items"]}
    assert "public-workspace" in client.pushed("main.tf")
    assert not any(
        each["params"].get("uri") == client.uri("rules.tf") and each["params"]["diagnostics"] for each in client.notices
    )
    assert client.end() == 0


def test_requests(client: Client):
    """Hover, completion, lens, hints, links, actions and commands arrive in the words of the protocol."""
    client.start()
    text = YAML.replace("ml-prod", "ml-prod # 🚀")
    client.open("ws.yml", text)
    where = {"textDocument": client.document("ws.yml"), "position": {"line": 7, "character": 20}}
    assert "pypi.org" in client.request("textDocument/hover", **where)["contents"]["value"]
    items = client.request("textDocument/completion", **where)["items"]
    assert "*.pythonhosted.org" in {each["label"] for each in items}
    assert items[0]["textEdit"]["range"]["start"] == {"line": 7, "character": 17}
    document = {"textDocument": client.document("ws.yml")}
    (lens,) = client.request("textDocument/codeLens", **document)
    assert lens["command"]["title"] == "egress: 12 destinations"
    shown = client.request("workspace/executeCommand", **{k: lens["command"][k] for k in ("command", "arguments")})
    assert "pypi.org" in shown
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 30, "character": 0}}
    assert "USD" in client.request("textDocument/inlayHint", **document, range=whole)[0]["label"]
    assert "portal.azure.com" in client.request("textDocument/documentLink", **document)[0]["target"]
    found = client.request("textDocument/codeAction", **document, range=whole, context={"diagnostics": []})
    assert "Ignore broad-service-tag with a reason" in {each["title"] for each in found}
    asked = {"command": "mvnetgen.reach", "arguments": [client.uri("ws.yml"), "example.com"]}
    assert "refused" in client.request("workspace/executeCommand", **asked)
    assert client.end() == 0


def test_encoding(client: Client):
    """An editor that counts bytes gets bytes."""
    assert client.start(encodings=("utf-8",))["positionEncoding"] == "utf-8"
    assert client.end() == 0


def test_files_on_the_disk(client: Client):
    """A configuration that changes on the disk is noticed when the editor tells."""
    client.start()
    client.open("ws.yml", YAML)
    assert "broad-service-tag" in client.pushed("ws.yml", 1)
    (client.root / ".mvnetgen.yml").write_text("ignore: [broad-service-tag]\n", encoding="utf-8")
    client.notify("workspace/didChangeWatchedFiles", changes=[{"uri": client.uri(".mvnetgen.yml"), "type": 1}])
    assert "broad-service-tag" not in client.pushed("ws.yml", 1)
    assert "workspace/didChangeWatchedFiles" in client.registered
    assert client.end() == 0


def test_other_documents(client: Client):
    """What is none of ours is answered with nothing."""
    client.start()
    client.open("Dockerfile", "FROM scratch\n")
    client.open("empty.yml", "")
    client.notify(
        "textDocument/didOpen",
        textDocument={"uri": "untitled:Untitled-1", "languageId": "yaml", "version": 1, "text": YAML},
    )
    for uri in (client.uri("Dockerfile"), client.uri("empty.yml"), "untitled:Untitled-1"):
        where = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}
        assert client.request("textDocument/hover", **where) is None
    assert client.end() == 0


def test_ends_with_its_client(client: Client):
    """A client that is gone without a word takes the server with it."""
    client.start()
    client.open("ws.yml", YAML)
    assert client.gone() in (0, 1)


def test_without_pygls(tmp_path: Path):
    """Without the extra the command says how to install it."""
    code = "import sys; sys.modules['pygls'] = None; from mvnetgen.cli import main; sys.exit(main(['lsp']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "pip install 'mvnetgen[lsp]'" in done.stderr
