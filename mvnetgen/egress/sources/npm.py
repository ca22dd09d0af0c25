"""What npm needs: the registries of an .npmrc."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mvnetgen.egress.sources.need import NPM, Need, needs, of_hosts, urls
from mvnetgen.text.source import Source

_SETTING = re.compile(r"^\s*(?P<key>(?:@[^:=\s]+:)?[A-Za-z_-]+)\s*=\s*(?P<value>.*?)\s*$")
_PROXIES = frozenset({"proxy", "https-proxy", "http-proxy"})


def npm_needs(source: Source) -> Iterator[Need]:
    """The needs of an .npmrc; without a registry of its own npm asks the public one."""
    replaced = False
    for number, line in enumerate(source.lines, start=1):
        match = None if line.lstrip().startswith((";", "#")) else _SETTING.match(line)
        if match is None:
            continue
        key, value = match["key"].lower(), match["value"].strip("\"'")
        if key == "registry":
            replaced = True
            yield from needs(number, urls(value), "registry of npm")
        elif key.endswith(":registry"):
            yield from needs(number, urls(value), "registry of one scope")
        elif key in _PROXIES:
            yield from needs(number, urls(value), "proxy")
    if not replaced:
        yield from of_hosts(1, NPM, "default registry of npm")
