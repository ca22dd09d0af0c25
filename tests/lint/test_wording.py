"""Messages speak the words of the format that the user writes."""

import pytest

from mvnetgen.formats.arm import WHOLE
from mvnetgen.lint.wording import WORDS, in_words_of
from mvnetgen.model.estate import Form

MESSAGE = "set `isolation_mode` to `allow_only_approved_outbound`, or remove `subresource_target` of `my_rule_1`"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (Form.YAML, MESSAGE),
        (
            Form.AZAPI,
            "set `isolationMode` to `AllowOnlyApprovedOutbound`, or remove `subresourceTarget` of `my_rule_1`",
        ),
        (
            Form.AZURERM,
            "set `isolation_mode` to `AllowOnlyApprovedOutbound`, or remove `sub_resource_target` of `my_rule_1`",
        ),
        (
            Form.AVM,
            "set `isolation_mode` to `AllowOnlyApprovedOutbound`, or remove `sub_resource_target` of `my_rule_1`",
        ),
    ],
)
def test_words(form: Form, expected: str) -> None:
    """The model's words in backticks become those of the format; the user's own names stay."""
    assert in_words_of(form, MESSAGE) == expected


def test_arm_words_are_those_that_are_read() -> None:
    """What messages call a property of the workspace is the key that the ARM reader knows."""
    keys = {field.to: field.key for field in WHOLE.fields if field.to}
    shared = keys.keys() & WORDS[Form.AZAPI].keys()
    assert shared
    assert {word: keys[word] for word in shared} == {word: WORDS[Form.AZAPI][word] for word in shared}
