from collections.abc import Iterator

from mvnetgen.model.estate import Declaration, Form
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown

ANSWERED = {"key_vault": "Microsoft.Keyvault", "application_insights": "Microsoft.insights"}
"""Fields with the name of the provider as Azure answers it."""


@rule(Severity.INFO, since="0.2.0", alone=True)
def casing_drift(declaration: Declaration) -> Iterator[Problem]:
    """
    An azapi workspace with an id that Azure spells in its own way: every plan shows a change.

    ## Why

    Azure answers with `Microsoft.Keyvault` and `Microsoft.insights` in the ids of the key vault and of Application
    Insights, whatever it was sent. azapi compares letter by letter, so that every plan wants to change the workspace
    back, and every apply writes it.

    Source: https://github.com/Azure/azure-rest-api-specs/issues/8323

    ## Fix

    ```hcl
    ignore_casing = true
    ```
    """
    if declaration.form is not Form.AZAPI or not declaration.declared:
        return
    casing = declaration.options.get("ignore_casing")
    if casing is not None and casing.value is not False:
        return
    for field, answered in ANSWERED.items():
        if declaration.ignores_changes_of("body.properties.keyVault", "body.properties.applicationInsights"):
            return
        value = getattr(declaration.workspace, field)
        if _differs(value, answered):
            message = f"Azure answers with `{answered}` in this id, so that every plan shows a change"
            yield Problem((field,), message, "set `ignore_casing = true` on the resource")
            return


def _differs(value: object, answered: str) -> bool:
    """Whether an id is certainly spelled in another way than Azure's."""
    if isinstance(value, Unknown):
        reference = value.reference
        return reference is not None and reference.declares and reference.attribute == ("id",)
    if not isinstance(value, str):
        return False
    _, found, tail = value.partition("/providers/")
    written = tail.partition("/")[0]
    return bool(found) and written.lower() == answered.lower() and written != answered
