"""One template with what it deploys: the bodies of its resources, its outputs, and the deployments within it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mvnetgen.languages.arm_json.body import repeated, value_of
from mvnetgen.languages.arm_json.check import check_template
from mvnetgen.languages.arm_json.declare import Declaring, Draft, scope_id
from mvnetgen.languages.arm_json.evaluate import Scope
from mvnetgen.languages.arm_json.functions.context import Context, Site
from mvnetgen.languages.arm_json.functions.lazy import decided
from mvnetgen.languages.arm_json.identifier import parent_of
from mvnetgen.languages.arm_json.json_text import Json
from mvnetgen.languages.arm_json.loops import loop_of
from mvnetgen.languages.arm_json.names import TemplateNames
from mvnetgen.languages.arm_json.reading import Reading, child, entry, items, members, text_at
from mvnetgen.languages.arm_json.types import declared_type
from mvnetgen.languages.arm_json.value import marked
from mvnetgen.languages.arm_json.wait import Known, circles, wait
from mvnetgen.languages.deployment import Condition, Resource
from mvnetgen.languages.deployment import Scope as Target
from mvnetgen.languages.hcl.work import Refused, TooMuchWork
from mvnetgen.languages.symbolic import name_in, symbol_of
from mvnetgen.text.document import Cause, Node, Unknown
from mvnetgen.text.source import Span

if TYPE_CHECKING:
    from mvnetgen.languages.arm_json.deploy import Deploying

_LEFT_OUT = frozenset(
    {"type", "apiversion", "copy", "condition", "dependson", "resources", "comments", "existing", "metadata"}
)
_WORDS = {word.lower(): word for word in ("managedBy", "managedByExtended", "extendedLocation", "eTag")}
LONGEST_NAME = 80
"""Characters of a name that stands in an address; what is longer is no name that somebody wrote."""
SPARE = 1000
"""Steps for what else is said of a resource whose body was too much work."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is around a template: the module it is, and the conditions of the deployments it stands in."""

    module: str = ""
    conditions: tuple[Condition, ...] = ()
    depth: int = 0


class Level:
    """One template, deployed to one place."""

    def __init__(self, deploying: Deploying, reading: Reading, root: Json, scope: Scope, around: Around) -> None:
        self.deploying = deploying
        self.reading = reading
        self.root = root
        self.scope = scope
        self.around = around
        self.drafts: list[Draft] = []
        self.known = Known(())
        self._identified: list[Draft] = []
        self._outputs: dict[str, Node] | None = None
        if not check_template(root, reading, scope.world):
            return
        profiled = child(root, "apiprofile") is not None
        self.drafts = list(Declaring(reading, profiled).all(child(root, "resources"), scope))
        self.known = Known(self.drafts)
        self._name_all()
        if isinstance(scope.names, TemplateNames) and scope.names.root is root:
            scope.names.identify, scope.names.inform = self.identify, self.inform
        for draft in self.drafts:
            if draft.is_deployment:
                deploying.remember(draft, self)

    def _name_all(self) -> None:
        """
        Give each resource an address that no other has.

        In a module that a loop calls, one resource of the file has one name in all turns: what differs is a key.
        """
        many = "[" in self.around.module
        for place, draft in enumerate(self.drafts):
            if draft.loop is not None:
                index = "?" if draft.loop.index is None else str(draft.loop.index)
                name = f"{_plain(draft.loop_name)}[{index}]"
            elif draft.symbol:
                name = _plain(draft.symbol)
            else:
                kind = "" if draft.is_deployment else f"{draft.identity.type.rpartition('/')[2] or 'resource'}:"
                own = name_in(symbol_of(draft.name) or "?")
                name = _plain(f"{kind}{place if many or len(own) > LONGEST_NAME else own}")
            word = "module." if draft.is_deployment else ""
            draft.address = self.deploying.unique(f"{self.around.module}{word}{name}")

    def identify(self, name: str) -> Node | None:
        """The id of the resource that a symbolic name or a name means; it is waited for."""
        found = self.known.named(name)
        if not found:
            return None
        self._identified += found[:1]
        return found[0].identity.id

    def inform(self, name: str, context: Context) -> Node | None:
        """What ``resourceInfo`` says."""
        found = self.known.named(name)
        if not found:
            return None
        draft = found[0]
        return Node(
            {
                "id": draft.identity.id,
                "name": draft.name,
                "type": draft.kind,
                "apiVersion": self._version(draft, draft.name.span),
            },
            context.span,
        )

    def run(self) -> None:
        """Hand over everything that the template deploys."""
        loops = {turn.name for draft in self.drafts for turn in draft.scope.turns[-1:]} | self._loop_names()
        for draft in self.drafts:
            if draft.off:
                continue
            self._wait(draft, loops)
            if draft.is_deployment:
                self.deploying.nested(draft, self)
            else:
                self._hand_over(draft)
        self._refuse_doubles()
        for draft in circles([each for each in self.drafts if not each.off]):
            self.scope.world.mistake("resources wait for each other in a circle", self._header(draft))

    def _loop_names(self) -> set[str]:
        """The names of all loops, also of those over nothing."""
        found: set[str] = set()
        resources = child(self.root, "resources")
        for resource in [*items(resources), *(item for _, item in members(resources))]:
            if name := text_at(child(resource, "copy"), "name"):
                found.add(name.lower())
            if child(resource, "copy") is not None and (written := text_at(resource, "name")):
                found.add(written.lower())
        return found | {str(key.value).lower() for key, _ in members(resources)}

    def _wait(self, draft: Draft, loops: set[str]) -> None:
        written = child(draft.json, "dependson")
        values = [value_of(each, self.reading, draft.scope) for each in items(written)]
        wait(draft, values, self.known, loops, self.scope.world)

    def _hand_over(self, draft: Draft) -> None:
        before = len(self._identified)
        try:
            body = self._body(draft)
        except TooMuchWork as limit:
            self.scope.world.mistake(limit.message, self._header(draft))
            body = Node(Unknown(limit.message, self._header(draft), kind=Cause.BUDGET), self._header(draft))
        self.scope.world.work.steps = max(self.scope.world.work.steps, SPARE)
        for other in self._identified[before:]:
            if other is not draft and not other.off and not other.existing and other.address not in draft.waits:
                draft.waits.append(other.address)
        above = parent_of(draft.identity)
        self.deploying.resources.append(
            Resource(
                address=draft.address,
                type=draft.identity.type,
                version=self._version(draft, draft.name.span),
                names=draft.identity.names,
                id=draft.identity.id,
                scope=target_of(draft.site, draft.name.span),
                body=body,
                span=self.reading.span(draft.json),
                header=self._header(draft),
                module=self.around.module,
                existing=draft.existing,
                parent=above,
                extends=draft.identity.extends,
                conditions=(*self.around.conditions, *draft.conditions),
                loop=draft.loop,
                depends_on=tuple(draft.waits),
            )
        )

    def _header(self, draft: Draft) -> Span:
        written = child(draft.json, "type")
        return self.reading.span(written if written is not None else draft.json)

    def _version(self, draft: Draft, span: Span) -> Node:
        written = child(draft.json, "apiversion")
        if written is None:
            kind = child(draft.json, "type")
            _, mark, version = str(kind.value if kind else "").partition("@")
            return (
                Node(version, span)
                if mark
                else Node(Unknown("a profile says which api-version it has", span, kind=Cause.ELSEWHERE), span)
            )
        return value_of(written, self.reading, draft.scope)

    def _body(self, draft: Draft) -> Node:
        """Everything that is written in a resource, under the usual spelling of its keys."""
        found: dict[str, Node] = {}
        for key, item in members(draft.json):
            name = str(key.value)
            lowered = name.lower()
            if lowered in _LEFT_OUT:
                continue
            if lowered == "name":
                node = draft.name
            else:
                node = value_of(item, self.reading, draft.scope, loops=lowered == "properties")
            spelled = _WORDS.get(lowered, lowered)
            found[spelled] = Node(node.value, node.span, self.reading.span(key), node.origin, node.sensitive)
        return Node(found, self.reading.span(draft.json))

    def _refuse_doubles(self) -> None:
        seen: dict[str, Draft] = {}
        for draft in self.drafts:
            symbol = symbol_of(draft.identity.id)
            if draft.off or draft.existing or symbol is None or any(each.because for each in draft.conditions):
                continue
            if draft.loop is not None and draft.loop.index is None:
                continue
            if symbol.lower() in seen:
                self.scope.world.mistake("the template has this resource twice", self._header(draft))
            seen.setdefault(symbol.lower(), draft)

    def outputs(self) -> dict[str, Node]:
        """The outputs that exist, evaluated once."""
        if self._outputs is None:
            self._outputs = {}
            for key, item in members(child(self.root, "outputs")):
                node = self._output(item)
                if node is not None:
                    declared = declared_type(item, child(self.root, "definitions"))
                    if declared.secure:
                        self.scope.world.secrets = True
                        node = marked(node)
                    place = self.reading.span(key)
                    self._outputs[str(key.value)] = Node(node.value, node.span, place, node.origin, node.sensitive)
        return self._outputs

    def _output(self, item: Json) -> Node | None:
        written = child(item, "condition")
        if written is not None:
            node = value_of(written, self.reading, self.scope)
            try:
                answer = decided(node, Context("condition", node.span, self.scope.world, self.scope.site))
            except Refused as refusal:
                answer = Unknown(refusal.message, node.span, kind=Cause.WRONG)
            if answer is False:
                return None
            if isinstance(answer, Unknown):
                return Node(answer, self.reading.span(item))
        copy, value = child(item, "copy"), child(item, "value")
        if copy is not None:
            count, given = child(copy, "count"), child(copy, "input")
            if count is None or given is None:
                return Node(Unknown("the loop has no count or no input", kind=Cause.WRONG), self.reading.span(item))
            loop = loop_of(copy, value_of(count, self.reading, self.scope), self.reading, self.scope)
            return repeated(loop, given, self.reading, self.scope, named=False)
        return None if value is None else value_of(value, self.reading, self.scope)

    def contents(self, context: Context) -> Node:
        """What is known of the deployment of this template: its outputs."""
        outputs = {name: Node({"value": node}, context.span, node.key) for name, node in self.outputs().items()}
        return Node({"properties": Node({"outputs": Node(outputs, context.span)}, context.span)}, context.span)

    def target(self, draft: Draft) -> Node | None:
        """Where a deployment within this one says it goes."""
        written = entry(draft.json, "scope")
        return scope_id(value_of(written[1], self.reading, draft.scope), draft.scope) if written else None


def target_of(site: Site, span: Span) -> Target:
    """Where something is deployed, for the hand-over."""
    level = site.level
    return Target(
        level,
        Node(site.management_group, span) if level == "managementGroup" else None,
        Node(site.subscription, span) if level in {"resourceGroup", "subscription"} else None,
        Node(site.group, span) if level == "resourceGroup" else None,
    )


def _plain(name: str) -> str:
    """A name as a part of an address: without what separates its parts."""
    return re.sub(r"[.\[\]\s]", "_", name)[:120]
