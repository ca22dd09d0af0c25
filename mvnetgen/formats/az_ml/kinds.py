"""Kinds of values that only the `az ml` YAML has."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from mvnetgen.azure.placeholders import with_words
from mvnetgen.formats.shape import Field, Reading, Table, Text
from mvnetgen.model.workspace import UserAssignedIdentity
from mvnetgen.text.document import Node, Unknown, kind_of, shown
from mvnetgen.text.source import Route

ID = Text(examples=("/subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/…",))

REFUSED = "az ml refuses the file"
DROPPED = "az ml drops it without a word"


@dataclass(frozen=True)
class Ignored:
    """A field of the service, which the SDK takes out before it looks at anything else, whatever it holds."""

    null_is_refused: bool = False
    """The SDK takes out only what is not null, and then does not know the key."""

    def read(self, node: Node, route: Route, reading: Reading) -> None:
        if node.value is None and self.null_is_refused:
            reading.wrong_type(node, route, "no such key", help="remove it")

    def schema(self) -> dict[str, Any]:
        return {"not": {"type": "null"}} if self.null_is_refused else {}


@dataclass(frozen=True)
class IgnoredMapping:
    """A mapping of the service: what it holds is ignored, but a mapping it must be."""

    def read(self, node: Node, route: Route, reading: Reading) -> None:
        if not isinstance(node.value, Mapping):
            reading.wrong_type(node, route, "a mapping", help="remove it")

    def schema(self) -> dict[str, Any]:
        return {"type": "object"}


@dataclass(frozen=True)
class Subnet:
    """An ARM id; null and the text `None` mean no subnet."""

    def read(self, node: Node, route: Route, reading: Reading) -> str | Unknown | None:
        return None if node.value in (None, "None") else Text().read(node, route, reading)

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "null"]}


@dataclass(frozen=True)
class Url:
    """An absolute URL, as marshmallow's Url field demands."""

    def read(self, node: Node, route: Route, reading: Reading) -> str | Unknown:
        value = Text().read(node, route, reading)
        if isinstance(value, str) and not _is_url(with_words(value)):
            message = f"`{shown(value)}` is no URL"
            help_ = "give the key's URL: https://<vault>.vault.azure.net/keys/<key>/<version>"
            return reading.report("invalid-value", message, node, route, help=help_)
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^(?:[hH][tT][tT][pP]|[fF][tT][pP])[sS]?://"}


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme.lower() not in {"http", "https", "ftp", "ftps"} or any(letter.isspace() for letter in text):
        return False
    return host == "localhost" or _is_address(host) or ("." in host.rstrip(".") and not _has_wrong_label(host))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _has_wrong_label(host: str) -> bool:
    labels = host.rstrip(".").split(".")
    return any(
        not 0 < len(label) <= 63
        or not label.isascii()
        or not label.replace("-", "").isalnum()
        or label[0] == "-"
        or label[-1] == "-"
        for label in labels
    )


_USER_ASSIGNED = Table(
    (
        Field("principal_id", read_only=True),
        Field("client_id", read_only=True),
        Field("resource_id", read_only=True),
    ),
    dict,
    "a user-assigned identity",
    consequence=REFUSED,
)


@dataclass(frozen=True)
class UserAssignedIdentities:
    """A mapping from id to an empty mapping; null as value makes the SDK drop the identity."""

    def read(self, node: Node, route: Route, reading: Reading) -> tuple[UserAssignedIdentity, ...] | Unknown:
        if node.value is None:
            return ()
        if not isinstance(node.value, Mapping):
            message = f"`user_assigned_identities` is {kind_of(node.value)}, and a mapping of ids is needed"
            help_ = "write `<id>: {}` for each identity"
            return reading.report("identity-without-ids", message, node, route, help=help_)
        identities = []
        for index, (identity, child) in enumerate(node.value.items()):
            here = (*route, index)
            reading.place(here, child)
            if child.value is None:
                message = f"`{shown(identity, end=True)}` has no value, so az ml drops the identity without a word"
                help_ = "write `{}` behind the colon"
                reading.report("identity-without-ids", message, child, here, help=help_, on_key=True)
            elif not isinstance(child.value, Mapping):
                message = f"`{shown(identity, end=True)}` is {kind_of(child.value)}, and an empty mapping is needed"
                reading.report("invalid-type", message, child, here, help="write `{}` behind the colon")
            else:
                _USER_ASSIGNED.values(child, here, reading)
            identities.append(UserAssignedIdentity.of(resource_id=identity))
        return tuple(identities)

    def schema(self) -> dict[str, Any]:
        return {"type": ["object", "null"], "additionalProperties": _USER_ASSIGNED.schema()}
