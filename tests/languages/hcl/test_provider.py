"""Which releases of a provider a configuration allows."""

from mvnetgen.languages.hcl.parse import parse
from mvnetgen.languages.hcl.provider import providers
from mvnetgen.text.source import Source


def found(*texts: str, lock: str = "") -> dict[str, str]:
    files = [parse(Source(f"{index}.tf", text)) for index, text in enumerate(texts)]
    locked = parse(Source(".terraform.lock.hcl", lock)) if lock else None
    return {name: each.constraint for name, each in providers(files, locked).items()}


def required(constraint: str, source: str = "Azure/azapi") -> str:
    return f'terraform {{\n  required_providers {{\n    azapi = {{\n      source  = "{source}"\n      version = "{constraint}"\n    }}\n  }}\n}}\n'


def test_required_providers() -> None:
    """The constraint of an entry; the short form of Terraform 0.12 too; an entry without a version has none."""
    assert found(required("~> 2.1")) == {"azapi": "~> 2.1"}
    assert found('terraform {\n  required_providers {\n    azurerm = "~> 4.0"\n  }\n}\n') == {"azurerm": "~> 4.0"}
    assert found('terraform {\n  required_providers {\n    azapi = { source = "Azure/azapi" }\n  }\n}\n') == {}
    assert found('resource "x" "y" {}\n') == {}


def test_of_several_modules() -> None:
    """Terraform wants a release that satisfies the constraints of all modules; the same one counts once."""
    assert found(required(">= 2.0"), required("< 2.9")) == {"azapi": ">= 2.0, < 2.9"}
    assert found(required(">= 2.0"), required(">= 2.0")) == {"azapi": ">= 2.0"}


def test_lock_file() -> None:
    """The lock file names the release that is installed, whatever the constraint allows; its place is in that file."""
    lock = 'provider "registry.terraform.io/azure/azapi" {\n  version     = "2.5.0"\n  constraints = ">= 2.0"\n}\n'

    assert found(required(">= 2.0"), lock=lock) == {"azapi": "2.5.0"}
    pinned = providers([], parse(Source(".terraform.lock.hcl", lock)))["azapi"]
    assert (pinned.span.path, pinned.span.line) == (".terraform.lock.hcl", 2)


def test_what_cannot_be_known() -> None:
    """A version that is no text is none."""
    assert found("terraform {\n  required_providers {\n    azapi = { version = local.v }\n  }\n}\n") == {}
