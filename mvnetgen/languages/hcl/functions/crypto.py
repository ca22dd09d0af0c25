"""Hashes, and identifiers made from names."""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Callable

from mvnetgen.languages.hcl.functions.signature import plainly
from mvnetgen.languages.hcl.work import Refused

HASHES: dict[str, Callable[[bytes], bytes]] = {
    "md5": lambda data: hashlib.md5(data, usedforsecurity=False).digest(),
    "sha1": lambda data: hashlib.sha1(data, usedforsecurity=False).digest(),
    "sha256": lambda data: hashlib.sha256(data).digest(),
    "sha512": lambda data: hashlib.sha512(data).digest(),
}
NAMESPACES = {
    "dns": uuid.NAMESPACE_DNS,
    "url": uuid.NAMESPACE_URL,
    "oid": uuid.NAMESPACE_OID,
    "x500": uuid.NAMESPACE_X500,
}


def _register(name: str) -> None:
    digest = HASHES[name]

    @plainly(name, "text")
    def hexadecimal(text: str) -> str:
        return digest(text.encode()).hex()

    if name in {"sha256", "sha512"}:

        @plainly(f"base64{name}", "text")
        def in_base64(text: str) -> str:
            return base64.b64encode(digest(text.encode())).decode("ascii")


for _name in HASHES:
    _register(_name)


@plainly("uuidv5", "text", "text")
def uuidv5(namespace: str, name: str) -> str:
    """The UUID of a name in a namespace: ``dns``, ``url``, ``oid``, ``x500``, or a UUID."""
    try:
        space = NAMESPACES.get(namespace) or uuid.UUID(namespace)
    except ValueError as error:
        raise Refused(f"there is no namespace `{namespace}`") from error
    return str(uuid.uuid5(space, name))
