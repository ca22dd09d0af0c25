"""What we render, we read back: to the same workspace from Terraform, to the same resources from both languages."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from mvnetgen.formats.arm.spelling import completed
from mvnetgen.formats.az_ml import read_workspace_file
from mvnetgen.formats.contents import ReadSettings, read_input
from mvnetgen.formats.input import Input, InputKind
from mvnetgen.formats.terraform.read import read_module
from mvnetgen.generate import Layout, Options, Placement, Target, plan_deployment, render
from mvnetgen.languages.hcl.folder import module_folder
from mvnetgen.model.workspace import Workspace
from mvnetgen.text.document import Reference, Unknown
from mvnetgen.text.source import read_source
from mvnetgen.text.tree import Disk
from tests import GOLDEN
from tests.generate.bicep_reader import placeholder_values, read_bicep
from tests.generate.deployed import LOCATION, Deployed
from tests.generate.terraform_reader import RESOURCE_GROUP, given_variables, read_terraform, write

GENERATE = GOLDEN / "generate"
CASES = sorted(path.parent.name for path in GENERATE.glob("*/input.yml"))
SHAPES = [Options(layout=layout, rules=rules) for layout, rules in product(Layout, Placement)]

each_case = pytest.mark.parametrize("case", CASES)


def shape_name(options: Options) -> str:
    """What a shape is called in the output of pytest."""
    return f"{options.layout}-{options.rules}"


each_shape = pytest.mark.parametrize("options", SHAPES, ids=shape_name)


@dataclass(frozen=True)
class Difference:
    """How what is read back differs from what was asked for, on purpose."""

    field: tuple[str, ...]
    """With `*` for the name of a rule."""
    explains: Callable[[Any, Any], bool]
    """Whether these two values differ so."""
    why: str


def created(field: str, symbol: str) -> Difference:
    """A dependency that the file does not name."""
    why = "what the file does not name is created, and the workspace refers to it"
    return Difference(
        (field,), lambda asked, back: asked is None and refers_to(back, f"azapi_resource.{symbol}", "id"), why
    )


def of_the_hub(field: str, *attribute: str) -> Difference:
    """A value that a project shares with its hub."""
    why = "a project has the region and the public access of its hub, which is looked up"
    return Difference(
        (field,), lambda asked, back: asked is None and refers_to(back, "data.azapi_resource.hub", *attribute), why
    )


def left_out(field: str, given: str) -> Difference:
    """A value that the file leaves open."""
    why = "what the file leaves out is a variable without a default"
    return Difference((field,), lambda asked, back: asked is None and back == given, why)


def refers_to(value: Any, address: str, *attribute: str) -> bool:
    """Whether a value is a reference to what the generated code declares."""
    return isinstance(value, Unknown) and value.reference == Reference(address, attribute)


DIFFERENCES = (
    created("storage_account", "storage"),
    created("key_vault", "key_vault"),
    created("application_insights", "application_insights"),
    of_the_hub("location", "location"),
    of_the_hub("public_network_access", "output", "properties", "publicNetworkAccess"),
    left_out("location", LOCATION),
    left_out("resource_group", RESOURCE_GROUP),
    Difference(
        ("managed_network", "outbound_rules", "*", "category"),
        lambda asked, back: asked is None and back == "UserDefined",
        "ARM wants the category written out",
    ),
    Difference(
        ("provision_network_now",),
        lambda asked, back: asked is False and back is None,
        "false is the service's default",
    ),
    Difference(
        ("provision_network_now",),
        lambda asked, back: asked is True and back is None,
        "an action provisions once all rules are there, and can include Spark",
    ),
    Difference(
        ("description",),
        lambda asked, back: unicodedata.normalize("NFC", asked) == back,
        "Terraform holds every text in NFC",
    ),
)


def workspace_of(case: str) -> Workspace:
    """The workspace of a case."""
    (declaration,) = read_workspace_file(read_source(GENERATE / case / "input.yml")).declarations
    return declaration.workspace


@dataclass(frozen=True)
class Back:
    """What our reader sees in a rendering."""

    workspace: Workspace
    provisioned_with_spark: object
    deployed: Deployed


Reader = Callable[[str, Options], Back]


@pytest.fixture(scope="module")
def back(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Reads the rendered Terraform of a case, its placeholders standing for themselves; each rendering once."""

    @functools.cache
    def read(case: str, options: Options) -> Back:
        workspace, folder = workspace_of(case), tmp_path_factory.mktemp(case)
        write(render(workspace, options), folder)
        variables = given_variables(workspace, options)
        given = [f"{name}={value}" for name, value in variables.items()]
        reading = read_module(module_folder(folder, Disk(str(folder))), Disk(str(folder)), variables=given)
        assert reading.unreadable == ()
        ((_, estate),) = reading.worlds
        (declaration,) = estate.declarations
        deployed = read_terraform(folder, variables)
        return Back(declaration.workspace, declaration.provisioned_with_spark, deployed)

    return read


def flat(value: Any, route: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every value of a model with its route, and the types of what holds others; rules go by name, as ARM keeps them."""
    match value:
        case BaseModel():
            entries = [(name, getattr(value, name)) for name in type(value).model_fields]
        case dict():
            entries = list(value.items())
        case tuple() if route and route[-1] == "outbound_rules":
            entries = [(rule.name, rule) for rule in value]
            assert len(dict(entries)) == len(value)
        case _:
            yield route, value
            return
    yield route, type(value)
    for key, child in entries:
        yield from flat(child, (*route, str(key)))


def changes(asked: object, read: object) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """Where two trees differ."""
    left, right = dict(flat(asked)), dict(flat(read))
    for route in {**left, **right}:
        if left.get(route) != right.get(route):
            yield route, left.get(route), right.get(route)


def reasons(
    route: tuple[str, ...], asked: object, read: object, table: Sequence[Difference] = DIFFERENCES
) -> list[Difference]:
    """The entries of the table that explain a difference."""
    steps = tuple("*" if index and route[index - 1] == "outbound_rules" else step for index, step in enumerate(route))
    return [each for each in table if each.field == steps and each.explains(asked, read)]


@each_shape
@each_case
def test_same_workspace(case: str, options: Options, back: Reader) -> None:
    """The rendered Terraform reads as the workspace that was asked for, but for the table of differences."""
    asked, read = completed(workspace_of(case)), back(case, options)
    assert [each for each in changes(asked, read.workspace) if not reasons(*each)] == []
    plan = plan_deployment(workspace_of(case), options)
    assert read.provisioned_with_spark is (plan.provision and plan.with_spark)


def test_every_difference_is_needed(back: Reader) -> None:
    """No entry of the table is left over."""
    used = {
        reason.why + reason.field[0]
        for case, options in product(CASES, SHAPES)
        for change in changes(completed(workspace_of(case)), back(case, options).workspace)
        for reason in reasons(*change)
    }
    assert used == {each.why + each.field[0] for each in DIFFERENCES}


LANGUAGES = {
    "workspace.properties.description": "Terraform holds every text in NFC",
    "workspace.location": "the default of a parameter cannot be the region of another resource",
    "provision": "Bicep cannot call an action: an output says which command does",
    "workspace.properties.provisionNetworkNow": "Terraform calls an action once the rules are there",
}
"""Where Bicep deploys something else than Terraform, and why."""


def differing(case: str, options: Options, back: Reader) -> set[str]:
    """The dotted names of what Terraform and Bicep deploy differently."""
    terraform = back(case, options).deployed
    workspace = workspace_of(case)
    bicep = read_bicep(render(workspace, options, Target.BICEP), placeholder_values(workspace))
    return {".".join(route) for route, _, _ in changes(vars(terraform), vars(bicep))}


@pytest.mark.parametrize("options", SHAPES[:2], ids=shape_name)
@each_case
def test_same_in_both_languages(case: str, options: Options, back: Reader) -> None:
    """Terraform and Bicep deploy the same resources with the same bodies, but for the table."""
    found = differing(case, options, back)
    assert {each for each in found if not each.startswith(tuple(LANGUAGES))} == set()


def test_every_difference_of_languages_is_needed(back: Reader) -> None:
    """No entry of that table is left over."""
    found = {each for case in CASES for each in differing(case, SHAPES[0], back)}
    assert all(any(each.startswith(name) for each in found) for name in LANGUAGES)


def known_later(asked: object, back: object) -> bool:
    """What Bicep says by functions of the deployment, or by what it makes, is not known before."""
    return isinstance(back, Unknown)


BICEP_DIFFERENCES = (
    *(
        Difference((field,), lambda asked, back: asked is None and known_later(asked, back), "it is created")
        for field in ("storage_account", "key_vault", "application_insights")
    ),
    Difference(("resource_group",), known_later, "a deployment to a resource group is told it on the command line"),
    Difference(("location",), lambda asked, back: asked is None and known_later(asked, back), "that of the group"),
    Difference(
        ("public_network_access",),
        lambda asked, back: asked is None and known_later(asked, back),
        "a project has the public access of its hub",
    ),
    Difference(
        ("managed_network", "outbound_rules", "*", "category"),
        lambda asked, back: asked is None and back == "UserDefined",
        "ARM wants the category written out",
    ),
    Difference(
        ("provision_network_now",),
        lambda asked, back: asked is False and back is None,
        "false is the service's default",
    ),
    Difference(
        ("provision_network_now",),
        lambda asked, back: asked is True and back is None,
        "an output says how to provision with Spark",
    ),
    Difference(("tags",), lambda asked, back: asked is None and back is dict, "an empty map of tags is none"),
)


@pytest.mark.parametrize("rules", Placement)
@each_case
def test_same_workspace_in_bicep(case: str, rules: Placement, tmp_path: Path) -> None:
    """The rendered Bicep reads as the workspace that was asked for, but for its own table."""
    workspace = workspace_of(case)
    files = render(workspace, Options(rules=rules), Target.BICEP)
    for name, value in placeholder_values(workspace).items():
        files["main.bicepparam"] = files["main.bicepparam"].replace(f"param {name} = ''", f"param {name} = '{value}'")
    write(files, tmp_path)
    entry = Input((tmp_path / "main.bicepparam").as_posix(), InputKind.DEPLOYMENT)
    contents = read_input(entry, Disk(), ReadSettings())
    assert contents is not None
    ((_, estate),) = contents.worlds
    (declaration,) = estate.declarations
    found = [*changes(completed(workspace), declaration.workspace)]
    assert [each for each in found if not reasons(*each, table=BICEP_DIFFERENCES)] == []
