"""Ignore comments: what is one, what it covers, and what is said about those that are wrong."""

from datetime import date

import pytest

from mvnetgen.languages.yaml import find_comments, parse_yaml, statement_ends
from mvnetgen.lint.finding import Finding, Related
from mvnetgen.lint.ignores import META, Ignore, apply_ignores, read_ignores
from mvnetgen.rules.rule import Severity
from mvnetgen.text.source import Source, Span

TODAY = date(2027, 1, 31)
ALL = dict.fromkeys(META, Severity.WARNING)
RAN = frozenset({"unknown-key", "duplicate-key", "syntax-error", *META})


def ignores_in(text: str) -> list[Ignore]:
    source = Source("a.yml", text)
    return read_ignores(source, find_comments(source), statement_ends(parse_yaml(source)))


def found(line: int, rule: str = "unknown-key", path: str = "a.yml", *, end: int = 0, related: int = 0) -> Finding:
    others = (Related(Span.point("a.yml", related), "here"),) if related else ()
    span = Span(path, line, 3, end or line, 9)
    return Finding(rule, Severity.ERROR, f"line {line}", span, related=others, fingerprint=f"{rule}{path}{line}")


def kept(text: str, *findings: Finding, strict: bool = False, ran: frozenset[str] = RAN) -> list[str]:
    """What is left after the comments of a text: `rule:line`."""
    judged = apply_ignores(findings, ignores_in(text), today=TODAY, ran=ran, severities=ALL, strict=strict)
    return [f"{each.rule}:{each.span.line}" for each in judged.findings]


def test_behind_a_value() -> None:
    """It covers what starts or ends on its line, and nothing else."""
    text = "a: 1\nb: 2 # mvnetgen: ignore[unknown-key] because\nc: 3\n"

    assert kept(text, found(1), found(2), found(3)) == ["unknown-key:1", "unknown-key:3"]
    assert kept(text, found(1, end=2)) == []
    assert kept(text, found(1, end=3)) == ["unknown-key:1", "unused-ignore:2"]
    assert kept(text, found(2, "duplicate-key")) == ["duplicate-key:2", "unused-ignore:2"]
    assert kept(text, found(2, path="b.yml")) == ["unused-ignore:2", "unknown-key:2"]


def test_above_an_entry() -> None:
    """Alone on a line it covers the whole entry or item that starts below, and not the next one."""
    text = """\
rules:
  # mvnetgen: ignore[unknown-key] because
  - name: a
    x: 1
    y:
      z: 2
  - name: b
    x: 1
"""
    assert kept(text, *(found(line) for line in range(3, 9))) == ["unknown-key:7", "unknown-key:8"]


def test_above_the_first_entry_of_the_file() -> None:
    """The file as a whole is no entry: the first key does not stand for it."""
    text = "# mvnetgen: ignore[unknown-key] because\nname: a\nx: 1\n"

    assert kept(text, found(2), found(3)) == ["unknown-key:3"]


def test_stacked() -> None:
    """Comments above one another all cover what stands below them."""
    text = """\
# mvnetgen: ignore[unknown-key] because
# a note
# mvnetgen: ignore[duplicate-key] because
x:
  y: 1
"""
    assert kept(text, found(5), found(5, "duplicate-key")) == []


def test_whole_file() -> None:
    """`ignore-file` covers its file from anywhere in it."""
    text = "a: 1\n# mvnetgen: ignore-file[unknown-key] because\n"

    assert kept(text, found(1), found(9), found(1, path="b.yml")) == ["unknown-key:1"]


def test_where_the_value_was_written() -> None:
    """A finding elsewhere is covered at the place that its value comes from."""
    text = "mode: x # mvnetgen: ignore[unknown-key] because\n"

    assert kept(text, found(7, path="main.tf", related=1)) == []


@pytest.mark.parametrize(
    "text",
    [
        "a: '# mvnetgen: ignore[unknown-key]'\n",
        "a: |\n  # mvnetgen: ignore[unknown-key]\n",
        "a: b#mvnetgen:ignore[x]\n",
    ],
)
def test_text_is_no_comment(text: str) -> None:
    """What stands in quotes, in a block scalar or inside of a word ignores nothing."""
    assert ignores_in(text) == []


def test_several_rules_and_a_date() -> None:
    """Names and a date may stand between the brackets in any order; the reason behind."""
    (ignore,) = ignores_in("a: 1 # mvnetgen: ignore[unknown-key, until=2027-01-31 duplicate-key]: because  of x\n")

    assert [(name, span.column) for name, span in ignore.names] == [("unknown-key", 25), ("duplicate-key", 55)]
    assert ignore.until == "2027-01-31"
    assert ignore.reason == "because of x"


@pytest.mark.parametrize(
    ("until", "left"),
    [
        ("2027-01-31", []),
        ("2027-01-30", ["unknown-key:1", "expired-ignore:1"]),
        ("2027-02-30", ["unknown-key:1", "expired-ignore:1"]),
        ("soon", ["unknown-key:1", "expired-ignore:1"]),
        ("20270131", ["unknown-key:1", "expired-ignore:1"]),
    ],
)
def test_until(until: str, left: list[str]) -> None:
    """It works through its last day; from then on, and when that is no date, its findings are back."""
    assert kept(f"a: 1 # mvnetgen: ignore[unknown-key, until={until}] x\n", found(1)) == left


def test_unused_only_when_the_rule_ran() -> None:
    """Nothing is said of a rule that did not judge."""
    text = "a: 1 # mvnetgen: ignore[unknown-key] x\n"

    assert kept(text) == ["unused-ignore:1"]
    assert kept(text, ran=RAN - {"unknown-key"}) == []


def test_one_name_of_two_is_unused() -> None:
    """Each name is judged on its own, at its own place."""
    judged = apply_ignores(
        [found(1)],
        ignores_in("a: 1 # mvnetgen: ignore[unknown-key, duplicate-key] x\n"),
        today=TODAY,
        ran=RAN,
        severities=ALL,
    )

    assert [(each.rule, each.span.column) for each in judged.findings] == [("unused-ignore", 38)]
    assert [each.suppressed and each.suppressed.reason for each in judged.suppressed] == ["x"]


def test_strict() -> None:
    """With `strict_ignores` a comment without a reason ignores nothing, and says so."""
    assert kept("a: 1 # mvnetgen: ignore[unknown-key]\n", found(1), strict=True) == ["unknown-key:1", "unused-ignore:1"]
    assert kept("a: 1 # mvnetgen: ignore[unknown-key] x\n", found(1), strict=True) == []


@pytest.mark.parametrize(
    ("comment", "left"),
    [
        ("ignore[unknown-kye]", ["unknown-rule-in-ignore:1"]),
        ("ignore", ["unknown-rule-in-ignore:1"]),
        ("ignore[]", ["unknown-rule-in-ignore:1"]),
        ("ignroe[unknown-key]", ["unknown-rule-in-ignore:1"]),
        ("ignore[syntax-error]", ["unused-ignore:1"]),
        ("generated by a tool", []),
    ],
)
def test_wrong_comments(comment: str, left: list[str]) -> None:
    """A comment that names no rule is told; one that only mentions us is left alone."""
    assert kept(f"a: 1 # mvnetgen: {comment}\n") == left


def test_comments_about_comments() -> None:
    """The rules about comments can be ignored themselves, and that can be unused in its turn."""
    assert kept("# mvnetgen: ignore-file[unused-ignore] x\na: 1 # mvnetgen: ignore[unknown-key] x\n") == []
    assert kept("a: 1 # mvnetgen: ignore[expired-ignore] x\n") == ["unused-ignore:1"]


def test_hcl_comments() -> None:
    """Both marks of HCL work; a comment of several lines covers what stands below its end."""
    source = Source(
        "m.tf", "a = 1 // mvnetgen: ignore[unknown-key] x\n/* mvnetgen: ignore[unknown-key]\n  y */\nb = 2\n"
    )
    comments = [Span("m.tf", 1, 7, 1, 41), Span("m.tf", 2, 1, 3, 7)]

    first, second = read_ignores(source, comments, {4: 6})

    assert (first.first, first.last, first.reason) == (1, 1, "x")
    assert (second.first, second.last, second.reason) == (4, 6, "y")


def test_unfinished_files_are_left_alone() -> None:
    """Where something could not be read, no comment is called unused."""
    ignores = ignores_in("a: 1 # mvnetgen: ignore[unknown-key] x\n")

    judged = apply_ignores([], ignores, today=TODAY, ran=RAN, severities=ALL, unfinished=frozenset({"a.yml"}))

    assert judged.findings == ()
