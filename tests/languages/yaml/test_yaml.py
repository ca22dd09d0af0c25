"""Reading YAML: whatever the file holds, it costs a value with its place, or one clear error."""

import contextlib
import os
import socket
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mvnetgen.cli import main
from mvnetgen.formats.az_ml import read_workspace_file
from mvnetgen.languages.yaml import find_comments, parse_yaml, statement_ends
from mvnetgen.lint.engine import Settings, judge_estate
from mvnetgen.model.estate import Estate
from mvnetgen.text.document import Node
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, Span, decode, read_source
from tests.formats.az_ml.sdk_documents import DOCUMENTS

MISINDENTED = "rules:\n- name: a\nhost:\n  x: y\n- name: b\n"


def parsed(text: str) -> Any:
    """The plain value of a text."""
    return plain(parse_yaml(decode(text.encode(), "f.yml")).top)


def plain(node: Node) -> Any:
    """A node without its places."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    return [plain(child) for child in node.value] if isinstance(node.value, tuple) else node.value


def error_of(data: bytes) -> str:
    """The error that a file is answered with."""
    with pytest.raises(InputError) as caught:
        read_workspace_file(decode(data, "f.yml"))
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"name: caf\xe9\n", "f.yml:1:10: is not UTF-8 (byte 0xe9); save it as UTF-8", id="latin-1"),
        pytest.param(b"a: b\nname: \xff\n", "f.yml:2:7: is not UTF-8 (byte 0xff); save it as UTF-8", id="second line"),
        pytest.param("name: x".encode("utf-16"), "f.yml:1:1: is UTF-16 text; save it as UTF-8", id="utf-16"),
        pytest.param(
            "name: x".encode("utf-16-be"), "f.yml:1:1: the character U+0000 is not allowed in YAML", id="no BOM"
        ),
        pytest.param(b"name: a\0b\n", "f.yml:1:8: the character U+0000 is not allowed in YAML", id="NUL"),
        pytest.param(b"a: b\nname: \x1b[31m\n", "f.yml:2:7: the character U+001B is not allowed in YAML", id="escape"),
        pytest.param(
            "name: \ufffe".encode(), "f.yml:1:7: the character U+FFFE is not allowed in YAML", id="no character"
        ),
        pytest.param(b'name: "\\ud800"', "f.yml:1:7: holds half of a character (a lone surrogate)", id="surrogate"),
        pytest.param(b"", "f.yml:1:1: is empty, and a mapping is needed", id="empty"),
        pytest.param(b"\n# nothing\n", "f.yml:1:1: is empty, and a mapping is needed", id="comment"),
        pytest.param(
            b"- name: x\n",
            "f.yml:1:1: is a list at the top; a workspace is a mapping that starts with `name:`",
            id="list",
        ),
        pytest.param(
            b"name:x\n", "f.yml:1:1: is a text at the top; a workspace is a mapping that starts with `name:`", id="text"
        ),
        pytest.param(b"a: b\n---\nc: d\n", "f.yml:2:1: holds several documents; keep one in a file", id="documents"),
        pytest.param(b"a:\n\tb: c\n", "f.yml:2:1: a tab where YAML wants blanks; indent with blanks", id="tab"),
        pytest.param(b"a:\tb\n", "f.yml:1:3: a tab where YAML wants blanks; indent with blanks", id="tab after colon"),
        pytest.param(b"a: *.x.org\n", "f.yml:1:5: `*` starts an alias in YAML; quote the text: '*.x.org'", id="star"),
        pytest.param(b"a: *\n", "f.yml:1:5: `*` starts an alias in YAML; quote the text: '*'", id="only a star"),
        pytest.param(b"a: *b\n", "f.yml:1:4: the alias `*b` has no anchor before it", id="unknown alias"),
        pytest.param(b"a: &x [*x]\n", "f.yml:1:8: the alias `*x` stands inside of what it refers to", id="own alias"),
        pytest.param(b"a: &x {b: *x}\n", "f.yml:1:11: the alias `*x` stands inside of what it refers to", id="own map"),
        pytest.param(b"a: @x\n", "f.yml:1:4: a text cannot start with `@`; quote it", id="at"),
        pytest.param(b"a: `x`\n", "f.yml:1:4: a text cannot start with a backtick; quote it", id="backtick"),
        pytest.param(b"a: 'b\nc: d\n", "f.yml:2:5: a quote is not closed (opened in line 1)", id="quote"),
        pytest.param(b"a: [b\n", "f.yml:1:6: a `[` is not closed, or a comma is missing (opened in line 1)", id="["),
        pytest.param(b"a: [b]]\n", "f.yml:1:7: a bracket too many", id="]]"),
        pytest.param(b"a: {{ b }}\n", "f.yml:1:5: a mapping cannot be a key; is `{{ …", id="template"),
        pytest.param(b"[a]: b\n", "f.yml:1:1: a list cannot be a key", id="list as key"),
        pytest.param(b"a:b\nc: d\n", "f.yml:2:2: the line above needs a blank behind its `:`: `a: b`", id="no blank"),
        pytest.param(b"a: b: c\n", "f.yml:1:5: a `:` where no key can stand; quote the text, or mend", id="two colons"),
        pytest.param(b"a: b\n c\nd\n", "f.yml:3:2: a key without its `:`, or a text that runs over", id="no colon"),
        pytest.param(b"a: - b\n", "f.yml:1:4: a `-` where no list can stand", id="dash"),
        pytest.param(
            MISINDENTED.encode(), "f.yml:5:1: a list item where a key is expected; the keys of the", id="rules"
        ),
        pytest.param(b"a: !x b\n", "f.yml:1:4: the tag `!x` is not supported here", id="own tag"),
        pytest.param(
            b"a: !!python/object:os.system b\n", "f.yml:1:4: the tag `!!python/object:os.system` is", id="python"
        ),
        pytest.param(b"a: !!set {b}\n", "f.yml:1:4: the tag `!!set` is not supported here", id="set"),
        pytest.param(b"a: !!map [b]\n", "f.yml:1:4: the tag `!!map` is not supported here", id="a list as a map"),
        pytest.param(b"a: !!binary aGk=\n", "f.yml:1:4: a binary value is not supported here", id="binary"),
        pytest.param(b"a: 2024-02-30\n", "f.yml:1:4: `2024-02-30` is no date that can be read; quote it", id="date"),
        pytest.param(b"a: !!int x\n", "f.yml:1:4: `x` is no number that can be read; quote it", id="no number"),
        pytest.param(b"a: " + b"9" * 5000, "f.yml:1:4: `999999999999999999999999999999999999999… is", id="huge number"),
        pytest.param(b"a: =\n", "f.yml:1:4: `=` has a meaning of its own in YAML; quote it", id="equals"),
        pytest.param(b"<<: [b]\n", "f.yml:1:1: `<<` merges mappings, and this is a text", id="merge"),
        pytest.param(b"a: " + b"[" * 1000, "f.yml:1:67: is nested deeper than 64 levels", id="1,000 brackets"),
        pytest.param(b"%x\n", "f.yml:1:3: something stands behind the end of the document", id="directive"),
    ],
)
def test_what_is_wrong_with_a_file(data: bytes, message: str) -> None:
    """One sentence that names what is wrong, at the line and column where it stands."""
    expected = message.replace("… is", "…` is no number that can be read")
    assert error_of(data).startswith(expected)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("\ufeffname: x\n", {"name": "x"}),
        ("a: 1\r\nb: 2\r\n", {"a": 1, "b": 2}),
        ("a: 1\rb: 2\r", {"a": 1, "b": 2}),
        ("a: yes\nb: No\nc: on\n", {"a": True, "b": False, "c": True}),
        ("a: 017\nb: 0x1f\nc: 1_000\nd: 1:30\ne: 0o7\n", {"a": 15, "b": 31, "c": 1000, "d": 90, "e": "0o7"}),
        ("a: ~\nb:\nc: null\nd: 'null'\n", {"a": None, "b": None, "c": None, "d": "null"}),
        ("a: .inf\nb: 1e3\nc: 1.0e+3\n", {"a": float("inf"), "b": "1e3", "c": 1000.0}),
        ("a: !!str 5\nb: !!int '5'\nc: ! 5\n", {"a": "5", "b": 5, "c": 5}),
        ("a: &x {b: c}\nd: *x\n", {"a": {"b": "c"}, "d": {"b": "c"}}),
        ("a: {<<: {b: 1, c: 2}, b: 3}\n", {"a": {"b": 3, "c": 2}}),
        ("a: {b: 3, <<: [{b: 1, c: 2}, {c: 4, d: 5}]}\n", {"a": {"b": 3, "c": 2, "d": 5}}),
        ("a: {'<<': {b: 1}}\n", {"a": {"<<": {"b": 1}}}),
        ("=: a\n", {"=": "a"}),
        ("a: |\n  b\n  c\nd: >-\n  e\n  f\n", {"a": "b\nc\n", "d": "e f"}),
        ('a: "\\u2028\\x41\\n"\n', {"a": "\u2028A\n"}),
        ("---\na: b\n...\n", {"a": "b"}),
        ("%YAML 1.1\n---\na: b\n", {"a": "b"}),
        ("? a\n: b\n", {"a": "b"}),
        ('{"a": [1, true, null]}', {"a": [1, True, None]}),
        (f"a: {'x' * 100_000}\n", {"a": "x" * 100_000}),
    ],
    ids=repr,
)
def test_what_is_right(text: str, value: object) -> None:
    """Anchors, merge keys, old numbers and the other habits of YAML 1.1 are legal, and mean what they mean to `az ml`."""
    assert parsed(text) == value == yaml.safe_load(text.removeprefix("\ufeff"))


def test_not_a_number() -> None:
    """A float that is not a number is a number to YAML."""
    assert str(parsed("a: .nan")["a"]) == "nan"


def place(text: str, *steps: str | int) -> tuple[Span, Span | None, Span | None]:
    """Span, key and origin of a value of a document."""
    node = parse_yaml(Source("f", text)).top
    for step in steps:
        assert isinstance(node.value, dict | tuple)
        node = node.value[step]  # type: ignore[index,assignment]
    return node.span, node.key, node.origin


def span(line: int, column: int, end_column: int, end_line: int | None = None) -> Span:
    """A span in `f`."""
    return Span("f", line, column, end_line or line, end_column)


@pytest.mark.parametrize(
    ("text", "steps", "expected"),
    [
        ("a: b\n", ("a",), (span(1, 4, 5), span(1, 1, 2), None)),
        ("a:\n  b: 'c d'\n", ("a", "b"), (span(2, 6, 11), span(2, 3, 4), None)),
        ("a:\n  b: c\n  d: e\nf: g\n", ("a",), (span(2, 3, 7, 3), span(1, 1, 2), None)),
        ("a: [b, {c: d}]\n", ("a",), (span(1, 4, 15), span(1, 1, 2), None)),
        ("a: [b, {c: d}]\n", ("a", 1, "c"), (span(1, 12, 13), span(1, 9, 10), None)),
        ("a:\n- b\n- c: d\n", ("a", 1), (span(3, 3, 7), None, None)),
        ("a:\nb: c\n", ("a",), (span(1, 3, 4), span(1, 1, 2), None)),
        ("a: &x b\nc: *x\n", ("c",), (span(2, 4, 6), span(2, 1, 2), span(1, 4, 8))),
        ("a: &x {b: c}\nd: *x\n", ("d", "b"), (span(1, 11, 12), span(1, 8, 9), None)),
        ("a: &x {b: c}\nd:\n  <<: *x\n", ("d", "b"), (span(1, 11, 12), span(1, 8, 9), None)),
        ("a: 'größe'\n", ("a",), (span(1, 4, 11), span(1, 1, 2), None)),
        ("\U0001f600: \U0001f601\n", ("\U0001f600",), (span(1, 4, 5), span(1, 1, 2), None)),
        ("# \u2028\na: b\n", ("a",), (span(2, 4, 5), span(2, 1, 2), None)),
        ("a: 'b\u2028c'\nd: e\n", ("d",), (span(2, 4, 5), span(2, 1, 2), None)),
        ("# \x85\n# \u2029\na: b\n", ("a",), (span(3, 4, 5), span(3, 1, 2), None)),
    ],
    ids=repr,
)
def test_places(text: str, steps: tuple[str | int, ...], expected: object) -> None:
    """Every value knows its line and column; an alias stands where it is used and comes from where it was written."""
    found = place(text, *steps)
    if steps == ("a",) and text.startswith("a:\nb"):
        assert found[0].line == 1  # a null has no text of its own
        assert found[1:] == expected[1:]  # type: ignore[index]
    elif expected[2] is not None:  # type: ignore[index]
        assert (found[0], found[1]) == (expected[0], expected[1])  # type: ignore[index]
        assert found[2] is not None
        assert found[2].line == 1
    else:
        assert found == expected


def test_duplicate_keys_are_placed() -> None:
    """Each further key of one name is reported with its route and the place of the one before."""
    document = parse_yaml(Source("f", "a:\n  - b: 1\n    b: 2\n    <<: {b: 0}\n"))
    (misread,) = document.misread
    assert misread.rule == "duplicate-key"
    assert misread.route == ("a", 0, "b")
    assert misread.place.key == span(3, 5, 6)
    assert misread.related[0][0].span == span(2, 5, 6)
    assert plain(document.top) == {"a": [{"b": 2}]}


def test_keys_that_are_no_texts() -> None:
    """A number, a boolean, null or a date as a key is reported once, in the words of the file, and left out."""
    document = parse_yaml(Source("f", "a: {1: x, yes: x, ~: x, 2024-01-01: x, b: y}\n"))
    assert [(each.rule, each.route[-1]) for each in document.misread] == [
        ("invalid-type", name) for name in ("1", "yes", "~", "2024-01-01")
    ]
    assert plain(document.top) == {"a": {"b": "y"}}


def test_comments() -> None:
    """Comments are found where they are comments, and not in texts."""
    text = "# one\na: b # two\nc: 'd # no' # three\ne: | # four\n  # no\n  f\ng: h#no\ni:\n  # five\n  - j # six\n"
    source = Source("f", text)
    assert [source.excerpt(each) for each in find_comments(source)] == [
        "# one",
        "# two",
        "# three",
        "# four",
        "# five",
        "# six",
    ]


def test_comments_of_a_broken_file() -> None:
    """Of a file that cannot be parsed the comments before the mistake are found."""
    source = Source("f", "# one\na: b # two\nc: @ # three\n")
    assert [source.excerpt(each) for each in find_comments(source)][:2] == ["# one", "# two"]


def test_statement_ends() -> None:
    """For the line in which an entry or an item begins, the line in which it ends."""
    text = "a: b\nc:\n  - name: d\n    e:\n      f: g\n  - h\ni: |\n  j\n  k\nl: m\n"
    assert statement_ends(parse_yaml(Source("f", text))) == {1: 1, 2: 6, 3: 5, 4: 5, 5: 5, 6: 6, 7: 9, 10: 10}


# --- files


def lint(*arguments: str) -> int:
    """The exit code of a lint run."""
    return main(["lint", "--format", "concise", *arguments])


def test_a_missing_file(tmp_path: Path) -> None:
    """A file that does not exist is named, with what the system says."""
    with pytest.raises(InputError, match=r"missing\.yml:1:1: cannot be read: no such file or directory"):
        read_source(tmp_path / "missing.yml")


def test_a_directory(tmp_path: Path) -> None:
    """A directory is no file."""
    with pytest.raises(InputError, match="is a directory, and one file is needed here"):
        read_source(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to this user")
def test_no_permission(tmp_path: Path) -> None:
    """A file that may not be read is named, with what the system says."""
    file = tmp_path / "closed.yml"
    file.write_text("name: x\n", encoding="utf-8")
    file.chmod(0)
    with pytest.raises(InputError, match="cannot be read: permission denied"):
        read_source(file)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no FIFOs here")
def test_a_fifo_is_not_waited_for(tmp_path: Path) -> None:
    """A FIFO that nobody writes to is refused at once."""
    os.mkfifo(tmp_path / "pipe.yml")
    with pytest.raises(InputError, match="is a FIFO, and one file is needed here"):
        read_source(tmp_path / "pipe.yml")


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="there is no /dev/fd here")
def test_process_substitution() -> None:
    """What a shell writes for `<(…)`, a FIFO below /dev, is read like a file."""
    reading, writing = os.pipe()
    os.write(writing, b"name: x\n")
    os.close(writing)
    try:
        assert read_source(Path(f"/dev/fd/{reading}")).text == "name: x\n"
    finally:
        os.close(reading)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no /dev/zero here")
def test_a_device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A device and a socket are refused at once."""
    with pytest.raises(InputError, match="is a device or socket"):
        read_source(Path("/dev/zero"))
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("s")
        with pytest.raises(InputError, match="is a device or socket"):
            read_source(Path("s"))


def test_impossible_paths() -> None:
    """A path that the system cannot even look for is an error like others."""
    for path in ("a\0b.yml", "x" * 5000):
        with pytest.raises(InputError, match="cannot be read"):
            read_source(Path(path))


def test_a_loop_of_links(tmp_path: Path) -> None:
    """A link to itself is an error like others."""
    (tmp_path / "loop.yml").symlink_to(tmp_path / "loop.yml")
    with pytest.raises(InputError, match="cannot be read"):
        read_source(tmp_path / "loop.yml")


def test_ten_megabytes(tmp_path: Path) -> None:
    """A file far beyond reason is refused before it is parsed."""
    file = tmp_path / "big.yml"
    file.write_text("name: x\n" + "# nothing\n" * 1_000_000, encoding="utf-8")
    began = time.monotonic()
    with pytest.raises(InputError, match="is larger than 1 MiB"):
        read_workspace_file(read_source(file))
    assert time.monotonic() - began < 2


def test_more_than_can_be_held(tmp_path: Path) -> None:
    """Of an endless file no more is read than a file may be long."""
    file = tmp_path / "huge.yml"
    with file.open("wb") as handle:
        handle.truncate(1024**4)
    with pytest.raises(InputError, match="is larger than 16 MiB; split it"):
        read_source(file)


def test_the_other_files_are_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """A file that cannot be parsed makes the exit code 2, and does not keep the others from being judged."""
    monkeypatch.chdir(tmp_path)
    Path("broken.yml").write_bytes(b"name: \xff\n")
    Path("wrong.yml").write_text("name: my.workspace\n", encoding="utf-8")
    assert lint("broken.yml", "missing.yml", "wrong.yml") == 2
    printed = capsys.readouterr().out
    assert "broken.yml:1:7: error[syntax-error] is not UTF-8" in printed
    assert "wrong.yml:1:7: error[invalid-value]" in printed


# --- hostile input

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + index)}: &{chr(98 + index)} [{', '.join([f'*{chr(97 + index)}'] * 9)}]\n" for index in range(12)
)
MERGE_BOMB = "b0: &b0 {x: y}\n" + "".join(
    f"b{index + 1}: &b{index + 1} {{<<: [{', '.join([f'*b{index}'] * 9)}]}}\n" for index in range(12)
)
HOSTILE = {
    "alias bomb": BOMB,
    "merge bomb": MERGE_BOMB,
    "1,000 levels": "".join(f"{' ' * level}a:\n" for level in range(1000)),
    "100,000 brackets": "a: " + "[" * 100_000,
    "100,000 braces": "a: " + "{a: " * 100_000,
    "a long line": f"name: {'x' * 1_000_000}\n",
    "a long key": f"{'x' * 1_000_000}: y\n",
    "10,000 unknown keys": "name: x\n" + "".join(f"key{index}: 1\n" for index in range(10_000)),
    "10,000 equal keys": "name: x\n" * 10_000,
    "8,000 broken rules": "name: x\nmanaged_network:\n  outbound_rules:\n" + "  - {a: b}\n" * 8_000,
    "90,000 aliases": "name: &a x\ntags: [" + "*a, " * 90_000 + "]\n",
    "10,000 keys of a destination": "name: x\nmanaged_network:\n  outbound_rules:\n  - destination:\n"
    + "".join(f"      key{index}: 1\n" for index in range(10_000)),
    "a million brackets in a text": f"name: x\nhub_id: '{'<' * 500_000}'\nlocation: '{'{' * 400_000}'\n",
    "a million blanks": "name: x" + " " * 1_000_000 + "\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_take_seconds(text: str) -> None:
    """A file made to be expensive ends in findings or in a clear error before anybody gets impatient."""
    began = time.process_time()
    with contextlib.suppress(InputError):
        estate = read_workspace_file(decode(text.encode(), "f.yml"))
        judge_estate(estate, Settings(), lambda _: None)
    assert time.process_time() - began < 6


# --- whatever comes

SEEDS = sorted(DOCUMENTS.values())
ALPHABET = st.sampled_from(
    [*"\t\n\r :-#'\"&*!|>?%@`{}[],.~=<01ab", "\x00", "\x07", "\x85", "\u2028", "\ufeff", "é", "\U0001f600"]
)
QUIET = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A document of the table with a few letters more or less."""
    text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        until = draw(st.integers(at, min(len(text), at + 12)))
        text = (
            text[:at]
            + draw(st.sampled_from(["", text[at:until] * 2]))
            + draw(st.text(ALPHABET, max_size=3))
            + text[until:]
        )
    return text


def read(data: bytes) -> tuple[Estate, None] | tuple[None, InputError]:
    """What is read, or the error."""
    try:
        return read_workspace_file(decode(data, "f.yml")), None
    except InputError as error:
        return None, error


def survives(data: bytes) -> None:
    """Reading and judging end in findings with places, or in an `InputError` with a place in the file."""
    estate, error = read(data)
    if estate is None:
        assert error.message
        assert error.span.line >= 1
        assert error.span.column >= 1
        return
    source = decode(data, "f.yml")
    find_comments(source)
    statement_ends(parse_yaml(source))
    for finding in judge_estate(estate, Settings(), {"f.yml": source}.get):
        place = finding.span
        assert 1 <= place.line <= place.end_line <= len(source.lines) + 1
        assert 1 <= place.column <= len(source.line(place.line)) + 1
        assert "\n" not in finding.message
        assert finding.message.isprintable()


@given(st.text())
@example("\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
@QUIET
def test_any_text(text: str) -> None:
    """No text costs more than an error."""
    survives(text.encode("utf-8", "replace"))


@given(st.binary())
@QUIET
def test_any_bytes(data: bytes) -> None:
    """No bytes cost more than an error."""
    survives(data)


@given(mutated())
@example(
    "name: ws-1\nidentity: {type: user_assigned, user_assigned_identities: {/subscriptions/00000000-1111-2222-3333-444444444444/"
    "resourceGroups/ml/providers/Microsoft.ManagedIdentity/\ufeffuserAssignedIdentities/me: {}}}\n"
)
@QUIET
def test_any_mutation(text: str) -> None:
    """No typing mistake in a workspace file costs more than an error."""
    survives(text.encode("utf-8", "replace"))


@given(mutated())
@QUIET
def test_values_are_those_of_safe_load(text: str) -> None:
    """What we read is what `yaml.safe_load` reads; what it refuses, we refuse."""
    same_as_safe_load(text)


REFUSED = ("is empty", "the alias `", "the tag `", "a binary value", "a list cannot be a key", "holds half")
"""How errors begin about what `safe_load` reads, but no workspace file can mean."""


def same_as_safe_load(text: str) -> None:
    """Compares with `safe_load`, for which a document of ours must be a mapping with texts as keys."""
    normal = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        expected = texts_only(yaml.safe_load(normal))  # an alias of what it stands in makes a value without end
    except (yaml.YAMLError, ValueError, RecursionError, KeyError, AttributeError):
        with pytest.raises(InputError):
            parse_yaml(Source("f.yml", normal))
        return
    found: object
    try:
        found = plain(parse_yaml(Source("f.yml", normal)).top)
    except InputError as error:
        found = error.message
        if found.startswith(REFUSED):
            return
    assert repr(found) == repr(expected)


def texts_only(value: Any) -> Any:
    """A value without the keys that we leave out, in the order of the keys that `safe_load` has."""
    if isinstance(value, dict):
        return {key: texts_only(child) for key, child in value.items() if isinstance(key, str)}
    return [texts_only(child) for child in value] if isinstance(value, list) else value


@pytest.mark.slow
@given(mutated())
@settings(deadline=None, max_examples=5000, suppress_health_check=list(HealthCheck))
def test_values_are_those_of_safe_load_at_length(text: str) -> None:
    """As above, for long."""
    same_as_safe_load(text)


@pytest.mark.slow
@given(mutated())
@settings(deadline=None, max_examples=3000, suppress_health_check=list(HealthCheck))
def test_any_mutation_at_length(text: str) -> None:
    """As above, for long."""
    survives(text.encode("utf-8", "replace"))


def test_two_merges() -> None:
    """Releases of PyYAML disagree on which of two `<<` wins, so a second one is a finding; the first one wins here."""
    document = parse_yaml(Source("x.yml", "a:\n  <<: {b: 1, c: 1}\n  <<: {b: 2, d: 2}\n"))
    (found,) = document.misread
    assert (found.rule, found.place.key) == ("duplicate-key", Span("x.yml", 3, 3, 3, 5))
    assert {key: node.value for key, node in document.top.value["a"].value.items()} == {"b": 1, "c": 1, "d": 2}


def test_an_anchor_twice() -> None:
    """az ml refuses a second anchor of one name."""
    with pytest.raises(InputError, match="`&x` is there twice") as caught:
        parse_yaml(Source("x.yml", "a: &x one\nb: &x two\n"))
    assert (caught.value.span.line, caught.value.span.column) == (2, 4)
