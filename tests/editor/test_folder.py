"""What is judged for a document while somebody types."""

from mvnetgen.editor.lens import lenses
from mvnetgen.lint import judgement
from mvnetgen.text.errors import InputError
from tests.editor.window import MODULE, RULE, YAML, Window


def rules(view) -> set[str]:
    return {each.rule for each in view.result.findings}


def test_buffer_over_disk(window: Window):
    """The unsaved text counts; when its document is closed, the disk counts again."""
    window.save({"ws.yml": YAML})
    assert "invalid-fqdn" not in rules(window.open("ws.yml"))
    assert "invalid-fqdn" in rules(window.type("ws.yml", YAML.replace("pypi.org", "https://pypi.org/simple")))
    window.folders.close(window.path("ws.yml"))
    assert "invalid-fqdn" not in rules(window.view("ws.yml"))


def test_new_document(window: Window):
    """A document that was never saved is judged, alone or as a part of its module."""
    assert "fqdn-creates-firewall" in rules(window.open("new.yml", YAML))
    window.save({name: text for name, text in MODULE.items() if name != "rules.tf"})
    assert "invalid-fqdn" not in rules(window.open("main.tf"))
    window.open("rules.tf", RULE.replace("HOST", "https://pypi.org"))
    assert "invalid-fqdn" in rules(window.view("main.tf"))


def test_whole_module(window: Window):
    """Findings of files that are not open are there, and go when what caused them goes."""
    window.save(MODULE)
    view = window.open("main.tf")
    assert {"main.tf", "rules.tf"} <= {each.span.path for each in view.result.findings}
    window.open("rules.tf")
    window.type("rules.tf", "")
    assert "fqdn-creates-firewall" not in rules(window.view("main.tf"))


def test_module_that_is_called(window: Window):
    """A file of a called module is judged as its caller calls it, and judged anew when the caller changes."""
    called = {f"modules/net/{name}": text for name, text in MODULE.items()}
    called["modules/net/variables.tf"] = 'variable "host" {\n  type = string\n}\n'
    called["modules/net/rules.tf"] = RULE.replace('"HOST"', "var.host")
    caller = 'module "net" {\n  source = "../modules/net"\n  host   = "HOST"\n}\n'
    window.save({**called, "prod/main.tf": caller.replace("HOST", "pypi.org")})
    assert "invalid-fqdn" not in rules(window.open("modules/net/rules.tf"))
    window.open("prod/main.tf")
    window.type("prod/main.tf", caller.replace("HOST", "https://pypi.org"))
    assert "invalid-fqdn" in rules(window.view("modules/net/rules.tf"))


def test_half_typed(window: Window):
    """What cannot be parsed says where; the rest is judged, and the last network that could be read stays."""
    window.save(MODULE)
    window.open("rules.tf")
    view = window.type("rules.tf", RULE.replace('"HOST"', '"pypi'))
    (error,) = view.result.unreadable
    assert isinstance(error, InputError)
    assert (error.span.path, error.span.line) == ("rules.tf", 4)
    assert "public-workspace" in rules(view)
    window.open("ws.yml", YAML)
    view = window.type("ws.yml", YAML + "  - name: [\n")
    assert view.result.unreadable
    assert [each.title for each in lenses(view)] == ["egress: 12 destinations"]


def test_configuration(window: Window):
    """A configuration that appears, changes, breaks and goes is noticed; while it is broken the last good one holds."""
    window.save({"ws.yml": YAML})
    assert "broad-service-tag" in rules(window.open("ws.yml"))
    window.save({".mvnetgen.yml": "ignore: [broad-service-tag]\n"})
    assert "broad-service-tag" not in rules(window.view("ws.yml"))
    window.save({".mvnetgen.yml": "ignore: [no-such-rule]\n"})
    view = window.view("ws.yml")
    assert [each.span.path for each in view.result.unreadable] == [".mvnetgen.yml"]
    (window.root / ".mvnetgen.yml").unlink()
    window.folders.changed([window.path(".mvnetgen.yml")])
    assert "broad-service-tag" in rules(window.view("ws.yml"))


def test_nearest_configuration(window: Window):
    """Each folder with a configuration is one of its own."""
    window.save({"a/ws.yml": YAML, "a/.mvnetgen.yml": "ignore: [broad-service-tag]\n", "b/ws.yml": YAML})
    assert "broad-service-tag" not in rules(window.open("a/ws.yml"))
    assert "broad-service-tag" in rules(window.open("b/ws.yml"))


def test_values_on_the_disk(window: Window):
    """A tfvars file that changes on the disk changes what is found."""
    module = {
        **MODULE,
        "rules.tf": RULE.replace('"HOST"', "var.host"),
        "v.tf": 'variable "host" {\n  type = string\n}\n',
    }
    window.save({**module, "terraform.tfvars": 'host = "pypi.org"\n'})
    assert "invalid-fqdn" not in rules(window.open("rules.tf"))
    window.save({"terraform.tfvars": 'host = "https://pypi.org"\n'})
    assert "invalid-fqdn" in rules(window.view("rules.tf"))


def test_other_documents(window: Window):
    """What is no workspace has no findings, and is no error."""
    for name, text in {"compose.yml": "services: {}\n", "data.json": "{}", "empty.yml": ""}.items():
        view = window.open(name, text)
        assert not view.result.findings
        assert not view.result.unreadable


def test_crash_costs_one_document(window: Window, monkeypatch):
    """A bug while one document is judged stands in its result, and the others are judged."""
    real = judgement.judge_contents

    def broken(contents, settings):
        if "bad.yml" in contents.sources:
            raise ZeroDivisionError
        return real(contents, settings)

    monkeypatch.setattr(judgement, "judge_contents", broken)
    (crash,) = window.open("bad.yml", YAML).result.unreadable
    assert "ZeroDivisionError" in crash.message
    assert "broad-service-tag" in rules(window.open("good.yml", YAML))
