"""Every format, on one result, compared with what is stored; and each against the rules of its reader."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mvnetgen.lint.finding import Result
from mvnetgen.report import FORMATS
from mvnetgen.report.github import MOST
from mvnetgen.report.markdown import LONGEST
from mvnetgen.rules.rule import Severity
from mvnetgen.text.source import Span
from tests import GOLDEN

from .sample import BLOCK, MODE, SAMPLE, SECRET

GOLDEN = GOLDEN / "report"
SUFFIX = {"json": "json", "sarif": "sarif", "junit": "xml", "gitlab": "json", "markdown": "md"}


@pytest.mark.parametrize("name", FORMATS)
def test_format(name: str, golden: Callable[[Path, str], None]) -> None:
    """The format prints exactly what is stored, and the same bytes again."""
    text = FORMATS[name](SAMPLE)

    assert text == FORMATS[name](SAMPLE)
    golden(GOLDEN / f"sample_{name}.{SUFFIX.get(name, 'txt')}", text)


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found(name: str, golden: Callable[[Path, str], None]) -> None:
    """A run without findings is a valid report too."""
    golden(GOLDEN / f"nothing_{name}.{SUFFIX.get(name, 'txt')}", FORMATS[name](Result(files=("a.yml",))))


@pytest.mark.parametrize("name", FORMATS)
def test_no_secret_and_no_escape_sequence(name: str) -> None:
    """A sensitive value is in no format, and no control character of the input reaches a terminal."""
    text = FORMATS[name](SAMPLE)

    assert "s3cr3t" not in text
    assert "\x1b" not in text


@pytest.mark.parametrize("result", [SAMPLE, Result()], ids=["sample", "nothing"])
def test_sarif_is_valid(result: Result, shared: Path) -> None:
    """The document is valid against the official schema."""
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((shared / "data" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))

    jsonschema.Draft4Validator(schema).validate(json.loads(FORMATS["sarif"](result)))


def test_sarif_results_point_to_their_rules() -> None:
    """Each result's index leads to the rule of its name, and every uri is below the top of the repository."""
    (run,) = json.loads(FORMATS["sarif"](SAMPLE))["runs"]
    rules = run["tool"]["driver"]["rules"]

    assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == [each["ruleId"] for each in run["results"]]
    uris = set(re.findall(r'"uri": "([^"]*)"', json.dumps(run)))
    assert uris == {"deploy/infra/main.tf", "deploy/infra/variables.tf", "deploy/team%20a/ws.yml", "deploy/z.yml"}
    assert sum("suppressions" in each for each in run["results"]) == len(SAMPLE.suppressed)
    assert not run["invocations"][0]["executionSuccessful"]


def test_junit_counts_what_it_holds() -> None:
    """The counts of each suite are those of its cases; a clean file is a case that passes."""
    root = ET.fromstring(FORMATS["junit"](SAMPLE))

    for element in (root, *root):
        kinds = {"failures": "failure", "errors": "error", "skipped": "skipped"}
        assert int(element.attrib["tests"]) == len(list(element.iter("testcase")))
        for count, tag in kinds.items():
            assert int(element.attrib[count]) == len(list(element.iter(tag)))
    clean = next(suite for suite in root if suite.attrib["name"] == "deploy/clean.yml")
    assert [len(case) for case in clean] == [0]


def test_junit_goes_by_fail_on() -> None:
    """What does not reach `fail_on` is no failure."""
    text = FORMATS["junit"](replace(SAMPLE, unreadable=(), fail_on=Severity.ERROR))

    assert text.count("<failure") == 1


def test_github_keeps_to_its_limit() -> None:
    """At most ten annotations of a level, a notice that tells of the others, and all of them in the log."""
    many = tuple(
        replace(each, span=Span(each.span.path, line, 1, line, 2)) for line in range(1, 31) for each in (MODE, BLOCK)
    )
    lines = FORMATS["github"](Result(findings=many)).splitlines()

    assert sum(line.startswith("::error ") for line in lines) == MOST
    assert sum(line.startswith("::notice ") for line in lines) == MOST
    assert any("41 more findings" in line for line in lines)
    assert sum(": error[" in line or ": info[" in line for line in lines) == 41


def test_github_one_too_many_infos() -> None:
    """Exactly ten infos are ten annotations: no notice takes the place of one."""
    many = tuple(replace(BLOCK, span=Span.point("a.yml", line)) for line in range(1, 11))

    assert FORMATS["github"](Result(findings=many)).count("::notice") == MOST


def test_gitlab_fingerprints_differ() -> None:
    """GitLab drops one of two issues with the same fingerprint."""
    issues = json.loads(FORMATS["gitlab"](SAMPLE))

    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_azure_takes_no_command_from_the_input() -> None:
    """A message cannot smuggle in a logging command, nor end the properties of one."""
    evil = replace(BLOCK, message="##vso[task.setvariable variable=x]y\n##vso[task.complete]")
    worse = replace(evil, severity=Severity.ERROR, span=Span.point("a];b.yml"))
    lines = FORMATS["azure"](Result(findings=(evil, worse))).splitlines()

    assert len(lines) == 3
    assert "##vso[" not in lines[0]
    assert lines[1].startswith("##vso[task.logissue type=error;sourcepath=a%5D%3Bb.yml;")


def test_markdown_fits_into_a_comment() -> None:
    """However much is found, the comment stays below GitHub's limit and tells what is left out."""
    many = tuple(replace(SECRET, message="x" * 500, span=Span.point("a.yml", line)) for line in range(1, 500))
    text = FORMATS["markdown"](Result(findings=many))

    assert len(text) < LONGEST
    assert re.search(r"… and \d+ more", text)


@pytest.mark.parametrize("name", FORMATS)
def test_odd_characters(name: str) -> None:
    """Whatever a path or a message holds, the format can be encoded and its reader can parse it."""
    odd = replace(MODE, message="a\0b\ud800\u202e]]>\n`|", span=Span("o\nd\x07d \u202e.yml", 1, 1, 1, 2), related=())
    text = FORMATS[name](Result(findings=(odd,), files=(odd.span.path,)))

    text.encode("utf-8", "backslashreplace")
    if name == "junit":
        ET.fromstring(text.encode("utf-8", "backslashreplace"))
    if name in ("json", "sarif", "gitlab"):
        json.loads(text)
    if name in ("concise", "azure", "github"):
        assert len(text.splitlines()) <= 2


def test_name_that_is_no_utf_8() -> None:
    """A file whose name is no UTF-8 is the same bytes in the URI."""
    odd = replace(MODE, span=Span("n\udcff m.yml", 1, 1, 1, 2), related=())
    document = json.loads(FORMATS["sarif"](Result(findings=(odd,), files=(odd.span.path,))))

    place = document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "n%FF%20m.yml"
