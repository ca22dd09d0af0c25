"""What a file of Terraform's JSON is, and the parts of it that are of use."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from mvnetgen.formats.plan.recorded import Document, Lines, Recorded
from mvnetgen.formats.plan.scan import Scanner
from mvnetgen.formats.plan.shapes import key_of, mapping, mappings, texts
from mvnetgen.formats.plan.state_file import read_state_file
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
            return read_state_file(json.loads(text), shown, wanted, Lines(text))
        return _Shown(text, shown, wanted, before=before).read()
    except json.JSONDecodeError as error:
        line, column = error.lineno, error.colno
        raise InputError(
            f"is no whole JSON: {error.msg[:1].lower()}{error.msg[1:]}", Span.point(shown, line, column)
        ) from error


class _Shown:
    """What ``terraform show -json`` printed."""

    def __init__(self, text: str, shown: str, wanted: Callable[[str], bool], *, before: bool) -> None:
        self.scanner = Scanner(text)
        self.lines = Lines(text)
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
