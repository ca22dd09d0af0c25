from collections.abc import Iterator

from mvnetgen.azure.private_link import nearest_subresource
from mvnetgen.model.estate import Estate
from mvnetgen.model.fix import write
from mvnetgen.rules.endpoints import endpoints
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.nearest import same_letters


@rule(Severity.ERROR, since="0.1.0", alone=True)
def invalid_subresource(estate: Estate) -> Iterator[Problem]:
    """
    A sub-resource that the target of a private endpoint does not have.

    ## Why

    A private endpoint leads to one sub-resource of its target, and each service has its own names for them: a registry has
    `registry`, an AI services account `account`, a search service `searchService`. With any other name no endpoint can be made. The
    case of the letters does not matter.

    Source: https://learn.microsoft.com/azure/private-link/private-endpoint-overview#private-link-resource

    ## Fix

    Write a sub-resource that the service has.

    ```yaml
    destination:
      service_resource_id: /subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers/Microsoft.CognitiveServices/accounts/<ACCOUNT>
      subresource_target: account
      spark_enabled: false
    ```

    ```hcl
    destination = {
      serviceResourceId = azurerm_cognitive_account.openai.id
      subresourceTarget = "account"
    }
    ```

    ```bicep
    destination: {
      serviceResourceId: openai.id
      subresourceTarget: 'account'
    }
    ```
    """
    for endpoint in endpoints(estate):
        written = endpoint.rule.subresource_target
        if endpoint.service is None or not isinstance(written, str) or endpoint.subresource is not None:
            continue
        service = endpoint.service
        listed = ", ".join(f"`{each}`" for each in service.subresources)
        guess = nearest_subresource(service, written)
        certain = service.confidence.certain
        effect = "" if certain else "; the endpoint may fail"
        message = f"{service.name} has no sub-resource `{written}`{effect}"
        help_ = f"write `{guess}`" if guess else f"choose one of {listed}"
        yield Problem(
            endpoint.subresource_route,
            message,
            help_,
            severity=None if certain else Severity.WARNING,
            fix=write(written, guess or "", safe=same_letters(guess or "", written)),
        )
