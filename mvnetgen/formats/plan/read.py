"""A plan or state as an estate: what will be there after the apply, or what is there now."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from mvnetgen.azure.private_link import arm_type_of_terraform
from mvnetgen.formats import azapi, azurerm
from mvnetgen.formats.assembly import Assembly
from mvnetgen.formats.neighbours import azurerm_types
from mvnetgen.formats.plan.document import read_document
from mvnetgen.formats.plan.meaning import Meaning
from mvnetgen.formats.plan.recorded import Document, Recorded
from mvnetgen.formats.plan.references import Configuration, Site, where_of
from mvnetgen.formats.plan.shapes import mapping
from mvnetgen.formats.plan.sources import Beside, Folder, ignored_changes, places, written_in
from mvnetgen.formats.plan.status import with_status
from mvnetgen.formats.plan.values import Steps, Values, body_of_text
from mvnetgen.formats.resource import Hidden, Meant, Resource, Writes
from mvnetgen.formats.setting_source import at
from mvnetgen.formats.survey import Survey
from mvnetgen.formats.terraform.identity import GROUP, group_name, with_id
from mvnetgen.languages.hcl.dependencies import Dependencies
from mvnetgen.languages.hcl.syntax import Block
from mvnetgen.model.estate import Estate, Form, History
from mvnetgen.text.document import Cause, Node, Reference, Unknown, without_keys
from mvnetgen.text.source import Source, Span

_FORMS = {azurerm.AI_FOUNDRY: Form.AI_FOUNDRY, azurerm.PROJECT: Form.AI_FOUNDRY}
_KEPT = ("type", "schema_validation_enabled", "retry", "locks")
_COMPUTED = frozenset({"id", "output", "timeouts", "unique_id"})
"""What providers add to the arguments of every resource."""


@dataclass(frozen=True)
class PlanReading:
    """What a plan or state says, and the files beside it that findings point into."""

    estate: Estate
    sources: Mapping[str, Source] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    """What a reader has to know beside the findings."""
    before: Estate | None = None
    """What was there, when it was asked for."""


def read_plan(data: bytes, shown: str, files_in: Folder = lambda _: (), *, before: bool = False) -> PlanReading:
    """
    The estate of a plan or state.

    `shown` is the name of the file in messages, whose folder is where the code is looked for; `files_in` gives the
    Terraform files of a folder. Raises `InputError` for what cannot be read.
    """
    document = read_document(data, shown, _wanted, before=before)
    folder = posixpath.dirname(shown) or "."
    beside = Beside(folder, files_in, document.configuration)
    estate = _Reader(document, document.resources, shown, beside).estate()
    former = _Reader(document, document.before, shown, beside).estate() if before else None
    return PlanReading(estate, beside.sources, tuple(document.notes), former)


def _wanted(kind: str) -> bool:
    return (
        kind in azapi.TYPES
        or kind.startswith(("azurerm_machine_learning_", "azurerm_ai_foundry", "azurerm_role_"))
        or kind in azurerm_types()
        or kind in {GROUP, "azurerm_subscription"}
        or arm_type_of_terraform(kind) is not None
    )


class _Reader:
    """The resources of one side of a plan."""

    def __init__(self, document: Document, recorded: Iterable[Recorded], shown: str, beside: Beside) -> None:
        self.document = document
        self.recorded = list(recorded)
        self.shown = shown
        self.beside = beside
        addresses = frozenset(each.address for each in self.recorded)
        self.configuration = Configuration(document.configuration, addresses, beside.locals)
        self.order = self.configuration.order() if document.configuration else self._order_of_state()
        self.meaning = Meaning(self.configuration, self.recorded)
        self.secrets: set[str] = set()

    def estate(self) -> Estate:
        """What is declared."""
        survey = Survey()
        declared: list[Resource] = []
        for each in self.recorded:
            if each.type.startswith("data."):
                self._look_up(each, survey)
                continue
            resource = self._resource(each, survey)
            if resource is not None:
                declared.append(resource)
                name = group_name(resource)
                if name is not None:
                    survey.groups[resource.address] = name
        for resource in declared:
            if resource.type != GROUP:
                survey.add(resource if resource.id is not None else with_id(resource, survey.groups))
        survey.broken = self.document.partial
        estate = with_status(Assembly(survey).estate(), self.recorded)
        estate = replace(estate, history=History(tuple(self.document.moves), tuple(self.document.forgotten)))
        estate.spans.secrets |= self.secrets
        return estate

    def _order_of_state(self) -> Dependencies:
        graph = Dependencies()
        for each in self.recorded:
            graph.add(without_keys(each.address), map(without_keys, each.depends_on))
        return graph

    def _look_up(self, each: Recorded, survey: Survey) -> None:
        """What a data source stands for: a role, a group, the subscription."""
        name = each.values.get("name")
        match each.type:
            case "data.azurerm_role_definition":
                name = name or each.values.get("role_definition_id")
                if isinstance(name, str):
                    survey.role_names[each.address] = Node(name, self._place(each))
            case "data.azurerm_resource_group" if isinstance(name, str):
                survey.groups[each.address] = Node(name, self._place(each))
            case "data.azurerm_subscription":
                survey.subscriptions.add(each.address)

    def _place(self, each: Recorded) -> Span:
        return Span.point(self.shown, *each.place)

    def _resource(self, each: Recorded, survey: Survey) -> Resource | None:
        where = where_of(each.module)
        kind = each.type
        block = self.beside.block(where, kind, each.name)
        header = block.header if block else self._place(each)
        site = self.configuration.site(where, f"{kind}.{each.name}", each.key)
        expressions = mapping(self.configuration.resource(where, f"{kind}.{each.name}").get("expressions"))

        def refers_to(steps: Steps) -> Reference | None:
            return self.meaning.reference(steps, expressions, site, str(each.values.get("type")))

        values = Values(each.address, places(block, header), refers_to, self.secrets)
        arguments = self._arguments(each, values, header, written_in(block))
        if kind in azapi.TYPES:
            resource = self._azapi(each, arguments, header, expressions, site)
        else:
            resource = self._azurerm(each, arguments, header, expressions, site)
        if resource is None:
            after = self.order.after(without_keys(each.address))
            survey.hidden.append(Hidden(each.address, header, lambda: after))
            return None
        return replace(resource, options=self._options(arguments, block) | self._provider_options(header))

    def _provider_options(self, header: Span) -> dict[str, Node]:
        """What the provider block says that matters to a resource; a state does not tell it."""
        unsaid = Unknown("a state does not say how its provider was configured", kind=Cause.ELSEWHERE)
        value: object = None if self.document.configuration else unsaid
        for each in mapping(self.document.configuration.get("provider_config")).values():
            if mapping(each).get("name") == "azapi":
                option = mapping(mapping(mapping(each).get("expressions")).get("ignore_no_op_changes"))
                value = option.get("constant_value", unsaid if option else None)
        if isinstance(value, bool | Unknown) and value is not True:
            return {"provider.ignore_no_op_changes": Node(value, header)}
        return {}

    def _arguments(self, each: Recorded, values: Values, header: Span, in_code: frozenset[str] | None) -> Node:
        """The arguments that somebody wrote, as far as that can be told: `in_code` are those of the block, if it is here."""
        unknown = each.unknown if isinstance(each.unknown, dict) else {}
        written = dict(each.values)
        body = written.get("body")
        if each.type in azapi.TYPES and isinstance(body, str):
            written["body"] = body_of_text(body)
        names = [*written, *(name for name in unknown if name not in written)]
        known = in_code or _ARGUMENTS.get(each.type)
        found: dict[str, Node] = {}
        for name in names:
            if (name in _COMPUTED and name != "timeouts") or (known is not None and name not in known):
                continue
            marks = each.sensitive.get(name) if isinstance(each.sensitive, dict) else each.sensitive
            if name in written or unknown.get(name):
                found[name] = values.node(written.get(name), unknown.get(name), marks, (name,))
        return Node(found, header)

    def _options(self, arguments: Node, block: Block | None) -> dict[str, Node]:
        found = {name: node for name in _KEPT if (node := arguments.get(name)) is not None and node.value is not None}
        create = at(arguments, "timeouts", 0, "create")
        if create is not None and create.value is not None:
            found["timeouts.create"] = create
        ignored = ignored_changes(block)
        if ignored is not None:
            found["ignore_changes"] = ignored
        return found

    def _azapi(
        self, each: Recorded, arguments: Node, header: Span, expressions: Mapping[str, Any], site: Site
    ) -> Resource | None:
        kind = azapi.arm_type(arguments)
        if not kind.name:
            return None
        method = arguments.get("method")
        writes = Writes.WHOLE
        if each.type == azapi.ACTION:
            patch = method is not None and isinstance(method.value, str) and method.value.upper() == "PATCH"
            writes = Writes.PART if patch else Writes.CALL
        elif each.type == azapi.UPDATE:
            writes = Writes.PART
        if kind.name in azapi.OUTBOUND_RULES:
            meant = self.meaning.meant(arguments, expressions, site, "parent_id", "resource_id")
        else:
            meant = self.meaning.meant(arguments, expressions, site, "resource_id", "parent_id")
            name = arguments.get("name")
            given = arguments.get("resource_id")
            by_name = writes is not Writes.WHOLE and name is not None and name.value is not None
            if kind.name == azapi.WORKSPACES and by_name and (given is None or given.value is None):
                meant = replace(self.meaning.meant(arguments, expressions, site, "name"), by_name=True)
        action = arguments.get("action")
        return Resource(
            each.address,
            Form.AZAPI,
            kind.name,
            arguments,
            header,
            meant,
            self._id(each, header),
            kind.version,
            writes,
            each.type,
            action.value.lower() if action is not None and isinstance(action.value, str) else "",
            after=self.order.after(without_keys(each.address)),
            locks=arguments.get("locks"),
            requirement=self._requirement("azapi"),
        )

    def _azurerm(
        self, each: Recorded, arguments: Node, header: Span, expressions: Mapping[str, Any], site: Site
    ) -> Resource:
        belongs = each.type in azurerm.RULES
        return Resource(
            each.address,
            _FORMS.get(each.type, Form.AZURERM),
            each.type,
            arguments,
            header,
            self.meaning.meant(arguments, expressions, site, "workspace_id") if belongs else Meant(),
            self._id(each, header),
            after=self.order.after(without_keys(each.address)),
            requirement=self._requirement("azurerm"),
        )

    def _requirement(self, provider: str) -> Node | None:
        constraint = self.configuration.requirement(provider)
        return Node(constraint, Span.point(self.shown)) if constraint else None

    @staticmethod
    def _id(each: Recorded, header: Span) -> Node | None:
        own = each.values.get("id")
        return Node(own, header) if isinstance(own, str) and own.startswith("/") else None


def _arguments_of(rule: str) -> frozenset[str]:
    """The arguments of an outbound rule of azurerm; whatever else a provider records nobody wrote."""
    return frozenset(each.key for each in azurerm.RULE_TABLES[rule].fields)


_ARGUMENTS = {rule: _arguments_of(rule) for rule in azurerm.RULES}
