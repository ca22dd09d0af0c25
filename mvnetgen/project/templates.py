"""Bicep files, ARM templates and their parameter files in folders, and which of them are deployed: the entries."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from mvnetgen.formats.input import Input, InputKind
from mvnetgen.text.errors import InputError
from mvnetgen.text.tree import Tree

MARKS = (b"microsoft.machinelearningservices/workspaces", b"avm/res/machine-learning-services/workspace")
"""What a template that matters contains, in lower case."""
_ACCOUNT, _NETWORK = b"cognitiveservices/accounts", b"managednetwork"
BICEP, BICEP_PARAMETERS, JSON = ".bicep", ".bicepparam", (".json", ".jsonc")
SUFFIXES = (BICEP, BICEP_PARAMETERS, *JSON)

_PARAMETERS = re.compile(r"(.*?)\.(?:(.+)\.)?parameters(?:\.(.+))?\.jsonc?$", re.IGNORECASE)
_BARE = re.compile(r"parameters(?:[.-].+)?\.jsonc?$|.+[.-]parameters\.jsonc?$", re.IGNORECASE)


class Kind(StrEnum):
    """What a file is."""

    TEMPLATE = "template"
    PARAMETERS = "parameters"
    """Values in JSON."""
    BICEP_PARAMETERS = "bicepparam"


@dataclass(slots=True)
class TemplateFile:
    """One file, as far as its bytes tell."""

    path: str
    """As findings show it."""
    kind: Kind
    relevant: bool = False
    names: frozenset[str] = frozenset()
    """The files that it calls, imports from or extends, as paths like its own."""
    template: str | None = None
    """Of a ``.bicepparam`` file."""
    generated: bool = False
    size: int = 0


def is_candidate(name: str) -> bool:
    """Whether a file may be one of these, by its name; Terraform's JSON is none."""
    return name.endswith(SUFFIXES) and not name.endswith((".tf.json", ".tofu.json", ".tfvars.json"))


def look(path: str, data: bytes) -> TemplateFile | None:
    """What a file is by its name and its bytes; None for JSON that is something else."""
    from mvnetgen.languages.arm_json import mentions as json_mentions  # noqa: PLC0415 - for those who have such files
    from mvnetgen.languages.bicep import mentions as bicep_mentions  # noqa: PLC0415 - the same

    if path.endswith(BICEP):
        called = bicep_mentions.mentions(data)
        return TemplateFile(path, Kind.TEMPLATE, _marked(data), _beside(path, called), size=len(data))
    if path.endswith(BICEP_PARAMETERS):
        found = bicep_mentions.template(data)
        template = next(iter(_beside(path, [found])), None) if found else None
        names = _beside(path, bicep_mentions.mentions(data))
        return TemplateFile(path, Kind.BICEP_PARAMETERS, _marked(data), names, template, size=len(data))
    data = json_mentions.readable(data)
    if json_mentions.is_template(data):
        names, generated = _beside(path, json_mentions.links(data)), json_mentions.is_generated(data)
        return TemplateFile(path, Kind.TEMPLATE, _marked(data), names, generated=generated, size=len(data))
    if json_mentions.is_parameter_file(data) or _PARAMETERS.match(posixpath.basename(path)):
        return TemplateFile(path, Kind.PARAMETERS, size=len(data))
    return None


def _marked(data: bytes) -> bool:
    lower = data.lower()
    return any(mark in lower for mark in MARKS) or is_account_with_network(lower)


def is_account_with_network(lower: bytes) -> bool:
    """Whether a file in lower case seems to be about the managed network of a Foundry account; most accounts have none."""
    return _NETWORK in lower and _ACCOUNT in lower


def _beside(path: str, names: Iterable[str]) -> frozenset[str]:
    folder = posixpath.dirname(path)
    return frozenset(posixpath.normpath(posixpath.join(folder, name)) for name in names)


@dataclass
class Templates:
    """The files of one search, and who calls whom."""

    tree: Tree
    files: dict[str, TemplateFile] = field(default_factory=dict)
    """By their paths; those that only others name are looked at on the way."""
    own: set[str] = field(default_factory=set)
    """Those of the search itself."""

    def add(self, found: TemplateFile) -> None:
        """A file of the search."""
        self.files[found.path] = found
        self.own.add(found.path)

    def file(self, path: str) -> TemplateFile | None:
        """A file by its path, whether the search came along it or not."""
        if path not in self.files:
            try:
                found = look(path, self.tree.read(path)) if is_candidate(path) and self.tree.exists(path) else None
            except InputError:
                found = None
            if found is None:
                return None
            self.files[path] = found
        return self.files[path]

    def reached(self, path: str) -> set[str]:
        """Everything that a file names, directly or not, and itself."""
        found: set[str] = set()
        waiting = [path]
        while waiting:
            current = waiting.pop()
            file = self.file(current)
            if current in found or file is None:
                continue
            found.add(current)
            waiting += file.names
        return found

    def relevant(self, path: str) -> bool:
        """Whether a file, or anything that it calls, is about a workspace."""
        return any(self.files[each].relevant for each in self.reached(path))

    def entries(self, *, every: bool = False) -> list[Input]:
        """
        What is deployed: each parameter file with its template, and each template that nobody calls.

        Only what is about a workspace, unless `every` one is asked for.
        """
        found: list[Input] = []
        taken: set[str] = set()
        for path in sorted(self.own):
            for template, entry in self._with_parameters(self.files[path]):
                taken.add(template)
                found.append(entry)
        called = {name for path in self.own for name in self.files[path].names if name != path}
        rest = [
            path
            for path in sorted(self.own - taken)
            if self.files[path].kind is Kind.TEMPLATE and not self.is_copy(self.files[path])
        ]
        found += [self.entry(path) for path in rest if path not in called]
        reached: set[str] = set().union(*(self.reached(each.path) for each in found))
        for path in rest:  # those that only call each other in a circle
            if path not in reached:
                found.append(self.entry(path))
                reached |= self.reached(path)
        return found if every else [each for each in found if self.relevant(each.path)]

    def meant(self, path: str) -> list[Input]:
        """The entries that deploy a file that was named; a template that no other entry deploys is one itself."""
        found = [
            each
            for each in self.entries(every=True)
            if path in {each.path, each.parameters} or path in self.reached(each.path)
        ]
        if self.files[path].kind is Kind.PARAMETERS:
            return [each for each in found if each.parameters == path]
        return found or [self.entry(path)]

    def moved(self, move: Callable[[str], str]) -> Templates:
        """The same with other paths."""
        made = Templates(self.tree)
        for path in self.own:
            file = self.files[path]
            template = move(file.template) if file.template else None
            names = frozenset(move(name) for name in file.names)
            made.add(replace(file, path=move(path), names=names, template=template))
        return made

    def entry(self, path: str, parameters: str = "") -> Input:
        """A file as an input."""
        weight = sum(self.files[each].size for each in self.reached(path))
        return Input(path, InputKind.DEPLOYMENT, parameters=parameters, weight=weight)

    def is_copy(self, file: TemplateFile) -> bool:
        """Whether the compiler made a template whose source lies beside it."""
        return file.generated and self.tree.exists(posixpath.splitext(file.path)[0] + BICEP)

    def _with_parameters(self, file: TemplateFile) -> Iterator[tuple[str, Input]]:
        """The entries that a parameter file makes, each with its template."""
        if file.kind is Kind.BICEP_PARAMETERS and file.template and self.file(file.template) is not None:
            yield file.template, self.entry(file.path)
        if file.kind is Kind.PARAMETERS:
            for template in self.templates_of(file.path):
                yield template, self.entry(template, file.path)

    def templates_of(self, path: str) -> list[str]:
        """The templates that a parameter file in JSON belongs to, by its name; ``parameters.json`` to the only one there is."""
        folder, name = posixpath.split(path)
        prefix = f"{folder}/" if folder else ""
        stems: list[str] = []
        if found := _PARAMETERS.match(name):
            stems = [found[1], *([f"{found[1]}.{found[2]}"] if found[2] else [])]
        for stem in stems:
            for suffix in (BICEP, *JSON):
                template = self.file(f"{prefix}{stem}{suffix}")
                if template is not None and template.kind is Kind.TEMPLATE and not self.is_copy(template):
                    return [template.path]
        if _BARE.match(name):
            beside = [
                each.path
                for each in self.files.values()
                if posixpath.dirname(each.path) == folder and each.kind is Kind.TEMPLATE and not self.is_copy(each)
            ]
            if f"{prefix}template.json" in beside:
                return [f"{prefix}template.json"]
            return beside if len(beside) == 1 else []
        return []
