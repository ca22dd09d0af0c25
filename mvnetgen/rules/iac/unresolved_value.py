from collections.abc import Iterator

from mvnetgen.model.estate import EXHAUSTED, Estate
from mvnetgen.rules.matching import declared
from mvnetgen.rules.message import say, word
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Cause, Unknown
from mvnetgen.text.source import Route

DECIDING = frozenset(
    {
        "isolation_mode",
        "managed_network",
        "outbound_rules",
        "type",
        "destination",
        "service_tag",
        "protocol",
        "port_ranges",
        "address_prefixes",
        "subresource_target",
        "service_resource_id",
        "firewall_sku",
        "public_network_access",
        "parent",
    }
)
"""Last steps of the routes whose values decide a rule."""


@rule(Severity.INFO, since="0.1.0")
def unresolved_value(estate: Estate) -> Iterator[Problem]:
    """
    A value that decides a rule and cannot be known from the files.

    ## Why

    Terraform computes it from something that is not here: a variable without a default, a data source, the answer of a
    provider. Rules that depend on it stay silent, which is not the same as "nothing is wrong".

    ## Fix

    Give the value with `--var`, `--var-file` or a tfvars file that Terraform loads by itself; or judge the plan of a
    configured environment.
    """
    seen: set[Route] = set()
    for route, unknown in deciding(estate):
        if route in seen:
            continue
        seen.add(route)
        if route[0] == EXHAUSTED:
            message = f"this cannot be known: {unknown.reason}; what depends on it was not judged"
            yield Problem(route, message, _help(unknown))
        elif _name(route) == "parent":
            message = f"which workspace is meant is not known: {unknown.reason}; what depends on it was not judged"
            yield Problem(route, message, "judge the module that declares the workspace and calls this one")
        else:
            message = say(
                "{} cannot be known: {}; what depends on it was not judged", word(_name(route)), unknown.reason
            )
            yield Problem(route, message, _help(unknown))


def deciding(estate: Estate) -> list[tuple[Route, Unknown]]:
    """The unknown values that a rule would need, and those that cost too much to know, each once."""
    found = [
        (route, unknown)
        for route, unknown in estate.unknowns
        if decides(route, unknown) and not (route[-1:] == ("service_resource_id",) and declared(unknown, estate))
    ]
    places = {unknown.span for _, unknown in found}
    found += [
        (route, unknown)
        for route, unknown in estate.unknowns
        if route[:1] == (EXHAUSTED,) and unknown.span not in places
    ]
    return found


def decides(route: Route, unknown: Unknown) -> bool:
    """Whether a rule would need the value. An id that Azure assigns is enough as a reference."""
    last = next((step for step in reversed(route) if isinstance(step, str)), "")
    if last not in DECIDING and not (route and isinstance(route[-1], int) and last == "outbound_rules"):
        return False
    return unknown.reference is None or last not in {"service_resource_id", "parent"}


def _help(unknown: Unknown) -> str:
    """What makes the value known."""
    match unknown.kind:
        case Cause.FILE:
            return "mend that file"
        case Cause.UNDECLARED:
            return "declare it, or correct the reference"
        case Cause.VARIABLE:
            return "give the value with `--var` or `--var-file`, or in the call of its module"
    return "write what can be known from the files, or judge the plan instead"


def _name(route: Route) -> str:
    return next((step for step in reversed(route) if isinstance(step, str)), "a value")
