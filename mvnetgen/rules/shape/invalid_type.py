from collections.abc import Iterator

from mvnetgen.rules.rule import Problem, Severity, rule, silent


@rule(Severity.ERROR, since="0.1.0", alone=True)
def invalid_type() -> Iterator[Problem]:
    """
    A value of the wrong type or shape.

    ## Why

    The rules of `az ml` are a union of three schemas, so a number where a text is needed (`port_ranges: 443`) is
    answered with three lists of missing data and no word about the number. Rules written as a mapping were the
    dialect of the preview of 2023; ARM wants a map from name to rule where the YAML wants a list. An empty key
    (`location:`) is null, which is not the same as leaving it out.

    Source: the schemas of azure-ai-ml 1.35.2; the types of Microsoft.MachineLearningServices/workspaces

    ## Fix

    Write the value in the shape that the message names.

    ```yaml
    destination:
      service_tag: DataFactory
      protocol: TCP
      port_ranges: "443"
    ```

    ```hcl
    outboundRules = {
      data-factory = {
        type        = "ServiceTag"
        destination = { serviceTag = "DataFactory", protocol = "TCP", portRanges = "443" }
      }
    }
    ```
    """
    return silent()
