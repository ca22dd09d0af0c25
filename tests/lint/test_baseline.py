"""The baseline: recorded, applied, pruned, and told when it is damaged."""

import json
import re
from pathlib import Path

import pytest

from mvnetgen.cli import main
from mvnetgen.lint.baseline import apply_baseline, baseline_text, entries_of, read_baseline
from mvnetgen.lint.finding import Finding, numbered
from mvnetgen.project.config import BASELINE
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Span

BAD = "name: ws\nmanaged_network: {isolation_mode: disabled}\ncolour: red\nshape: round\n"


def finding(number: int, fingerprint: str) -> Finding:
    return Finding("unknown-key", Severity.ERROR, f"m{number}", Span.point("a.yml", number), fingerprint=fingerprint)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one workspace, two mistakes in it, and a configuration that names a baseline."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".mvnetgen.yml").write_text("select: [unknown-key]\nbaseline: known.json\n", encoding="utf-8")
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "ws.yml").write_text(BAD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_equal_fingerprints_are_numbered() -> None:
    """Two findings never share an entry, whatever their number came to before."""
    first = numbered([finding(1, "x"), finding(2, "x")])
    again = numbered([first[0], first[1], finding(3, "x"), finding(4, first[1].fingerprint)])

    assert len({each.fingerprint for each in again}) == 4


def test_round_trip(tmp_path: Path) -> None:
    """What is written is read back, sorted, one entry a line."""
    entries = entries_of([finding(2, "b"), finding(1, "a")], "infra")
    (tmp_path / "b.json").write_text(baseline_text(entries), encoding="utf-8")

    assert sorted(read_baseline(tmp_path / "b.json")) == sorted(entries)
    assert {each.path for each in entries} == {"infra/a.yml"}
    assert baseline_text(entries) == baseline_text(reversed(entries))
    assert baseline_text([]) == '{\n  "version": 1,\n  "entries": []\n}\n'


def test_apply() -> None:
    """Known findings are suppressed, new ones stay, and entries that match nothing are stale if they were looked at."""
    entries = entries_of([finding(1, "a"), finding(2, "gone"), finding(3, "elsewhere")], "")

    applied = apply_baseline([finding(1, "a"), finding(9, "new")], entries, lambda each: each.fingerprint == "gone")

    assert [each.fingerprint for each in applied.findings] == ["new"]
    assert [each.suppressed and each.suppressed.by for each in applied.suppressed] == ["baseline"]
    assert [each.fingerprint for each in applied.stale] == ["gone"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"version": 1,\n "entries": [}', "b.json:2:14: is a damaged baseline"),
        ("[]", "b.json:1:1: is no baseline"),
        ('{"entries": [], "version": 2}', "b.json:1:17: is a baseline of version 2"),
        ('{"version": 1, "entries": [\n{"rule": 1}]}', "b.json:2:1: is a damaged baseline: entry 1"),
        ("[" * 100_000, "b.json:1:1: is"),
    ],
)
def test_damaged(tmp_path: Path, text: str, place: str) -> None:
    """A damaged file is told with its place."""
    (tmp_path / "b.json").write_text(text, encoding="utf-8")

    with pytest.raises(InputError) as caught:
        read_baseline(tmp_path / "b.json", "b.json")

    assert str(caught.value).startswith(place)


def test_adopt(repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Written once, the baseline keeps old findings quiet from any folder, and only what is new fails."""
    assert main(["lint"]) == 2  # the file that the configuration names is not there
    assert main(["lint", "--write-baseline"]) == 0
    assert "recorded 2 findings in known.json" in capsys.readouterr().err
    assert main(["lint"]) == 0
    monkeypatch.chdir(repository / "infra")
    assert main(["lint", "ws.yml"]) == 0

    Path("ws.yml").write_text("# moved down\n" + BAD + "size: big\n", encoding="utf-8")
    assert main(["lint", "--format", "json"]) == 1
    result = json.loads(capsys.readouterr().out)
    assert [each["route"] for each in result["findings"]] == ["size"]
    assert result["summary"]["suppressed"] == 2


def test_stale_and_prune(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An entry whose finding is gone is told and can be taken out; one that was not looked at stays."""
    (repository / "other.yml").write_text(
        "name: b\nmanaged_network: {isolation_mode: disabled}\nsize: big\n", encoding="utf-8"
    )
    main(["lint", "--write-baseline"])
    (repository / "infra" / "ws.yml").write_text("name: ws\ncolour: red\n", encoding="utf-8")
    capsys.readouterr()

    assert main(["lint", "infra/ws.yml"]) == 0
    told = capsys.readouterr().err
    assert "stale in the baseline: infra/ws.yml: unknown-key" in told
    assert "1 stale baseline entry" in told

    assert main(["lint", "infra/ws.yml", "--prune-baseline"]) == 0
    assert {each.path for each in read_baseline(repository / "known.json")} == {"infra/ws.yml", "other.yml"}
    assert len(read_baseline(repository / "known.json")) == 2


def test_write_again_keeps_what_was_not_judged(repository: Path) -> None:
    """Recording one file does not forget the others."""
    (repository / "other.yml").write_text("name: b\nsize: big\n", encoding="utf-8")
    main(["lint", "infra/ws.yml", "--write-baseline"])
    main(["lint", "other.yml", "--write-baseline"])

    assert len(read_baseline(repository / "known.json")) == 3


def test_damaged_baseline_ends_the_run(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A damaged baseline is exit code 2, never "nothing is known"."""
    (repository / "known.json").write_text("{", encoding="utf-8")

    assert main(["lint"]) == 2
    assert "known.json:1:2: is a damaged baseline" in capsys.readouterr().err


def test_no_configuration_is_needed(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a setting the baseline has its usual name, and later runs go by it."""
    (repository / ".mvnetgen.yml").write_text("select: [unknown-key]\n", encoding="utf-8")
    assert main(["lint"]) == 1
    assert main(["lint", "--write-baseline"]) == 0
    assert (repository / BASELINE).exists()
    assert main(["lint"]) == 0
    assert main(["config"]) == 0
    assert re.search(rf"^baseline +{re.escape(BASELINE)} +default$", capsys.readouterr().out, re.MULTILINE)
    entries = read_baseline(repository / BASELINE)
    assert main(["lint", "--write-baseline"]) == 0
    assert read_baseline(repository / BASELINE) == entries
