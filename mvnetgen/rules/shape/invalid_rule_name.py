import re
from collections.abc import Iterator

from mvnetgen.azure.limits import limit
from mvnetgen.azure.placeholders import placeholders
from mvnetgen.model.estate import Declaration, Form
from mvnetgen.model.fix import write
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import HOLE, Unknown, known_text

_ALLOWED = re.compile(r"[a-zA-Z0-9_-]")
_RESERVED = "__SYS_"


@rule(Severity.ERROR, since="0.1.0", alone=True)
def invalid_rule_name(declaration: Declaration) -> Iterator[Problem]:
    """
    An outbound rule whose name Azure refuses.

    ## Why

    A rule is a resource of its own, and its name has 3 to 33 characters: letters, digits, `-` and `_`, the first
    one a letter or a digit. Naming a rule after its host (`pypi.org`, `*.anaconda.com`) is the usual way to break
    this. Neither `az ml` nor azurerm checks it, and azapi does not look at the keys of the `outboundRules` map.
    Names that begin with `__SYS_` belong to the rules that Azure makes by itself.

    Of the keys of the `outboundRules` map the service has taken some that are longer than 33 characters: there a long one
    is a warning.

    Source: https://learn.microsoft.com/rest/api/azureml/managed-network-settings-rule/create-or-update

    ## Fix

    Write a name without dots.

    ```yaml
    - name: pypi-org
      type: fqdn
      destination: pypi.org
    ```

    ```hcl
    for_each = toset(["pypi.org", "*.anaconda.com"])
    name     = replace(replace(each.value, "*.", "all-"), ".", "-")
    ```
    """
    separate = {resource.route[2:] for resource in declaration.rule_resources}
    for route, outbound in declaration.workspace.outbound_rules():
        reason = _why(outbound.name)
        if reason:
            key = declaration.form is not Form.YAML and route not in separate
            severity = Severity.WARNING if key and reason == _too_long(_known(outbound.name)) else None
            text = outbound.name if isinstance(outbound.name, str) else ""
            subject = "the name" if outbound.name == "" else outbound.label
            slug = _slug(text)
            help_ = f"write `{slug}`" if slug else "use 3 to 33 letters, digits, `-` and `_`"
            message = f"{subject} is no name for an outbound rule: {reason}"
            yield Problem((*route, "name"), message, help_, severity=severity, fix=write(text, slug, safe=False))


def _why(name: str | Unknown | None) -> str:
    """Why Azure refuses a name; empty when it does not, or when the unknown parts decide."""
    match name:
        case str():
            return "" if placeholders(name) else _whole(name)
        case Unknown(text=str() as text):
            known = text.replace(HOLE, "")
            return _wrong_characters(known) or _too_long(known)
    return ""


def _known(name: str | Unknown | None) -> str:
    """What is known of a name."""
    return (known_text(name) or "").replace(HOLE, "")


def _whole(name: str) -> str:
    if name.upper().startswith(_RESERVED):
        return f"names that begin with `{_RESERVED}` belong to Azure's own rules"
    if len(name) < limit("rule_name_shortest"):
        return f"it has {len(name)} of at least {limit('rule_name_shortest')} characters"
    wrong = _wrong_characters(name) or _too_long(name)
    return wrong or ("it starts with neither a letter nor a digit" if name[0] in "-_" else "")


def _too_long(name: str) -> str:
    most = limit("rule_name_longest")
    return f"it has {len(name)} of at most {most} characters" if len(name) > most else ""


def _wrong_characters(name: str) -> str:
    wrong = list(dict.fromkeys(each for each in name if not _ALLOWED.fullmatch(each)))
    if not wrong:
        return ""
    words = {" ": "a blank"}
    listed = ", ".join(
        words.get(each, f"`{each}`" if each.isprintable() else f"U+{ord(each):04X}") for each in wrong[:5]
    )
    return f"{listed} cannot stand in it"


def _slug(name: str) -> str:
    """The nearest name that Azure takes; empty when nothing is left of it."""
    words = name.replace("*", "all").replace(_RESERVED, "")
    slug = re.sub(r"[^a-zA-Z0-9_]+", "-", words).strip("-_")[: limit("rule_name_longest")].rstrip("-_")
    return slug if len(slug) >= limit("rule_name_shortest") else ""
