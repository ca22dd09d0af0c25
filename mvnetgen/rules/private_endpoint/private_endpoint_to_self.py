from collections.abc import Iterator

from mvnetgen.model.estate import Declaration, Estate, Form
from mvnetgen.model.fix import Fix, Remove
from mvnetgen.model.workspace import NetworkAcls
from mvnetgen.rules.endpoints import dependency, endpoints
from mvnetgen.rules.matching import Match
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown


@rule(Severity.ERROR, since="0.1.0")
def private_endpoint_to_self(estate: Estate) -> Iterator[Problem]:
    """
    A private endpoint to the workspace that the same document creates.

    ## Why

    The rule needs the workspace, and the workspace does not exist while it is being created, so the creation fails. Only a workspace that
    admits selected IP addresses needs such a rule, and it is added afterwards.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#scenario-enable-access-from-selected-ip-addresses

    ## Fix

    Remove the rule and, for a workspace that admits selected addresses, add it when the workspace exists:

    ```hcl
    resource "azapi_resource" "self" {
      type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2024-10-01"
      name      = "self"
      parent_id = azapi_resource.workspace.id
      locks     = [azapi_resource.workspace.id]
      body = {
        properties = {
          type     = "PrivateEndpoint"
          category = "UserDefined"
          destination = {
            serviceResourceId = azapi_resource.workspace.id
            subresourceTarget = "amlworkspace"
            sparkEnabled      = false
          }
        }
      }
    }
    ```
    """
    for endpoint in endpoints(estate):
        if endpoint.resource is not None:
            continue
        key, sure = dependency(endpoint, estate)
        written = endpoint.rule.service_resource_id
        if key != "workspace" or not (sure is Match.YES or _by_name(written, endpoint.declaration)):
            continue
        label = endpoint.rule.label
        if _selected_addresses(endpoint.declaration):
            message = f"{label} leads to the workspace itself, so it works in an update but not in the creation"
            yield Problem(endpoint.target_route, message, "create the workspace without it", severity=Severity.INFO)
        elif sure is Match.YES:
            message = f"{label} leads to the workspace that this creates; it does not exist yet and the creation fails"
            fix = Fix((Remove(endpoint.route),), safe=False)
            yield Problem(
                endpoint.target_route, message, "remove the rule, or add it when the workspace exists", fix=fix
            )
        else:
            message = f"{label} may lead to the workspace that this creates, which does not exist yet"
            help_ = "remove the rule, or add it when the workspace exists"
            yield Problem(endpoint.target_route, message, help_, severity=Severity.WARNING)


def _by_name(target: object, declaration: Declaration) -> bool:
    """Whether an id that is written out ends in the workspace's name; the group of a YAML file is often an option."""
    name = declaration.workspace.name
    known = isinstance(target, str) and isinstance(name, str) and declaration.form is Form.YAML
    return known and str(target).lower().endswith(f"/{str(name).lower()}")


def _selected_addresses(declaration: Declaration) -> bool:
    """Whether the workspace admits selected addresses, which is set by an update only."""
    workspace = declaration.workspace
    acls = workspace.network_acls
    return bool(workspace.ip_allowlist) or isinstance(acls, NetworkAcls | Unknown)
