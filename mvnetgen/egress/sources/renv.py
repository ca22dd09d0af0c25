"""What R needs: the repositories of an renv.lock, and packages from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from mvnetgen.egress.sources.need import CRAN, Need, needs, of_hosts, urls
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, Span


def renv_needs(source: Source) -> Iterator[Need]:
    """The needs of an renv.lock. Raises `InputError` when it is no JSON."""
    try:
        document: Any = json.loads(source.text)
    except (ValueError, RecursionError) as error:
        raise InputError("is no JSON", Span.point(source.path, getattr(error, "lineno", 1))) from error
    head = document.get("R") if isinstance(document, Mapping) else None
    listed = head.get("Repositories") if isinstance(head, Mapping) else None
    for each in listed if isinstance(listed, list) else []:
        url = each.get("URL") if isinstance(each, Mapping) else None
        if isinstance(url, str):
            yield from needs(_line(source, url), urls(url), f"the repository {each.get('Name') or ''}".strip())
    packages = document.get("Packages") if isinstance(document, Mapping) else None
    for name, each in packages.items() if isinstance(packages, Mapping) else ():
        if not isinstance(each, Mapping):
            continue
        line = _line(source, f'"{name}"')
        match str(each.get("Source", "")).lower():
            case "github":
                yield from of_hosts(line, ("api.github.com", "codeload.github.com"), f"the package {name}")
            case "gitlab":
                yield from of_hosts(line, ("gitlab.com",), f"the package {name}")
            case "bioconductor":
                yield from of_hosts(line, ("bioconductor.org",), f"the package {name}")
            case "repository" if not listed:
                yield from of_hosts(line, CRAN, "CRAN")
        url = each.get("RemoteUrl")
        if isinstance(url, str):
            yield from needs(line, urls(url), f"the package {name}")


def _line(source: Source, text: str) -> int:
    return next((number for number, line in enumerate(source.lines, start=1) if text in line), 1)
