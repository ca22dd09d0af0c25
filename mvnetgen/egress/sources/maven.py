"""What Maven needs: mirrors, the repositories of active profiles and an active proxy of a settings.xml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from mvnetgen.egress.sources.need import MAVEN_CENTRAL, Need, needs, of_hosts, urls
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, Span


@dataclass
class _Element:
    """An element with its text and where that stands."""

    name: str
    line: int
    children: list[_Element] = field(default_factory=list)
    text: str = ""

    def all(self, *path: str) -> list[_Element]:
        """The elements at a path below."""
        found = [self]
        for name in path:
            found = [child for each in found for child in each.children if child.name == name]
        return found

    def first(self, *path: str) -> str:
        """The text of the first element at a path; empty when there is none."""
        return next((each.text.strip() for each in self.all(*path)), "")


def maven_needs(source: Source) -> Iterator[Need]:
    """The needs of a settings.xml. Raises `InputError` for another document."""
    top = _parse(source)
    if top.name != "settings":
        raise InputError(f"is no settings.xml: its top is <{top.name}>", Span.point(source.path, top.line))
    mirrored = False
    for mirror in top.all("mirrors", "mirror"):
        of = {word.strip() for word in mirror.first("mirrorOf").split(",")}
        mirrored = mirrored or (bool(of & {"central", "*", "external:*"}) and "!central" not in of)
        for url in mirror.all("url"):
            yield from needs(url.line, urls(url.text), f"mirror of {mirror.first('mirrorOf')}")
    active = {each.text.strip() for each in top.all("activeProfiles", "activeProfile")}
    for profile in top.all("profiles", "profile"):
        by_itself = profile.first("activation", "activeByDefault").lower() == "true" and not active
        if profile.first("id") not in active and not by_itself:
            continue
        for path in (("repositories", "repository"), ("pluginRepositories", "pluginRepository")):
            for repository in profile.all(*path):
                for url in repository.all("url"):
                    yield from needs(url.line, urls(url.text), f"the repository {repository.first('id')}".strip())
    for proxy in top.all("proxies", "proxy"):
        if proxy.first("active").lower() != "false":
            for host in proxy.all("host"):
                port = proxy.first("port")
                yield from of_hosts(host.line, (host.text.strip(),), "proxy", int(port) if port.isdigit() else 8080)
    if not mirrored:
        yield from of_hosts(top.line, MAVEN_CENTRAL, "Maven Central")


def _parse(source: Source) -> _Element:
    """The tree of a document, without any entity of its own: a document type is refused."""
    parser = expat.ParserCreate()
    root = _Element("", 1)
    open_ = [root]

    def start(name: str, _attributes: dict[str, str]) -> None:
        element = _Element(name.rpartition(":")[2], parser.CurrentLineNumber)
        open_[-1].children.append(element)
        open_.append(element)

    def end(_name: str) -> None:
        open_.pop()

    def characters(data: str) -> None:
        open_[-1].text += data

    def refuse(*_arguments: object) -> None:
        raise InputError(
            "has a document type, which no settings need", Span.point(source.path, parser.CurrentLineNumber)
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(source.text.encode("utf-8"), True)
    except expat.ExpatError as error:
        raise InputError("is no XML", Span.point(source.path, error.lineno)) from error
    return root.children[0]
