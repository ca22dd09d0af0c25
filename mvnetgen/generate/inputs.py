"""The inputs of a deployment: where it goes, what the workspace file gives, and the placeholders in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from mvnetgen.formats.arm.spelling import written
from mvnetgen.generate.value import PLACEHOLDER, Given, Joined, Use, input_name, with_inputs
from mvnetgen.model.workspace import IdentityType, Kind, Workspace
from mvnetgen.text.document import Unknown
from mvnetgen.text.errors import RenderError


@dataclass(frozen=True)
class Input:
    """A variable in Terraform, a parameter in Bicep. What it holds is a text."""

    name: str
    """In snake case."""
    description: str
    default: str | None = None
    """What the workspace file says, placeholders and all."""

    @property
    def use(self) -> Use:
        """The input where it is used."""
        return Use(self.name)

    @property
    def literal(self) -> str | None:
        """The default where it is free of placeholders: those are for whoever deploys to fill in."""
        return None if self.default is None or PLACEHOLDER.search(self.default) else self.default


@dataclass
class Placeholders:
    """The placeholders of a workspace file by their brackets, and which inputs a rendering has come to need."""

    inputs: Mapping[str, Input]
    parametrized: bool = False
    """Whether what the file gives is an input of its own (`Given`) instead of a value on the spot."""
    used: dict[str, Input] = field(default_factory=dict)
    """For placeholders."""
    given: dict[str, Given] = field(default_factory=dict)

    def fill(self, value: Any) -> Any:
        """A value of the user's, or a tree of them, with inputs in place of the placeholders."""
        match value:
            case Given(name=name) if self.parametrized:
                self.given.setdefault(name, value)
                return Use(name)
            case Joined(parts=parts):
                found = (self.fill(each) for each in parts)
                return Joined(tuple(part for each in found for part in _parts(each)))
            case Mapping():
                return {self.fill(key): self.fill(each) for key, each in value.items()}
            case list() | tuple():
                return [self.fill(each) for each in value]
            case Given(value=text) | str(text):
                return with_inputs(text, self._use)
        return value

    def _use(self, placeholder: str) -> Use | None:
        found = self.inputs.get(placeholder)
        if found is None:
            return None
        self.used.setdefault(found.name, found)
        return found.use


def _parts(value: object) -> tuple[object, ...]:
    return value.parts if isinstance(value, Joined) else (value,)


@dataclass(frozen=True)
class DeploymentInputs:
    """All inputs, and how placeholders map to them."""

    location: Input | None
    """None for a project without a location: it has its hub's."""
    resource_group_name: Input
    subscription: Input
    """Where everything goes; without a value it is the subscription of whoever is signed in."""
    name: Input
    placeholders: Mapping[str, Input]
    """Placeholders with their brackets to inputs."""

    def value(self, text: str | Unknown | None, what: str) -> str | None:
        """The text; None for None. Raises `RenderError` for an unknown, and for a placeholder that cannot be an input."""
        text = written(text, what)
        return None if text is None else checked(text, what)

    def needed(self, text: str | Unknown | None, what: str) -> str:
        """As `value`, for a text that must be there."""
        value = self.value(text, what)
        if value is None:
            raise RenderError(f"{what} is missing")
        return value

    def given(self, name: str, text: str | Unknown | None, what: str) -> Given | None:
        """A value that the file gives, under the name of the input that it is where such inputs are wanted."""
        value = self.value(text, what)
        return None if value is None else Given(name, value)

    def identities(self, workspace: Workspace) -> tuple[Given, ...]:
        """The user-assigned identities of a workspace that has such."""
        identity = written(workspace.identity, "`identity`")
        if identity is None or workspace.identity_type not in (IdentityType.USER, IdentityType.BOTH):
            return ()
        assigned = written(identity.user_assigned_identities, "`user_assigned_identities`")
        texts = [self.needed(each.resource_id, "the id of an identity") for each in assigned]
        names = ["identity_id"] if len(texts) == 1 else [f"identity_{number}_id" for number in range(1, len(texts) + 1)]
        return tuple(map(Given, names, texts))


LOCATION, RESOURCE_GROUP, SUBSCRIPTION, NAME = "location", "resource_group_name", "workspace_subscription_id", "name"
_DEPLOYMENT_NAMES = frozenset({LOCATION, RESOURCE_GROUP})
# https://developer.hashicorp.com/terraform/language/block/variable: the arguments of a module call; and names of our own
_TAKEN = frozenset(
    {"source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals"}
    | {NAME, SUBSCRIPTION, "tags", "outbound_rules", "client_subnet_id", "private_dns_zone_ids"}
)


def plan_inputs(workspace: Workspace, subscription: str | None) -> DeploymentInputs:
    """The inputs that a workspace needs; what the YAML says is a default."""
    location = _default(workspace.location, "`location`")
    known: dict[str, Input] = {}
    if workspace.kind is not Kind.PROJECT or workspace.location is not None:
        known[LOCATION] = Input(LOCATION, "Azure region of the workspace and of what is created with it.", location)
    known[RESOURCE_GROUP] = Input(
        RESOURCE_GROUP,
        "Resource group of the workspace and of what is created with it. It must exist.",
        _default(workspace.resource_group, "`resource_group`"),
    )
    placeholders: dict[str, Input] = {}
    for text in _texts(workspace):
        for match in PLACEHOLDER.finditer(text):
            name = input_name(match.group(1)) or "value"
            name = f"{name}_value" if name in _TAKEN else name
            words = name.replace("_", " ")
            new = Input(name, f"The {words}: `{match.group(1)}` in the workspace file.")
            placeholders[match.group()] = known.setdefault(name, new)
    return DeploymentInputs(
        location=known.get(LOCATION),
        resource_group_name=known[RESOURCE_GROUP],
        subscription=Input(
            SUBSCRIPTION,
            "Id of the subscription that the workspace and what is created with it go to.",
            subscription,
        ),
        name=Input(NAME, "Name of the workspace.", written(workspace.name, "`name`")),
        placeholders=placeholders,
    )


def checked(text: str, what: str) -> str:
    """A text. Raises `RenderError` when a part in angle brackets would be deployed as it stands."""
    left = PLACEHOLDER.sub("", text)
    if "<" in left and ">" in left.partition("<")[2]:
        raise RenderError(f"{what} has a placeholder that cannot be the name of a variable: `{text}`")
    return text


def _default(value: str | Unknown | None, what: str) -> str | None:
    """A text without placeholders; one with them is for whoever deploys to say."""
    text = written(value, what)
    return None if text is None or PLACEHOLDER.search(checked(text, what)) else text


def _texts(value: object) -> Iterator[str]:
    """Every text in a model, in the order of its fields."""
    match value:
        case str():
            yield value
        case BaseModel():
            for name in type(value).model_fields:
                yield from _texts(getattr(value, name))
        case Mapping():
            for key, each in value.items():
                yield from _texts(key)
                yield from _texts(each)
        case tuple():
            for each in value:
                yield from _texts(each)
