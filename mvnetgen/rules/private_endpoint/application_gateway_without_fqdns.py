from collections.abc import Iterator

from mvnetgen.azure.private_link import APPLICATION_GATEWAY
from mvnetgen.model.estate import Estate, Form
from mvnetgen.rules.endpoints import endpoints
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.ERROR, since="0.1.0", alone=True)
def application_gateway_without_fqdns(estate: Estate) -> Iterator[Problem]:
    """
    A private endpoint to an Application Gateway that names no hosts.

    ## Why

    An Application Gateway stands in front of services that have no private endpoints, such as those on your own premises. The
    managed network learns from `fqdns` which hosts it must resolve to the gateway. Without them the endpoint exists and no
    name leads to it.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-access-azureml-behind-firewall and
    https://learn.microsoft.com/azure/ai-foundry/how-to/access-on-premises-resources

    ## Fix

    Name the hosts, beside `destination`. In ARM they need the api-version 2025-12-01, or 2024-07-01-preview.

    ```yaml
    - name: on-premises
      type: private_endpoint
      destination:
        service_resource_id: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/Microsoft.Network/applicationGateways/<GATEWAY>
        subresource_target: <FRONTEND_IP_CONFIGURATION>
        spark_enabled: false
      fqdns:
        - data.contoso.com
    ```

    ```hcl
    on-premises = {
      type     = "PrivateEndpoint"
      category = "UserDefined"
      destination = {
        serviceResourceId = azurerm_application_gateway.bridge.id
        subresourceTarget = "private-frontend"
        sparkEnabled      = false
      }
      fqdns = ["data.contoso.com"]
    }
    ```
    """
    for endpoint in endpoints(estate):
        form = endpoint.resource.form if endpoint.resource else endpoint.declaration.form
        if form in (Form.AZURERM, Form.AVM):
            continue  # they have no such argument: azurerm-unsupported-target
        if endpoint.arm_type == APPLICATION_GATEWAY.lower() and endpoint.rule.fqdns in (None, ()):
            message = f"{endpoint.rule.label} names no `fqdns`, so no host leads to the Application Gateway"
            yield Problem(endpoint.route, message, "add `fqdns` with the hosts behind the gateway")
