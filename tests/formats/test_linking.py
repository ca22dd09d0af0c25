"""Which workspace a rule, an update or an action belongs to."""

from pathlib import Path

import pytest

from mvnetgen.formats.linking import Candidate, group_key, linked
from mvnetgen.formats.resource import Meant
from mvnetgen.languages.hcl.dependencies import references
from mvnetgen.languages.hcl.parse import parse_expression
from mvnetgen.text.document import HOLE, Node, Reference, Unknown
from mvnetgen.text.source import Span
from tests.formats.terraform.reading import estate, rule, rules_of, workspace

HERE = Span("main.tf", 1, 1, 1, 2)
GROUP = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ml"
RESEARCH = f"{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/research"
OTHER = RESEARCH.replace("research", "other")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def link(
    value: object, *candidates: tuple[str, str | None, str | None], written: str = "", module: str = ""
) -> int | None:
    known = [Candidate(index, *each) for index, each in enumerate(candidates)]
    node = None if value is None else Node(value, HERE)
    mentions = references(parse_expression(written, HERE)) if written else ()
    return linked(Meant(node, frozenset(f"{module}{each}" for each in mentions)), known)


def reference(address: str, *attribute: str) -> Unknown:
    return Unknown("Azure assigns it", reference=Reference(address, attribute or ("id",)))


TWO = (("azapi_resource.a", "research", "ml"), ("azapi_resource.b", "other", "ml"))


class TestByReference:
    def test_to_one_of_two(self) -> None:
        """A reference to the workspace means it, whatever attribute it names."""
        assert link(reference("azapi_resource.b"), *TWO) == 1
        assert link(reference("azapi_resource.a", "output", "id"), *TWO) == 0
        assert link(reference("azapi_resource.c"), *TWO) is None

    def test_instances(self) -> None:
        """A key tells instances apart; without a key, or with one that is not known, only a single one is meant."""
        every = (('azapi_resource.ws["a"]', "a", None), ('azapi_resource.ws["b"]', "b", None))

        assert link(reference('azapi_resource.ws["b"]'), *every) == 1
        assert link(reference('azapi_resource.ws["c"]'), *every) is None
        assert link(reference("azapi_resource.ws[?]"), *every) is None
        assert link(reference("azapi_resource.ws[?]"), every[0]) == 0
        assert link(reference("azapi_resource.ws"), every[0]) == 0
        assert link(reference('azapi_resource.ws["a"]'), ("azapi_resource.ws[?]", None, None)) == 0

    def test_alias(self) -> None:
        """The update of a workspace stands for the workspace."""
        known = [Candidate(0, "azurerm_ai_foundry.hub", "hub", None, frozenset({"azapi_update_resource.hub"}))]

        assert linked(Meant(Node(reference("azapi_update_resource.hub"), HERE)), known) == 0


class TestByText:
    def test_literal_id(self) -> None:
        """An id names the workspace of that name and group, in any case."""
        assert link(RESEARCH, *TWO) == 0
        assert link(OTHER.upper(), *TWO) == 1
        assert link(f"{OTHER}/managedNetworks/default", *TWO) == 1
        assert link(RESEARCH.replace("/ml/", "/prod/"), *TWO) is None
        assert link(RESEARCH, ("azapi_resource.a", "research", None)) == 0
        assert link(RESEARCH, ("azapi_resource.a", None, "ml")) is None
        assert link("research", *TWO) is None
        assert link("", *TWO) is None

    def test_one_name_in_two_groups(self) -> None:
        """Where the group is not known and two workspaces have the name, nobody knows which is meant."""
        assert link(RESEARCH, ("azapi_resource.a", "research", None), ("azapi_resource.b", "research", "ml")) is None

    def test_known_in_part(self) -> None:
        """A group that is not known is no obstacle, a name that is not known is."""
        in_part = Unknown("variable `group` has no default", text=RESEARCH.replace("/ml/", f"/{HOLE}/"))
        nameless = Unknown("variable `name` has no default", text=RESEARCH.replace("research", HOLE))

        assert link(in_part, *TWO) == 0
        assert link(nameless, *TWO) is None


class TestByExpression:
    MANAGED = '"${azapi_resource.b.id}/managedNetworks/default"'

    def test_the_one_workspace_that_is_mentioned(self) -> None:
        """A text around the id of one workspace means it; around those of two, neither."""
        unknown = Unknown(
            "attribute `id` of `azapi_resource.b` is known after apply", text=f"{HOLE}/managedNetworks/default"
        )

        assert link(unknown, *TWO, written=self.MANAGED) == 1
        assert link(unknown, *TWO, written='"${azapi_resource.a.id}-${azapi_resource.b.id}"') is None
        assert link(unknown, *TWO, written='"${var.prefix}/managedNetworks/default"') is None

    def test_in_a_module(self) -> None:
        """What an expression mentions stands in its own module."""
        unknown = Unknown("known after apply", text=HOLE)
        known = (("module.net.azapi_resource.b", None, None), ("azapi_resource.b", None, None))

        assert link(unknown, *known, written=self.MANAGED, module="module.net.") == 0
        assert link(unknown, *known, written=self.MANAGED) == 1


class TestGroups:
    def test_rules_of_one_unknown_workspace(self) -> None:
        """Values that mean the same workspace have one key: the same id, reference, or reason and text."""
        ids = group_key(Node(RESEARCH, HERE)), group_key(Node(RESEARCH.upper(), HERE))
        references = [group_key(Node(reference("data.azapi_resource.ws"), HERE)) for _ in range(2)]

        assert ids[0] == ids[1] != ""
        assert references[0] == references[1] != ids[0]
        assert group_key(Node(Unknown("variable `a` has no default"), HERE)) != group_key(
            Node(Unknown("variable `b` has no default"), HERE)
        )
        assert group_key(None) == ""


class TestInModules:
    """The same through whole modules."""

    @pytest.mark.parametrize(
        ("parent", "more"),
        [
            ("azapi_resource.ws.id", ""),
            ("azapi_resource.ws.output.id", ""),
            ("local.id", "locals {\n  id = azapi_resource.ws.id\n}\n"),
            ("one(azapi_resource.ws[*].id)", ""),
            ('"${azapi_resource.ws.id}"', ""),
            ('"${azapi_resource.ws.id}/managedNetworks/default"', ""),
            ('format("%s/managedNetworks/default", azapi_resource.ws.id)', ""),
            (f'"{RESEARCH}"', ""),
            (
                '"/subscriptions/${var.s}/resourceGroups/ml/providers/Microsoft.MachineLearningServices/workspaces/research"',
                'variable "s" {}\n',
            ),
            (
                "azapi_update_resource.ws.id",
                'resource "azapi_update_resource" "ws" {\n  type = "Microsoft.MachineLearningServices/workspaces@2025-12-01"\n  resource_id = azapi_resource.ws.id\n}\n',
            ),
        ],
    )
    def test_ways_to_name_it(self, parent: str, more: str) -> None:
        """A rule finds its workspace however the id is passed on."""
        judged = estate(workspace() + workspace(name="b").replace("research", "other") + rule("pypi", parent) + more)

        assert rules_of(judged) == {"azapi_resource.ws": ["azapi_resource.pypi"], "azapi_resource.b": []}

    def test_through_modules(self) -> None:
        """Outputs, arguments and their defaults carry the id across modules."""
        files = {
            "main.tf": """
module "ws" {
  source = "./ws"
}
module "rules" {
  source       = "./rules"
  workspace_id = module.ws.id
}
""",
            "ws/main.tf": workspace() + 'output "id" {\n  value = azapi_resource.ws.id\n}\n',
            "rules/main.tf": 'variable "workspace_id" {\n  default = null\n}\n' + rule("pypi", "var.workspace_id"),
        }

        assert rules_of(estate(files)) == {"module.ws.azapi_resource.ws": ["module.rules.azapi_resource.pypi"]}

    def test_instances_of_modules(self) -> None:
        """Each instance of a module that makes rules belongs to the workspace that it is given."""
        files = {
            "main.tf": """
module "ws" {
  source   = "./ws"
  for_each = toset(["a", "b"])
  name     = each.key
}
module "rules" {
  source       = "./rules"
  for_each     = toset(["a", "b"])
  workspace_id = module.ws[each.key].id
}
""",
            "ws/main.tf": 'variable "name" {}\n'
            + workspace().replace('"research"', "var.name")
            + 'output "id" {\n  value = azapi_resource.ws.id\n}\n',
            "rules/main.tf": 'variable "workspace_id" {}\n' + rule("pypi", "var.workspace_id"),
        }

        assert rules_of(estate(files)) == {
            f'module.ws["{key}"].azapi_resource.ws': [f'module.rules["{key}"].azapi_resource.pypi'] for key in "ab"
        }

    def test_unlinkable_is_said_once(self) -> None:
        """Rules of a workspace that is not here share one place, and what is not known is said once for all of them."""
        text = 'variable "id" {}\n' + rule("one", "var.id") + rule("two", "var.id") + rule("three", f'"{OTHER}"')
        judged = estate(workspace() + text)

        assert [(each.declared, len(each.rule_resources)) for each in judged.declarations] == [
            (True, 0),
            (False, 2),
            (False, 1),
        ]
        assert [(route[-1], unknown.reason) for route, unknown in judged.unknowns] == [
            ("parent", "variable `id` has no default"),
            ("parent", "no workspace of this name is declared here"),
        ]
