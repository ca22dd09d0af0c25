"""What is said, and written, where a generation replaces another."""

import dataclasses

import pytest

from mvnetgen.generate import Layout, Options, Placement, Target, render, replaced
from mvnetgen.generate.former import former_bicep, former_terraform
from mvnetgen.model.workspace import (
    FqdnRule,
    Identity,
    IdentityType,
    IsolationMode,
    ManagedNetwork,
    PrivateEndpointRule,
    ServiceTagRule,
    Workspace,
)

GROUP = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-data"
LAKE = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stLake"
RULES = (
    FqdnRule(name="pypi", destination="pypi.org"),
    ServiceTagRule(name="factory", service_tag="DataFactory", protocol="TCP", port_ranges="443"),
    PrivateEndpointRule(name="lake", service_resource_id=LAKE, subresource_target="blob", spark_enabled=False),
)
INLINE, CHILD = Options(rules=Placement.INLINE), Options(rules=Placement.CHILD)
MODULE = Options(layout=Layout.MODULE)


def workspace(*rules, mode=IsolationMode.APPROVED, **fields):
    network = ManagedNetwork(isolation_mode=mode, outbound_rules=rules or RULES)
    given = {"name": "ml-prod", "location": "westeurope", "resource_group": "rg", "managed_network": network}
    return Workspace(**(given | fields))


def after(before, now, old=CHILD, new=CHILD, target=Target.TERRAFORM):
    """What replacing a generation with another one adds."""
    return replaced(now, new, target, render(before, old, target), render(now, new, target))


class TestFormer:
    @pytest.mark.parametrize("options", [INLINE, CHILD, MODULE, dataclasses.replace(INLINE, layout=Layout.MODULE)])
    def test_terraform(self, options):
        """Everything that decides about a move is read back from Terraform."""
        former = former_terraform(render(workspace(), options))
        assert former.name == "ml-prod"
        assert former.location == "westeurope"
        assert former.mode == "allow_only_approved_outbound"
        assert former.identity == "system_assigned"
        assert sorted(former.rules) == ["factory", "lake", "pypi"]
        assert former.placement is options.rules
        assert former.roles == {
            f'azapi_resource.approver["{LAKE.lower()}"]': LAKE.lower().replace("resourceg", "resourceG")
        }

    def test_bicep(self):
        """So it is from Bicep, as far as its file of values says it."""
        former = former_bicep(render(workspace(), target=Target.BICEP))
        assert (former.name, former.location, former.mode) == ("ml-prod", "westeurope", "allow_only_approved_outbound")
        assert sorted(former.rules) == ["factory", "lake", "pypi"]

    def test_older_bicep(self):
        """Names and rules stood in the main file once: as a list, or inside of the workspace."""
        rule = "{\n type: 'FQDN'\n destination: 'pypi.org'\n }"
        head = "resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {\n name: 'ml-old'\n"
        listed = f"var outboundRules = [\n {{\n name: 'pypi'\n properties: {rule}\n }}\n]\n{head}}}\n"
        inline = f"{head} properties: {{\n managedNetwork: {{\n outboundRules: {{\n pypi: {rule}\n }}\n }}\n }}\n}}\n"
        for text, placement in ((listed, Placement.CHILD), (inline, Placement.INLINE)):
            former = former_bicep({"main.bicep": text, "main.bicepparam": "using './main.bicep'\n"})
            assert (former.name, former.rules, former.placement) == ("ml-old", ("pypi",), placement)

    @pytest.mark.parametrize("files", [{}, {"main.tf": "resource {"}, {"main.tf": "locals {}\n"}])
    def test_nothing_to_read(self, files):
        """What cannot be read, or makes no workspace, says nothing."""
        assert former_terraform(files) is None
        assert former_bicep(files) is None


class TestMoves:
    def test_nothing_moves(self):
        """The same again needs nothing."""
        for target in (Target.TERRAFORM, Target.BICEP):
            for options in (INLINE, CHILD):
                found = after(workspace(), workspace(), options, options, target)
                assert (found.notes, found.files) == ((), {})

    def test_to_child(self):
        """Rules that stood inside of the workspace are imported, those that left are for somebody to remove."""
        now = workspace(*RULES[1:], FqdnRule(name="new", destination="new.org"))
        found = after(workspace(), now, INLINE, CHILD)
        assert 'for name in ["factory", "lake"]' in found.files["moves.tf"]
        assert "outbound-rule remove --rule pypi --workspace-name ml-prod --resource-group rg --yes" in found.notes[-1]

    def test_to_child_in_a_module(self):
        """A module cannot import: its caller is told what to write."""
        inline = dataclasses.replace(INLINE, layout=Layout.MODULE)
        found = after(workspace(), workspace(), inline, MODULE)
        assert '# import {\n#   to = module.NAME.azapi_resource.outbound_rule["pypi"]' in found.files["moves.tf"]
        assert "\nimport {" not in found.files["moves.tf"]
        assert any("root module" in note for note in found.notes)

    def test_to_inline(self):
        """Rules that were resources of their own are forgotten, not deleted."""
        found = after(workspace(), workspace(), CHILD, INLINE)
        assert "removed {\n  from = azapi_resource.outbound_rule\n" in found.files["moves.tf"]
        assert "destroy = false" in found.files["moves.tf"]

    def test_roles(self):
        """Role assignments that were called after a rule go to the name of their target."""
        files = render(workspace())
        files["roles.tf"] = files["roles.tf"].replace(
            f'for_each = toset([\n    lower("{LAKE}"),\n  ])', f'for_each = {{\n    "lake" = "{LAKE}"\n  }}'
        )
        text = replaced(workspace(), CHILD, Target.TERRAFORM, files, render(workspace())).files["moves.tf"]
        assert 'from = azapi_resource.approver["lake"]\n' in text
        assert f'to   = azapi_resource.approver["{LAKE.lower()}"]\n' in text

    def test_stays_until_it_is_deleted(self):
        """The file of a move is the same at the next generation, and gone for good once somebody deletes it."""
        moved = after(workspace(), workspace(), INLINE, CHILD)
        files = render(workspace()) | moved.files
        again = replaced(workspace(), CHILD, Target.TERRAFORM, files, render(workspace()))
        assert again.files == moved.files
        assert "delete it" in again.notes[0]
        assert replaced(workspace(), CHILD, Target.TERRAFORM, render(workspace()), render(workspace())).files == {}


class TestNotes:
    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"location": "northeurope"}, "location changes from `westeurope` to `northeurope`"),
            ({"location": "West Europe"}, ""),
            ({"name": "ml-two"}, "called `ml-two` instead of `ml-prod`"),
            ({"identity": Identity(type=IdentityType.NONE)}, "identity changes from `system_assigned` to `none`"),
            ({"managed_network": None}, "refuses to switch isolation off"),
            ({"mode": IsolationMode.INTERNET}, "Azure refuses that"),
            ({"tags": {"a": "b"}}, ""),
        ],
    )
    def test_terraform(self, change, said):
        """What cannot be taken back, or costs what is in it, is said before it is done."""
        rules = (RULES[2],)
        notes = after(workspace(*rules), workspace(*rules, **change)).notes
        assert any(said in note for note in notes) if said else notes == ()

    def test_no_way_back(self):
        """A stronger mode cannot be taken back."""
        rules = (RULES[2],)
        notes = after(workspace(*rules, mode=IsolationMode.INTERNET), workspace(*rules)).notes
        assert "there is no way back" in notes[0]

    def test_bicep(self):
        """A deployment deletes no rule, makes a second workspace for a second name, and moves nothing."""
        now = workspace(*RULES[1:], name="ml-two", location="northeurope")
        notes = after(workspace(), now, target=Target.BICEP).notes
        assert "a second one is made" in notes[0]
        assert "refuses to move" in notes[1]
        assert "outbound-rule remove --rule pypi --workspace-name ml-prod" in notes[2]
