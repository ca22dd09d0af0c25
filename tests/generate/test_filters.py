"""Text from a workspace file is never code."""

import base64
import re
import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError

from mvnetgen.generate.filters import bicep, comment, hcl
from mvnetgen.generate.value import Existing, Joined, Local, Made, Use, with_inputs

FRAGMENTS = [
    "${",
    "%{",
    "$${",
    "%%{",
    "}",
    '"',
    "'",
    "'''",
    "\\",
    "\n",
    "\r",
    "\t",
    "$",
    "%",
    "{",
    "#",
    "//",
    "/*",
    "\0",
]
MORE = ["\u202e", "\ufeff", "e\u0301", "\u0301", "\u2028", "🌨", "\U000e0001", "~}", "<X>", "\x7f", "\x85"]
any_text = st.lists(st.one_of(st.sampled_from(FRAGMENTS + MORE), st.text(max_size=6))).map("".join)
has_terraform = pytest.mark.skipif(shutil.which("terraform") is None, reason="terraform is not installed")

HCL_ESCAPE = re.compile(r'\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|([nrt"\\]))')
BICEP_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|([nrt'\\$]))")
NAMED = {"n": "\n", "r": "\r", "t": "\t"}


def unquoted_hcl(code):
    """The text of a quoted HCL text without interpolations; fails on anything else."""
    assert code[0] == code[-1] == '"'
    inside, pieces, position = code[1:-1], [], 0
    while position < len(inside):
        escape = HCL_ESCAPE.match(inside, position)
        if escape:
            number = escape[1] or escape[2]
            pieces.append(chr(int(number, 16)) if number else NAMED.get(escape[3], escape[3]))
            position = escape.end()
            continue
        if inside.startswith(("$${", "%%{"), position):
            pieces.append(inside[position : position + 3][1:])
            position += 3
            continue
        assert inside[position] not in '"\\\n\r'
        assert not inside.startswith(("${", "%{"), position)
        pieces.append(inside[position])
        position += 1
    return "".join(pieces)


def unquoted_bicep(code):
    """The text of a quoted Bicep text without interpolations; fails on anything else."""
    assert code[0] == code[-1] == "'"
    assert not code.startswith("'''")
    inside, pieces, position = code[1:-1], [], 0
    while position < len(inside):
        escape = BICEP_ESCAPE.match(inside, position)
        if escape:
            pieces.append(chr(int(escape[1], 16)) if escape[1] else NAMED.get(escape[2], escape[2]))
            position = escape.end()
            continue
        assert inside[position] not in "'\\\n\r"
        assert not inside.startswith("${", position)
        pieces.append(inside[position])
        position += 1
    return "".join(pieces)


@given(any_text)
@example("$${x}")
@example("$$${x}%%%{y}")
def test_hcl_text_is_literal(text):
    """A quoted HCL text says exactly what the text says, as a value and as a key."""
    assert unquoted_hcl(hcl(text)) == text
    assert unquoted_hcl(hcl(text, key=True)) == text


@given(any_text)
@example("''")
@example("'''")
def test_bicep_text_is_literal(text):
    """A quoted Bicep text says exactly what the text says."""
    if text:
        assert unquoted_bicep(bicep(text)) == text
    key = bicep(text, key=True)
    assert key == text or unquoted_bicep(key) == text


def test_empty_bicep_text():
    """An empty text is two quotes, not the start of a longer one."""
    assert bicep("") == "''"


@pytest.mark.slow
@has_terraform
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(any_text, min_size=50, max_size=50))
def test_terraform_reads_the_text(texts, tmp_path_factory):
    """Terraform itself reads back every text, normalized to NFC as it normalizes every text."""
    folder = tmp_path_factory.mktemp("console")
    items = "\n".join(f"    {hcl(text)}," for text in texts)
    keys = "\n".join(f"    {hcl(f'{index}{text}', key=True)} = {index}" for index, text in enumerate(texts))
    (folder / "main.tf").write_text(
        f"locals {{\n  texts = [\n{items}\n  ]\n  keys = {{\n{keys}\n  }}\n}}\n", encoding="utf-8"
    )
    done = subprocess.run(
        ["terraform", "console"],
        input='join(",", [for text in concat(local.texts, keys(local.keys)) : base64encode(text)])\n',
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    encoded = next(line for line in done.stdout.splitlines() if line.startswith('"'))
    read = [base64.b64decode(each).decode("utf-8") for each in encoded.strip('"').split(",")]
    wanted = [unicodedata.normalize("NFC", text) for text in texts]
    assert read[: len(texts)] == wanted
    wanted_keys = {unicodedata.normalize("NFC", f"{index}{text}") for index, text in enumerate(texts)}
    assert set(read[len(texts) :]) == wanted_keys


@given(any_text)
def test_comment_stays_on_its_line(text):
    """A comment ends where its line ends, whatever the text holds."""
    written = comment(text)
    assert len(written.splitlines()) <= 1
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"} for char in written)


@given(before=any_text, after=any_text)
def test_text_around_an_input_is_literal(before, after):
    """An input is the only interpolation in a text, whatever stands around it."""
    value = Joined((before, Use("some_name"), after))
    head, found, tail = hcl(value).rpartition("${var.some_name}")
    assert found
    assert unquoted_hcl(f'{head}"') == before
    assert unquoted_hcl(f'"{tail}') == after
    head, found, tail = bicep(value).rpartition("${someName}")
    assert found
    assert [unquoted_bicep(f"{head}'") if before else "", unquoted_bicep(f"'{tail}") if after else ""] == [
        before,
        after,
    ]


@pytest.mark.parametrize(
    ("value", "terraform", "code"),
    [
        (True, "true", "true"),
        (7, "7", "7"),
        (["a", "b"], '["a", "b"]', "['a', 'b']"),
        ({"a-b": 1, "c": "x"}, '{ "a-b" = 1, "c" = "x" }', "{ 'a-b': 1, c: 'x' }"),
        ({}, "{}", "{}"),
        (Use("subscription_id"), "var.subscription_id", "subscriptionId"),
        (Use("resource_group"), "var.resource_group", "resourceGroupValue"),
        (Local("name_suffix"), "local.name_suffix", "nameSuffix"),
        (Made("key_vault"), "azapi_resource.key_vault.id", "keyVault.id"),
        (Made("key_vault", ""), "azapi_resource.key_vault", "keyVault"),
        (Existing("hub"), "data.azapi_resource.hub", "hub"),
        (Joined(("a/", Use("x_y"))), '"a/${var.x_y}"', "'a/${xY}'"),
    ],
)
def test_values(value, terraform, code):
    """Everything that is not a text has a form in both languages."""
    assert hcl(value) == terraform
    assert bicep(value) == code


def test_key_words():
    """A key that could be read as a word of the language is quoted."""
    assert bicep("for", key=True) == "'for'"
    assert bicep("env", key=True) == "env"
    assert bicep(Use("identity_id"), key=True) == "'${identityId}'"
    assert hcl("for", key=True) == '"for"'


@pytest.mark.parametrize("quote", [hcl, bicep])
def test_no_literal(quote):
    """A value that has no form, or that a template misspelled, is never written as something else."""
    with pytest.raises(TypeError, match="NoneType"):
        quote(None)
    environment = Environment(undefined=StrictUndefined, autoescape=True)
    environment.filters["quote"] = quote
    with pytest.raises(UndefinedError, match="nam"):
        environment.from_string("{{ nam | quote }}").render()


def test_placeholders_become_inputs():
    """A placeholder is an input wherever it stands in an id, and the text around it stays as it is."""
    names = {"<A>": Use("a"), "<B>": Use("b")}.get
    assert with_inputs("/x/<A>/y", names) == Joined(("/x/", Use("a"), "/y"))
    assert with_inputs("<A>", names) == Use("a")
    assert with_inputs("<A><B>", names) == Joined((Use("a"), Use("b")))
    assert with_inputs("/x/${a}", names) == "/x/${a}"
    assert with_inputs("/x/<C>/<A>", names) == Joined(("/x/<C>/", Use("a")))
