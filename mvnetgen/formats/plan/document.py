"""What a file of Terraform's JSON is, and the parts of it that are of use."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from mvnetgen.formats.plan.scan import Scanner
from mvnetgen.formats.plan.shapes import key_of, listing, mapping, mappings, texts
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Span

_LOOKS_LIKE_A_WORKSPACE = (b"achine", b"ACHINE", b"ai_foundry")
"""One of these stands in whatever means a workspace; searched first, for it takes a tenth of the time."""
_WORKSPACE = re.compile(rb"machine_?learning|ai_foundry", re.IGNORECASE)
_FORMAT = re.compile(rb'"format_version"\s*:\s*"')
_PARTS = re.compile(rb'"(?:resource_changes|planned_values|prior_state|configuration|values|resource_drift)"\s*:')
_RAW_STATE = re.compile(rb'"(?:lineage|serial)"\s*:')
_EVENTS = re.compile(rb'\s*\{[^\n]*"@(?:level|message|module)"\s*:')


class Kind(StrEnum):
    """What Terraform prints as JSON."""

    PLAN = "plan"
    """``terraform show -json`` of a plan, and of a state."""
    STATE = "state"
    """The state file of version 4."""
    EVENTS = "events"
    """The log of ``terraform plan -json``: an object on each line."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One instance of a resource or data source, as a plan or state records it."""

    address: str
    """With the module and keys."""
    module: str
    """The address of its module, with keys; empty for the root."""
    type: str
    name: str
    key: str | int | None
    values: Mapping[str, Any]
    unknown: Any = None
    """True for what is not known, at any depth."""
    sensitive: Any = None
    """True for what must not be shown, at any depth."""
    depends_on: tuple[str, ...] = ()
    """Of a state: what it waits for, without keys."""
    place: tuple[int, int] = (1, 1)
    """The line and column where it stands."""
    certain: bool = True


@dataclass
class Document:
    """The parts of a plan or state that are of use."""

    resources: list[Recorded] = field(default_factory=list)
    """As they will be, or as the state has them."""
    before: list[Recorded] = field(default_factory=list)
    """As they were; of a state, none."""
    moves: list[tuple[str, str]] = field(default_factory=list)
    """Former addresses of resources, each with the address that it has now."""
    forgotten: list[str] = field(default_factory=list)
    """Addresses of what is taken out of the state and not destroyed."""
    configuration: Mapping[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    """What a reader has to know: that the plan is not whole, that nothing will change."""
    partial: bool = False
    """Whether resources may be missing, so that nothing can be told from an absence."""
    planned: bool = True
    """Whether it is what Terraform is going to do, and not what a state has."""


def kind_of(data: bytes) -> Kind | None:
    """What the bytes are by their content; None when Terraform did not print them."""
    head = data[:4096].replace(b"\0", b"") if _is_utf16(data) else data[:4096]
    if not head.lstrip(codecs.BOM_UTF8 + codecs.BOM_UTF16_LE + codecs.BOM_UTF16_BE + b" \t\r\n").startswith(b"{"):
        return None
    if _EVENTS.match(head.removeprefix(codecs.BOM_UTF8)):
        return Kind.EVENTS
    text = data.replace(b"\0", b"") if _is_utf16(data) else data
    if _FORMAT.search(text) and (_PARTS.search(text) or b'"terraform_version"' in text):
        return Kind.PLAN
    if _RAW_STATE.search(text) and b'"terraform_version"' in text and b'"version"' in text:
        return Kind.STATE
    return None


def mentions_workspaces(data: bytes) -> bool:
    """Whether the bytes may hold anything about a workspace: what has none is not parsed."""
    text = data.replace(b"\0", b"") if _is_utf16(data) else data
    first = min((at for mark in _LOOKS_LIKE_A_WORKSPACE if (at := text.find(mark)) >= 0), default=-1)
    return first >= 0 and _WORKSPACE.search(text, max(first - 1, 0)) is not None


def text_of(data: bytes, shown: str) -> str:
    """The text, in UTF-8 or in the UTF-16 that PowerShell writes. Raises `InputError`."""
    try:
        if _is_utf16(data):
            return data.decode("utf-16")
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError("is neither UTF-8 nor UTF-16 text", Span.point(shown)) from error


def _is_utf16(data: bytes) -> bool:
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def read_document(data: bytes, shown: str, wanted: Callable[[str], bool], *, before: bool = False) -> Document:
    """
    A plan or state. `wanted` says which types of resources are of use, `before` asks also for what they were.

    Raises `InputError` for what is cut off, of a format that nobody knows, or the log of events.
    """
    kind = kind_of(data)
    if kind is Kind.EVENTS:
        message = (
            "is the log of `terraform plan -json`, not a plan; write one with `terraform plan -out=tfplan` and "
            "`terraform show -json tfplan`"
        )
        raise InputError(message, Span.point(shown))
    text = text_of(data, shown)
    del data
    try:
        if kind is Kind.STATE:
            return _state_file(json.loads(text), shown, wanted, _Lines(text))
        return _Shown(text, shown, wanted, before=before).read()
    except json.JSONDecodeError as error:
        line, column = error.lineno, error.colno
        raise InputError(
            f"is no whole JSON: {error.msg[:1].lower()}{error.msg[1:]}", Span.point(shown, line, column)
        ) from error


class _Lines:
    """Lines and columns of a text, asked for from the beginning to its end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.line, self.start, self.at = 1, 0, 0

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset."""
        if offset < self.at:
            self.line, self.start, self.at = 1, 0, 0
        more = self.text.count("\n", self.at, offset)
        if more:
            self.line += more
            self.start = self.text.rfind("\n", self.at, offset) + 1
        self.at = offset
        return self.line, offset - self.start + 1

    def of(self, text: str) -> tuple[int, int]:
        """Where a text stands as a value, as nobody knows where what holds it begins."""
        found = self.text.find(json.dumps(text))
        return self.position(max(found, 0))


class _Shown:
    """What ``terraform show -json`` printed."""

    def __init__(self, text: str, shown: str, wanted: Callable[[str], bool], *, before: bool) -> None:
        self.scanner = Scanner(text)
        self.lines = _Lines(text)
        self.shown = shown
        self.wanted = wanted
        self.before = before
        self.document = Document()
        self.changes = False
        self.drifted = 0
        self.deferred = 0

    def read(self) -> Document:
        document, scanner = self.document, self.scanner
        prior: list[Recorded] = []
        values: list[Recorded] | None = None
        flags: dict[str, Any] = {}
        for key in scanner.members():
            match key:
                case "resource_changes":
                    self.changes = True
                    for change, offset in scanner.elements():
                        self._change(change, self.lines.position(offset))
                case "resource_drift":
                    self.drifted = sum(1 for _ in scanner.elements())
                case "deferred_changes":
                    self.deferred = sum(1 for _ in scanner.elements())
                case "configuration":
                    document.configuration = mapping(scanner.value())
                case "prior_state":
                    prior = list(self._module(mapping(scanner.value()).get("values")))
                case "values":
                    values = list(self._module(scanner.value()))
                case "format_version":
                    self._check(scanner.value())
                case "errored" | "complete" | "applyable":
                    flags[key] = scanner.value()
                case _:
                    scanner.value()
        scanner.end()
        if values is not None and not self.changes:
            document.resources, document.planned = values, False
        elif not self.changes and prior:
            document.resources, document.planned = prior, False
            document.notes.append("the plan changes nothing; what was judged is the state that it starts from")
        self._note(flags)
        return document

    def _check(self, version: object) -> None:
        major = str(version).partition(".")[0]
        if major not in {"0", "1"}:
            message = f"is of format {version}; formats 0.1 to 1.x can be read"
            raise InputError(message, Span.point(self.shown))

    def _note(self, flags: Mapping[str, Any]) -> None:
        document = self.document
        if flags.get("errored"):
            document.notes.append("the plan is incomplete: Terraform stopped with an error while it made it (errored)")
        elif flags.get("complete") is False:
            document.notes.append("the plan is incomplete: a further plan and apply has to follow it")
        if self.deferred:
            deferred = _counted(self.deferred, "change is", "changes are")
            document.notes.append(f"{deferred} deferred to a later plan, and not judged")
        if self.drifted:
            drifted = _counted(self.drifted, "resource was", "resources were")
            document.notes.append(f"{drifted} changed outside of Terraform since the last apply (drift)")
        document.partial = bool(flags.get("errored") or flags.get("complete") is False or self.deferred)

    def _change(self, change: Any, place: tuple[int, int]) -> None:
        if not isinstance(change, dict) or not self.wanted(str(change.get("type"))) or change.get("deposed"):
            return
        what = mapping(change.get("change"))
        after, before = what.get("after"), what.get("before")
        data = change.get("mode") == "data"
        address = str(change.get("address"))
        if isinstance(change.get("previous_address"), str):
            self.document.moves.append((change["previous_address"], address))
        if "forget" in texts(what.get("actions")):
            self.document.forgotten.append(address)
        if isinstance(after, dict) and texts(what.get("actions"))[-1:] != ["delete"]:
            self.document.resources.append(
                _recorded(change, after, what.get("after_unknown"), what.get("after_sensitive"), place, data=data)
            )
        if self.before and isinstance(before, dict) and not data:
            self.document.before.append(_recorded(change, before, None, what.get("before_sensitive"), place))

    def _module(self, values: Any) -> Iterator[Recorded]:
        """The resources of a module of a state and of those that it calls."""
        waiting = [mapping(mapping(values).get("root_module"))]
        while waiting:
            module = waiting.pop()
            for each in mappings(module.get("resources")):
                if self.wanted(str(each.get("type"))) and isinstance(each.get("values"), dict):
                    owned = {"module_address": module.get("address", ""), **each}
                    data = each.get("mode") == "data"
                    place = self.lines.of(str(each.get("address")))
                    yield _recorded(owned, each["values"], None, each.get("sensitive_values"), place, data=data)
            waiting += mappings(module.get("child_modules"))


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _recorded(
    entry: Mapping[str, Any],
    values: Mapping[str, Any],
    unknown: Any,
    sensitive: Any,
    place: tuple[int, int],
    *,
    data: bool = False,
) -> Recorded:
    address = str(entry.get("address", ""))
    kind = str(entry.get("type", ""))
    return Recorded(
        address,
        str(entry.get("module_address") or ""),
        f"data.{kind}" if data else kind,
        str(entry.get("name", "")),
        key_of(entry.get("index")),
        values,
        unknown,
        sensitive,
        tuple(texts(entry.get("depends_on"))),
        place,
    )


def _state_file(state: Any, shown: str, wanted: Callable[[str], bool], lines: _Lines) -> Document:
    version = state.get("version") if isinstance(state, dict) else None
    if version != 4:
        raise InputError(f"is a state of version {version}; version 4 can be read", Span.point(shown))
    document = Document(planned=False)
    for each in mappings(state.get("resources")):
        kind = str(each.get("type"))
        if not wanted(kind):
            continue
        module = str(each.get("module") or "")
        data = "data." if each.get("mode") == "data" else ""
        base = f"{module}{'.' if module else ''}{data}{kind}.{each.get('name')}"
        for instance in mappings(each.get("instances")):
            values = instance.get("attributes")
            if not isinstance(values, dict) or instance.get("deposed"):
                continue
            key = key_of(instance.get("index_key"))
            suffix = "" if key is None else f"[{json.dumps(key, ensure_ascii=False)}]"
            document.resources.append(
                Recorded(
                    base + suffix,
                    module,
                    data + kind,
                    str(each.get("name")),
                    key,
                    {name: _unwrapped(value) for name, value in values.items()},
                    None,
                    _marks(instance.get("sensitive_attributes")),
                    tuple(texts(instance.get("dependencies"))),
                    lines.of(str(each.get("name"))),
                )
            )
    return document


def _unwrapped(value: Any) -> Any:
    """A value of any type, such as azapi's body, is kept with its type beside it."""
    return value["value"] if isinstance(value, dict) and value.keys() == {"type", "value"} else value


def _marks(paths: Any) -> dict[Any, Any]:
    """Paths to sensitive attributes as the tree of them that plans have."""
    found: dict[Any, Any] = {}
    for path in listing(paths):
        values = [step.get("value") for step in mappings(path)]
        steps = [key_of(value.get("value") if isinstance(value, dict) else value) for value in values]
        if not steps or None in steps:
            continue
        at = found
        for step in steps[:-1]:
            inner = at.setdefault(step, {})
            if inner is True:
                break
            at = inner
        else:
            at[steps[-1]] = True
    return found
