import re
from collections.abc import Iterator

from mvnetgen.azure.host_names import HostFault, HostProblem, host_problem
from mvnetgen.model.fix import Fix
from mvnetgen.model.workspace import Workspace
from mvnetgen.rules.fqdn.host_kind import HostKind, JudgedHost, judged_hosts
from mvnetgen.rules.message import say
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.1.0", alone=True)
def invalid_fqdn(workspace: Workspace) -> Iterator[Problem]:
    """
    A destination that is no host name.

    ## Why

    An FQDN rule takes host names: no scheme, no path, no IP address, a `*` only as the whole first label. Nobody checks them
    before Azure does. Paths would need a Premium firewall, which managed networks do not have.

    A block scalar (`|`, `>`) and a heredoc end with a line end, which is sent as a part of the last host.

    A last dot and a `*` with letters behind it (`*contoso.com`, which Azure Firewall itself takes, and which also covers
    `evilcontoso.com`) are warnings: what Azure says to them here is not known.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#limitations

    ## Fix

    Write the host alone; several hosts in one rule are separated by commas.

    ```yaml
    - name: pypi
      type: fqdn
      destination: pypi.org, *.pythonhosted.org
    ```

    ```hcl
    pypi = { type = "FQDN", category = "UserDefined", destination = "pypi.org, *.pythonhosted.org" }
    ```

    ```bicep
    pypi: { type: 'FQDN', category: 'UserDefined', destination: 'pypi.org, *.pythonhosted.org' }
    ```
    """
    for each in judged_hosts(workspace):
        if each.kind is not HostKind.INVALID or each.problem is None:
            continue
        if each.problem.fault is HostFault.EMPTY:
            alone = isinstance(each.rule.destination, str) and not each.rule.destination.strip()
            message = f"{each.label} {'names no host' if alone else 'names an empty host between its commas'}"
            yield Problem(
                each.route,
                message,
                "write a host" if alone else "remove the comma that is too many",
                fix=None if alone else each.taken_out(),
            )
            continue
        message = f"{each.shown} of {each.label} {each.problem.why}"
        perhaps = _perhaps_taken(each.host, each.problem)
        if perhaps:
            message += "; Azure may refuse it"
        yield Problem(
            each.route, message, _help(each.problem), severity=Severity.WARNING if perhaps else None, fix=_fix(each)
        )


def _perhaps_taken(host: str, problem: HostProblem) -> bool:
    """Whether the text means something to DNS or to Azure Firewall: ``pypi.org.``, ``*contoso.com``."""
    if problem.fault is HostFault.WILDCARD:
        return re.fullmatch(r"\*[^.*][^*]*", host) is not None
    return problem.fault is HostFault.DOT and host.endswith(".") and ".." not in host


_PLAIN_SCHEME = re.compile(r"(?:https?:)?//[^/:?@]+(?::(?:80|443))?(?:[/?].*)?", re.IGNORECASE)


def _fix(each: JudgedHost) -> Fix | None:
    """The host that was meant; what another scheme or port meant is a guess."""
    if each.problem is None or not each.problem.meant or host_problem(each.problem.meant):
        return None
    match each.problem.fault:
        case HostFault.LINE_END | HostFault.DOT:
            safe = True
        case HostFault.SCHEME:
            safe = _PLAIN_SCHEME.fullmatch(each.host) is not None
        case HostFault.PATH:
            safe = ":" not in each.host
        case _:
            safe = False
    return each.written_as(each.problem.meant, safe=safe)


def _help(problem: HostProblem) -> str:
    match problem:
        case HostProblem(fault=HostFault.LINE_END):
            return "write the hosts on one line; in YAML `>-` and `|-` leave the last line end out"
        case HostProblem(meant=str(meant)) if meant:
            return f"write `{meant}`"
        case HostProblem(fault=HostFault.ADDRESS):
            return say("use a service tag rule with `address_prefixes`")
        case HostProblem(fault=HostFault.SPACE):
            return "separate hosts with commas"
        case HostProblem(fault=HostFault.WILDCARD):
            return "write `*.` and a domain, or name the hosts"
        case HostProblem(fault=HostFault.SHORT):
            return "write the full name, such as `pypi.org`"
    return "write a host name, such as `pypi.org`"
