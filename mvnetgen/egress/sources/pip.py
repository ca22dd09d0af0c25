"""What pip needs: the lines of a requirements file, or of the part of another file that speaks its language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mvnetgen.egress.sources.need import PYPI, Need, needs, of_hosts, urls
from mvnetgen.text.source import Source

Line = tuple[int, str]

_OPTION = re.compile(r"^(?P<name>--?[A-Za-z][A-Za-z-]*)(?:[ \t=]+(?P<value>.*))?$")
_INDEX = frozenset({"-i", "--index-url", "--pypi-url", "--default-index"})
_EXTRA = {
    "--extra-index-url": "another index",
    "--index": "another index",
    "-f": "a page of wheels",
    "--find-links": "a page of wheels",
    "-c": "constraints",
    "--constraint": "constraints",
    "-r": "requirements",
    "--requirement": "requirements",
    "-e": "a repository",
    "--editable": "a repository",
}
_NAMED = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*\s*(\[[^\]]*\])?\s*([=<>!~;(]|$|\s)")


def pip_needs(source: Source) -> Iterator[Need]:
    """The needs of a requirements file; a lock with ``@EXPLICIT`` is a list of addresses."""
    return lines_needs(joined(enumerate(source.lines, start=1)))


def joined(lines: Iterable[Line]) -> Iterator[Line]:
    r"""Lines with those joined that a ``\`` continues; comments gone."""
    start, held = 0, ""
    for number, text in lines:
        start = start or number
        if text.rstrip().endswith("\\"):
            held += text.rstrip()[:-1] + " "
            continue
        whole = re.sub(r"(^|\s)#.*$", "", held + text).strip()
        if whole:
            yield start, whole
        start, held = 0, ""
    if held.strip():
        yield start, held.strip()


def lines_needs(lines: Iterable[Line]) -> Iterator[Need]:
    """The needs of lines as pip reads them."""
    named = 0
    index = True
    for number, text in lines:
        option = _OPTION.match(text)
        name = option["name"] if option else ""
        value = (option["value"] or "") if option else text
        if name in _INDEX:
            index = False
            yield from needs(number, urls(value), "index of pip")
        elif name == "--no-index":
            index = False
        elif name in _EXTRA:
            yield from needs(number, urls(value), _EXTRA[name])
        elif not name and any(True for _ in urls(text)):
            what = "a repository" if re.search(r"(git|hg|svn|bzr)\+|\.git\b", text) else "a package by its address"
            yield from needs(number, list(urls(text))[:1], what)
        elif not name and _NAMED.match(text) and "/" not in text.partition(";")[0]:
            named = named or number
    if named and index:
        yield from of_hosts(named, PYPI, "default index of pip")
