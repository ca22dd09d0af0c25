"""The templates themselves, and those of a user in front of them."""

import re

import pytest

from mvnetgen.generate import Target, render
from mvnetgen.generate.templates import environment, shipped
from mvnetgen.generate.terraform import FILES
from mvnetgen.model.workspace import FqdnRule, IsolationMode, ManagedNetwork, Workspace
from mvnetgen.text.errors import TemplateError, UsageError

TEMPLATES = sorted(shipped().rglob("*.jinja"))
WORKSPACE = Workspace(
    name="ml-prod",
    managed_network=ManagedNetwork(
        isolation_mode=IsolationMode.APPROVED, outbound_rules=(FqdnRule(name="pypi", destination="pypi.org"),)
    ),
)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_value_is_quoted(template):
    """Each value of a template goes through the filter of its language or through `comment`."""
    language = {"terraform": "hcl", "bicep": "bicep"}[template.parent.name]
    if template.name == "README.md.jinja":
        return  # prose
    values = re.findall(r"\{\{(.*?)\}\}", template.read_text(encoding="utf-8"))
    unquoted = [value for value in values if not re.search(rf"\| ({language}(\(key=true\))?|comment) $", value)]
    assert unquoted == []


def test_every_template_is_used():
    """No template lies about that nothing includes."""
    texts = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    roots = {"main.bicep", "main.bicepparam", "role_module.bicep", "example.tfvars", "README.md"}
    roots |= {f"{name}.tf" for name in (*FILES, "moves", "avm_main", "avm_terraform", "avm_variables")}
    by_name = {
        "fqdn",
        "service_tag",
        "private_endpoint",
        "storage",
        "key_vault",
        "log_analytics",
        "application_insights",
    }
    for path in TEMPLATES:
        name = path.name.removesuffix(".jinja")
        included = f'"{path.parent.name}/{path.name}"' in texts
        assert name in roots or name.rpartition(".")[0] in by_name or included, path


def overlay(folder, text, name="terraform/fqdn.tf.jinja"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_overlay_replaces_one_template(tmp_path):
    """A user's template takes the place of ours of the same name, and of no other."""
    overlay(
        tmp_path, "{# ours has no comment #}\n# all of {{ rule.destination | comment }}\ntype = {{ 'FQDN' | hcl }}\n"
    )
    files = render(WORKSPACE, templates=tmp_path)
    assert '    "pypi" = {\n      # all of pypi.org\n      type = "FQDN"\n    }\n' in files["network.tf"]
    assert files["outputs.tf"] == render(WORKSPACE)["outputs.tf"]


def test_overlay_keeps_texts_over_several_lines(tmp_path):
    """A heredoc of a user's template is not laid out anew."""
    overlay(tmp_path, "destination = <<EOT\n  a {\n\n\n      b\n}\nEOT\n\n\n")
    text = render(WORKSPACE, templates=tmp_path)["network.tf"]
    assert "destination = <<EOT\n  a {\n\n\n      b\n}\nEOT\n    }\n" in text
    bicep = overlay(tmp_path / "b", "destination: '''\n    a {\n\n\n  b\n'''\n", "bicep/fqdn.bicep.jinja")
    assert (
        "destination: '''\n    a {\n\n\n  b\n'''\n" in render(WORKSPACE, None, Target.BICEP, bicep)["main.bicepparam"]
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("type = {{ rule.nothing | hcl }}", r"fqdn\.tf\.jinja:1: .*nothing"),
        ("\n{% if %}", r"fqdn\.tf\.jinja:2: "),
        ("{% include 'terraform/none.tf.jinja' %}", "none"),
        ("{{ ''.__class__.__mro__ | hcl }}", "unsafe"),
        ("{{ plan.workspace.model_construct.__globals__ | hcl }}", "unsafe"),
        ("{{ plan.workspace.parse_raw('', content_type='x/pickle', allow_pickle=True) | hcl }}", "unsafe"),
        ("{{ (plan.workspace | attr('parse_file'))('/etc/passwd') | hcl }}", "unsafe"),
        ("{{ ([plan.workspace] | map(attribute='parse_file') | first)('/etc/passwd') | hcl }}", "unsafe"),
        ("{{ plan.workspace['parse_file']('/etc/passwd') | hcl }}", "unsafe"),
        ("{{ plan.inputs.value('a', 'b') | hcl }}", "unsafe"),
        ("{{ 1 / 0 }}", "division"),
        ("{{ range(10000000000) | list | hcl }}", "Range too big"),
        ("{{ rule.none_such.more }}", "none_such"),
        ("{% include '../../etc/passwd' %}", "passwd"),
        ("{{ [] | first.x }}", "first"),
    ],
)
def test_overlay_that_fails(tmp_path, text, message):
    """A user's template that cannot be filled in, or reaches for what is not its own, is an error with its place."""
    with pytest.raises(TemplateError, match=message):
        render(WORKSPACE, templates=overlay(tmp_path, text))


@pytest.mark.parametrize(
    ("name", "message"),
    [("terraform/fqnd.tf.jinja", "none of the templates"), ("fqdn.tf.txt", "has no template in it")],
)
def test_overlay_that_replaces_nothing(tmp_path, name, message):
    """A folder whose templates replace none of ours is a mistake, and said to be one."""
    with pytest.raises(UsageError, match=message):
        render(WORKSPACE, templates=overlay(tmp_path, "x", name))


def test_overlay_that_is_missing(tmp_path):
    """A folder that does not exist is a mistake."""
    with pytest.raises(UsageError, match="is no folder"):
        render(WORKSPACE, templates=tmp_path / "none")


def test_misspelled_name():
    """Our own templates cannot print a name that does not exist as nothing."""
    assert environment().undefined.__name__ == "StrictUndefined"
