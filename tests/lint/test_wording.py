"""Messages speak the words of the format that the user writes."""

import pickle

import pytest

from mvnetgen.formats.arm import WHOLE
from mvnetgen.lint.wording import WORDS, in_words_of
from mvnetgen.model.estate import Form
from mvnetgen.rules.message import say, word

MESSAGE = say(
    "set `isolation_mode` to {}, or remove `subresource_target` of {}",
    word("allow_only_approved_outbound"),
    "`service_tag`",
)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (Form.YAML, MESSAGE),
        (
            Form.AZAPI,
            "set `isolationMode` to `AllowOnlyApprovedOutbound`, or remove `subresourceTarget` of `service_tag`",
        ),
        (
            Form.AZURERM,
            "set `isolation_mode` to `AllowOnlyApprovedOutbound`, or remove `sub_resource_target` of `service_tag`",
        ),
        (
            Form.AVM,
            "set `isolation_mode` to `AllowOnlyApprovedOutbound`, or remove `sub_resource_target` of `service_tag`",
        ),
    ],
)
def test_words(form: Form, expected: str) -> None:
    """The model's words in backticks become those of the format; the user's own names stay, even one that is such a word."""
    assert in_words_of(form, MESSAGE) == expected


def test_arm_words_are_those_that_are_read() -> None:
    """What messages call a property of the workspace is the key that the ARM reader knows."""
    keys = {field.to: field.key for field in WHOLE.fields if field.to}
    shared = keys.keys() & WORDS[Form.AZAPI].keys()
    assert shared
    assert {word: keys[word] for word in shared} == {word: WORDS[Form.AZAPI][word] for word in shared}


def test_a_plain_text_is_nobodys_to_change() -> None:
    """What is no message of parts stays as it is in every format."""
    assert in_words_of(Form.AZAPI, "`isolation_mode`") == "`isolation_mode`"


def test_gaps_and_values() -> None:
    """A template that is filled with too few values is a mistake of ours, and a value with braces is a text."""
    with pytest.raises(ValueError, match="1 gaps and 0 values"):
        say("of {}")
    assert say("of {}", "{}") == "of {}"


def test_parts_survive_another_process() -> None:
    """A message that was pickled still knows which words are whose."""
    assert in_words_of(
        Form.AZAPI, pickle.loads(pickle.dumps(say("set `isolation_mode` of {}", "`isolation_mode`")))
    ) == ("set `isolationMode` of `isolation_mode`")
