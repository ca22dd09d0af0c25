from collections.abc import Iterator

from mvnetgen.model.estate import Declaration, Estate, Form, Neighbour, Owner
from mvnetgen.model.neighbours import ROLE_ASSIGNMENT
from mvnetgen.rules.approval import covers
from mvnetgen.rules.endpoints import Endpoint, dependency, endpoints
from mvnetgen.rules.matching import Match
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import without_keys
from mvnetgen.text.source import Route


@rule(Severity.WARNING, since="0.1.0")
def role_assignment_not_ordered(estate: Estate) -> Iterator[Problem]:
    """
    A private endpoint rule that does not wait for its approver role.

    ## Why

    The workspace's identity must be allowed to approve the private endpoint before the rule is written. When Terraform
    is free to write the rule first, the first apply fails with "don't have required permissions to read and approve
    private endpoint connections", and the second succeeds. A `retry` on the rule serves too.

    Source: https://github.com/Azure/terraform-provider-azapi/issues/946

    ## Fix

    Let the rule `depends_on` the role assignment. Rules inside a workspace with a system-assigned identity cannot wait
    for a role of that identity: make them resources of their own, or use a user-assigned identity.

    ```hcl
    resource "azapi_resource" "lake" {
      type       = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
      parent_id  = azapi_resource.workspace.id
      name       = "lake"
      locks      = [azapi_resource.workspace.id]
      depends_on = [azurerm_role_assignment.approver]
      body       = { properties = local.lake }
    }
    ```
    """
    inline: dict[Route, list[tuple[Endpoint, Neighbour]]] = {}
    for endpoint in endpoints(estate):
        if dependency(endpoint, estate)[1] is Match.YES:
            continue  # the service gives itself the rights on the workspace's own resources
        roles = _roles_for(endpoint, estate)
        resource = endpoint.resource
        subject = resource or _writer(endpoint.declaration)
        if not roles or any(_block(role) in subject.after for role in roles):
            continue
        role = roles[0]
        late = resource is None and _waits_for(role, without_keys(subject.address))
        if "retry" in subject.options and not late:
            continue  # tried again until the role is known; in vain where the role waits for what is tried
        if resource is None:
            inline.setdefault(endpoint.workspace_route, []).append((endpoint, role))
            continue
        message = f"`{resource.address}` does not wait for `{role.address}`, the role that lets it be approved"
        help_ = _help(resource.address, role.address, resource.form)
        yield Problem(endpoint.route, message, help_, related=((role.route, "the role assignment"),))
    for waiting in inline.values():
        yield _of_workspace(waiting)


def _writer(declaration: Declaration) -> Declaration | Owner:
    """What writes the map of rules: a resource of its own, such as the network of an account, or the workspace."""
    return next((each for each in declaration.owners if each.writes_rules), declaration)


def _of_workspace(waiting: list[tuple[Endpoint, Neighbour]]) -> Problem:
    """The rules that a workspace carries itself are written at once: one thing to say."""
    endpoint, role = waiting[0]
    more = f" and {len(waiting) - 1} more" if len(waiting) > 1 else ""
    label = f"{endpoint.rule.label}{more}"
    writer = _writer(endpoint.declaration)
    if _waits_for(role, without_keys(writer.address)):
        verb = "are" if more else "is"
        message = f"{label} {verb} written with the workspace, before its identity can have `{role.address}`"
        help_ = "make the rule a resource of its own that waits for the role, or use a user-assigned identity"
    else:
        subject = "the workspace" if writer is endpoint.declaration else f"`{writer.address}`"
        message = f"{subject} with {label} does not wait for `{role.address}`, the role that lets it be approved"
        help_ = _help(writer.address, role.address, writer.form)
    others = tuple((each.route, "another rule") for each, _ in waiting[1:])
    return Problem(endpoint.route, message, help_, related=((role.route, "the role assignment"), *others))


def _roles_for(endpoint: Endpoint, estate: Estate) -> list[Neighbour]:
    """The role assignments that certainly let the workspace's identity approve the endpoint."""
    every = estate.neighbours_of(ROLE_ASSIGNMENT)
    return [role for role in every if covers(role, endpoint, estate) is Match.YES]


def _waits_for(role: Neighbour, address: str) -> bool:
    """Whether a role assignment waits for a workspace, be it a resource or the call of a module."""
    return any(each == address or each.startswith(f"{address}.") for each in role.after)


def _block(role: Neighbour) -> str:
    return without_keys(role.address)


def _help(subject: str, role: str, form: Form) -> str:
    """What has to wait, in the words of the innermost module that contains both."""
    waits, awaited = _steps(subject), _steps(role)
    while len(waits) > 1 and len(awaited) > 1 and waits[0] == awaited[0]:
        waits, awaited = waits[1:], awaited[1:]
    if form in {Form.BICEP, Form.ARM}:
        return f"name `{awaited[0]}` in `dependsOn` of `{waits[0]}`"
    return f"add `depends_on = [{awaited[0]}]` to `{waits[0]}`"


def _steps(address: str) -> list[str]:
    """``module.a``, ``module.b``, ``azapi_resource.x`` of an address."""
    words = without_keys(address).split(".")
    calls = []
    while len(words) > 2 and words[0] == "module":
        calls.append(".".join(words[:2]))
        words = words[2:]
    return [*calls, ".".join(words)]
