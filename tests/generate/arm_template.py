"""
An ARM template with its parameters, evaluated to the resources that are deployed: as much of its language as azure-ai-ml uses.

Anything else raises `ValueError`.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

_TOKEN = re.compile(r"\s*('(?:[^']|'')*'|[A-Za-z_]\w*|-?\d+|[().,])")


def deployed_resources(template: dict, parameters: dict[str, Any], known: dict[str, str]) -> Iterator[dict]:
    """
    The resources whose condition holds, without what is only for the engine.

    A parameter that is None has its default. `known` says what only Azure can: ``subscription().tenantId``,
    ``subscription().subscriptionId`` and ``resourceGroup().name``.
    """
    engine = _Engine(template, parameters, known)
    for resource in template["resources"]:
        if engine.value(resource.get("condition", True)):
            yield {key: engine.value(each) for key, each in resource.items() if key not in _FOR_THE_ENGINE}


_FOR_THE_ENGINE = {"condition", "dependsOn", "resources"}


class _Engine:
    """Parameters and variables by name, evaluated when somebody asks."""

    def __init__(self, template: dict, parameters: dict[str, Any], known: dict[str, str]) -> None:
        self.template = template
        self.parameters = parameters
        self.known = known

    def value(self, written: Any) -> Any:
        """A value of the template: texts in brackets are expressions; null is absent, as for ARM."""
        match written:
            case dict():
                values = {key: self.value(each) for key, each in written.items()}
                return {key: each for key, each in values.items() if each is not None}
            case list():
                return [self.value(each) for each in written]
            case str() if written.startswith("[") and not written.startswith("[["):
                return _Expression(written[1:-1], self).whole()
        return written

    def parameter(self, name: str) -> Any:
        """A parameter as it was given, or its default."""
        given = self.parameters.get(name)
        return self.value(self.template["parameters"][name].get("defaultValue")) if given is None else given

    def call(self, name: str, arguments: list[Any]) -> Any:
        """A function of the template language that is no look-up by name."""
        function = _FUNCTIONS.get(name)
        if function is None:
            raise ValueError(name)
        return function(*arguments)

    def resource_id(self, *arguments: str) -> str:
        """``resourceId([subscription], [group], type, name…)``."""
        at = next(index for index, each in enumerate(arguments) if "/" in each)
        before, kind, names = arguments[:at], arguments[at], arguments[at + 1 :]
        group = before[-1] if before else self.known["resourceGroup().name"]
        subscription = before[0] if len(before) > 1 else self.known["subscription().subscriptionId"]
        provider, *types = kind.split("/")
        path = "/".join(f"{each}/{name}" for each, name in zip(types, names, strict=True))
        return f"/subscriptions/{subscription}/resourceGroups/{group}/providers/{provider}/{path}"


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "and": lambda *each: all(each),
    "or": lambda *each: any(each),
    "not": lambda each: not each,
    "equals": lambda left, right: left == right,
    "empty": lambda each: not each,
    "concat": lambda *each: "".join(each),
    "toLower": str.lower,
    "json": lambda text: {"null": None}[text],
}


class _Expression:
    """One expression, read from left to right."""

    def __init__(self, text: str, engine: _Engine) -> None:
        self.tokens = _TOKEN.findall(text)
        assert "".join(self.tokens) == re.sub(r"\s+(?=(?:[^']*'[^']*')*[^']*$)", "", text), text
        self.engine = engine

    def whole(self) -> Any:
        """The value of all of it."""
        value = self._next()
        assert not self.tokens
        return value

    def _next(self) -> Any:
        token = self.tokens.pop(0)
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if token.lstrip("-").isdigit():
            return int(token)
        return self._call(token)

    def _call(self, name: str) -> Any:
        assert self.tokens.pop(0) == "("
        arguments: list[Any] = []
        while self.tokens[0] != ")":
            arguments.append(self._next())
            if self.tokens[0] == ",":
                self.tokens.pop(0)
        self.tokens.pop(0)
        if self.tokens[:1] == ["."]:
            del self.tokens[0]
            return self.engine.known[f"{name}().{self.tokens.pop(0)}"]
        match name:
            case "parameters":
                return self.engine.parameter(*arguments)
            case "variables":
                return self.engine.value(self.engine.template["variables"][arguments[0]])
            case "resourceId":
                return self.engine.resource_id(*arguments)
            case "if":
                return arguments[1] if arguments[0] else arguments[2]
        return self.engine.call(name, arguments)
