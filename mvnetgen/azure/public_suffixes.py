"""The public suffix list: names below which strangers own names. The only importer of publicsuffixlist, which carries its data."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


@cache
def _list() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415 - 40 ms that only an unheard-of wildcard pays

    return PublicSuffixList(accept_unknown=False)


@cache
def is_public_suffix(name: str) -> bool:
    """Whether anyone can have a name right below this one: ``co.il``, ``streamlit.app``; case does not matter."""
    return _list().is_public(name.lower())
