"""Diagnostics, hover, completion, lens, hints, links, actions and commands: each without a server."""

import pytest
from lsprotocol.types import DiagnosticSeverity, PositionEncodingKind

from mvnetgen.editor.actions import FIX_ALL, actions, safe_edits
from mvnetgen.editor.completion import completion
from mvnetgen.editor.diagnostics import crashes, diagnostics, uri_in
from mvnetgen.editor.hover import hover_text
from mvnetgen.editor.lens import hints, lenses
from mvnetgen.editor.links import links
from mvnetgen.editor.reaching import egress_message, reach_message
from mvnetgen.editor.words import Typing, typing_at, word_at
from mvnetgen.text.edit import spliced
from mvnetgen.text.errors import UsageError
from tests.editor.window import MODULE, RULE, STORAGE, YAML, Window, place

U16 = PositionEncodingKind.Utf16
BICEP = """\
resource lake 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'lake'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
}
resource ml 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'ml-prod'
  location: 'westeurope'
  identity: { type: 'SystemAssigned' }
  properties: {
    storageAccount: lake.id
    managedNetwork: {
      isolationMode: 'AllowOnlyApprovedOutbound'
      outboundRules: {
        lake: {
          type: 'PrivateEndpoint'
          destination: {
            serviceResourceId: lake.id
            subresourceTarget: 'blob'
          }
        }
        pypi: {
          type: 'FQDN'
          destination: 'pypi.org'
        }
      }
    }
  }
}
"""


def proposed(view, text: str, offset: int) -> list[str]:
    found = completion(view, *place(view, text, offset))
    return [each.text for each in found.proposals] if found else []


def test_diagnostics(window: Window):
    """Severity, code, page, help, place; behind an emoji the columns are those of UTF-16."""
    text = YAML + '  - {name: "🚀", type: fqdn, destination: pypi.org:443}\n'
    view = window.open("ws.yml", text)
    found = {each.code: each for each in diagnostics(view, uri_in(window.root), U16)["ws.yml"]}
    port = found["fqdn-with-port"]
    assert port.severity is DiagnosticSeverity.Error
    assert port.source == "mvnetgen"
    assert port.code_description is not None
    assert port.code_description.href.endswith("/rules/fqdn-with-port/")
    line = view.source.lines[port.range.start.line].encode("utf-16-le")
    assert line[2 * port.range.start.character : 2 * port.range.end.character].decode("utf-16-le") == "pypi.org:443"


def test_related_places(window: Window):
    """The other place of a finding, in another file."""
    again = RULE.replace('"pypi" {', '"again" {').replace('"pypi"', '"again"').replace("HOST", "pypi.org")
    window.save({**MODULE, "again.tf": again})
    found = diagnostics(window.open("rules.tf"), uri_in(window.root), U16)
    related = [other for each in found["rules.tf"] + found["again.tf"] for other in each.related_information or ()]
    assert {other.location.uri.rpartition("/")[2] for other in related} == {"again.tf"}
    assert found["lake.tf"] == []


def test_syntax_error(window: Window):
    (error,) = diagnostics(window.open("ws.yml", YAML + "  - name: [\n"), uri_in(window.root), U16)["ws.yml"]
    assert error.code == "syntax-error"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("pypi.org", "`pypi` opens** `pypi.org`, TCP port 80, 443"),
        ("pypi.org", "needs `*.pythonhosted.org` too"),
        ("Storage.WestEurope", "opens the storage accounts of every customer"),
        ("isolation_mode", "One way"),
        ("isolation_mode", "always open: `AzureActiveDirectory`"),
        ("allow_only", "USD a month"),
        ("blob\n", "takes over `lake.blob.core.windows.net`"),
    ],
)
def test_hover(window: Window, text, says):
    view = window.open("ws.yml", YAML)
    assert says in hover_text(view, *place(view, text, 1))


def test_hover_of_nothing(window: Window):
    view = window.open("ws.yml", YAML)
    assert hover_text(view, *place(view, "ml-prod", 1)) == ""
    assert hover_text(view, 999, 1) == ""


def test_hover_of_rule(window: Window):
    view = window.open("ws.yml", "# mvnetgen: ignore-file[broad-service-tag] ours\n" + YAML)
    assert "is not your storage account" in hover_text(view, *place(view, "broad-service", 3))


def test_completion_in_yaml(window: Window):
    view = window.open("ws.yml", YAML)
    assert "AzureMonitor" in proposed(view, "Storage.WestEurope", 3)
    assert "Storage.NorthEurope" in proposed(view, "Storage.WestEurope", 9)
    assert proposed(view, "allow_only", 2)[-1] == "allow_only_approved_outbound"
    assert proposed(view, "blob\n", 1)[0] == "blob"
    assert "vault" not in proposed(view, "blob\n", 1)
    assert "*.pythonhosted.org" in proposed(view, "pypi.org", 2)
    assert "northeurope" in proposed(view, "westeurope", 2)
    assert proposed(view, "fqdn", 1) == ["fqdn", "service_tag", "private_endpoint"]
    assert proposed(view, "ml-prod", 2) == []


def test_completion_in_terraform(window: Window):
    window.save(MODULE)
    view = window.open("endpoint.tf")
    assert proposed(view, "azurerm_storage_account.lake", 3) == ["azurerm_storage_account.lake.id"]
    assert "dfs" in proposed(view, '"blob"', 1)
    assert "AllowInternetOutbound" in proposed(window.open("main.tf"), "AllowOnly", 2)


def test_completion_in_bicep(window: Window):
    view = window.open("main.bicep", BICEP)
    assert proposed(view, "'blob'", 1)[0] == "blob"
    assert "lake.id" in proposed(view, "lake.id\n            sub", 1)


def test_completion_of_unfinished_text(window: Window):
    """The value is being typed: the file cannot be parsed yet."""
    half = YAML.partition("Storage.WestEurope")[0]
    window.open("ws.yml", YAML)
    view = window.type("ws.yml", half + '"Sto')
    assert "Storage" in proposed(view, '"Sto', 4)


def test_completion_of_rules(window: Window):
    view = window.open("ws.yml", YAML + "# mvnetgen: ignore[public-workspace, bro")
    assert "broad-service-tag" in proposed(view, ", bro", 5)


@pytest.mark.parametrize(("name", "text"), [("ws.yml", YAML), ("main.bicep", BICEP)])
def test_lens_and_hint(window: Window, name, text):
    view = window.open(name, text)
    (lens,) = lenses(view)
    (hint,) = hints(view)
    assert view.source.line(lens.line).startswith(("name: ml-prod", "resource ml"))
    assert lens.title.startswith("egress: ")
    assert view.source.line(hint.line).strip().startswith(("managed_network", "managedNetwork"))
    assert "Standard firewall" in hint.text


def test_lens_of_modes(window: Window):
    view = window.open("ws.yml", YAML.replace("allow_only_approved_outbound", "allow_internet_outbound"))
    assert next(lenses(view)).title.startswith("egress: the internet, and ")
    assert "firewall" not in next(hints(view)).text


def test_links(window: Window):
    window.save(MODULE)
    found = list(links(window.open("endpoint.tf")))
    assert [each.target.path for each in found if each.target] == ["main.tf", "lake.tf"]
    (portal, page) = links(window.open("ws.yml", YAML + "# mvnetgen: ignore[broad-service-tag] ours"))
    assert portal.url.endswith(STORAGE)
    assert page.url.endswith("/rules/broad-service-tag/")


@pytest.mark.parametrize(
    ("name", "text", "gone"), [("ws.yml", YAML, "broad-service-tag"), ("main.bicep", BICEP, "incomplete-scenario")]
)
def test_ignore(window: Window, name, text, gone):
    """After the edit of the action the finding is gone, and no other one has come."""
    view = window.open(name, text)
    before = {each.rule for each in view.findings}
    finding = next(each for each in view.findings if each.rule == gone)
    at = finding.span.line, finding.span.column
    (action,) = (each for each in actions(view, at, at) if each.title == f"Ignore {gone} with a reason")
    after = window.type(name, spliced(view.source.text, action.edits))
    assert {each.rule for each in after.findings} == before - {gone}


def test_fix(window: Window):
    """A safe fix is offered where the finding stands, and mends it."""
    view = window.open("ws.yml", YAML.replace("pypi.org", "https://pypi.org/simple"))
    at = place(view, "https", 2)
    fix = next(each for each in actions(view, at, at) if each.rule == "invalid-fqdn")
    assert fix.preferred
    assert fix.title.startswith("Fix invalid-fqdn")
    assert spliced(view.source.text, fix.edits) == YAML


def test_fix_all(window: Window):
    """All safe fixes at once, wherever the cursor is; none where there is nothing to mend."""
    wrong = YAML.replace("pypi.org", "https://pypi.org/simple").replace("allow_only", "Allow_Only")
    view = window.open("ws.yml", wrong)
    (every,) = (each for each in actions(view, (1, 1), (1, 1)) if each.title == FIX_ALL)
    after = window.type("ws.yml", spliced(wrong, every.edits))
    assert "invalid-fqdn" not in {each.rule for each in after.findings}
    assert not safe_edits(after.findings)


def test_messages(window: Window):
    view = window.open("ws.yml", YAML)
    assert "pypi.org" in egress_message(view, "ml-prod")
    assert egress_message(view, "other") == ""
    assert "allowed" in reach_message(view, "pypi.org")
    assert "refused" in reach_message(view, "example.com")
    with pytest.raises(UsageError):
        reach_message(view, "")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  service_tag: Stor", Typing("servicetag", "Stor", quoted=False, column=16)),
        ('  serviceTag = "', Typing("servicetag", "", quoted=True, column=17)),
        ("  serviceTag: 'Az", Typing("servicetag", "Az", quoted=True, column=16)),
        ('    "serviceTag": "Az', Typing("servicetag", "Az", quoted=True, column=20)),
        ("# mvnetgen: ignore[a-b, c", Typing("ignored", "c", quoted=True, column=25)),
        ("  - pypi", None),
        ("", None),
    ],
)
def test_typing(line, expected):
    assert typing_at(line, len(line) + 1) == expected


def test_word():
    assert word_at('  destination: "*.pypi.org"', 22) == "*.pypi.org"
    assert word_at("", 1) == ""


@pytest.mark.parametrize(
    ("name", "text"), [("ws.yml", YAML), ("main.bicep", BICEP), ("tf/rules.tf", MODULE["rules.tf"])]
)
def test_half_typed(window: Window, name, text):
    """However little of a document has been typed: everything is answered, and nothing of ours breaks."""
    window.save({f"tf/{each}": other for each, other in MODULE.items()})
    window.open(name, text)
    for cut in range(0, len(text), len(text) // 12):
        view = window.type(name, text[:cut] + "🚀")
        at = view.source.position(len(view.source.text))
        assert isinstance(hover_text(view, *at), str)
        assert name in diagnostics(view, uri_in(window.root), U16)
        for answers in (actions(view, (1, 1), at), lenses(view), hints(view), links(view)):
            assert list(answers) is not None
        completion(view, *at)
        assert not list(crashes(view))
