"""``mvnetgen scenario``: each folder below golden/scenario is a test of what `add` makes of a file."""

import io
import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mvnetgen import scenario as packs
from mvnetgen.azure.scenarios import scenarios
from mvnetgen.cli import main
from tests import GOLDEN

GOLDEN = GOLDEN / "scenario"
CASES = sorted(path.parent for path in GOLDEN.glob("*/input.yml"))
APPROVED = "name: contoso\nmanaged_network:\n  isolation_mode: allow_only_approved_outbound\n"
STORAGE = (
    "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/data/providers/"
    "Microsoft.Storage/storageAccounts/contosodata"
)


@pytest.fixture(autouse=True)
def _workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")


def file(text: str) -> str:
    Path("w.yml").write_bytes(text.encode())
    return "w.yml"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_add(case: Path, golden: Callable[[Path, str], None], capsys: pytest.CaptureFixture[str]) -> None:
    """The file, what is said about it, and that a second time changes nothing and lint finds no error."""
    shutil.copy(case / "input.yml", "workspace.yml")
    name, *options = (case / "arguments.txt").read_text(encoding="utf-8").split()

    assert main(["scenario", "add", name, "workspace.yml", *options]) == 0
    golden(case / "said.txt", capsys.readouterr().err)
    added = Path("workspace.yml").read_bytes()
    golden(case / "output.yml", added.decode())

    assert main(["scenario", "add", name, "workspace.yml", *options]) == 0
    assert Path("workspace.yml").read_bytes() == added
    assert main(["lint", "--fail-on", "error", "--name", "contoso", "workspace.yml"]) == 0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_was_there_stays(case: Path) -> None:
    """Every character of the file before is there after, in order; only an empty list and a flag of Spark may change."""
    before = (case / "input.yml").read_text(encoding="utf-8")
    after = (case / "output.yml").read_text(encoding="utf-8")
    kept = re.sub(r" \[\s*\]| null| no(?=  #)", "", before)

    letters = iter(after)
    assert all(letter in letters for letter in kept)


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_line_ends_and_byte_order_mark_stay(bom: str, newline: str) -> None:
    """New lines end as the others do."""
    path = file(bom + (APPROVED + "tags: {}\n").replace("\n", newline))

    assert main(["scenario", "add", "r-packages", path]) == 0

    text = Path(path).read_bytes().decode()
    assert text.startswith(bom + "name")
    assert "cloud.r-project.org" in text
    assert text.removeprefix("\ufeff").replace(newline, "").isprintable()
    assert text.removeprefix("\ufeff").endswith(f"{newline}tags: {{}}{newline}")


def test_diff_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """`--diff` shows the change on stdout and leaves the file alone."""
    path = file(APPROVED)

    assert main(["scenario", "add", "r-packages", path, "--diff"]) == 0

    assert "+  - name: r-cran" in capsys.readouterr().out
    assert Path(path).read_text(encoding="utf-8") == APPROVED


def test_diff_of_a_file_without_last_newline(capsys: pytest.CaptureFixture[str]) -> None:
    """The diff can be applied by patch."""
    path = file(APPROVED.rstrip())

    assert main(["scenario", "add", "r-packages", path, "--diff"]) == 0

    assert "\n\\ No newline at end of file\n" in capsys.readouterr().out


def test_nothing_is_said_when_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    """`-q` leaves errors alone to stderr."""
    assert main(["scenario", "add", "r-packages", file(APPROVED), "-q"]) == 0

    assert capsys.readouterr().err == ""


def network(mode: str, more: str = "") -> str:
    return f"name: contoso\n{more}managed_network:\n  isolation_mode: {mode}\n"


@pytest.mark.parametrize(
    ("text", "arguments", "reason"),
    [
        (network("allow_internet_outbound"), ["python-packages"], "allows all internet outbound"),
        (network("disabled"), ["python-packages"], "isolation is off"),
        ("name: contoso\n", ["python-packages"], "isolation is off"),
        (network("disabled"), ["batch", "--storage-account", STORAGE], "isolation is off"),
        (network("allow_only_approved_outbound"), ["foundry-agents"], "belongs to Foundry accounts"),
        (network("allow_only_approved_outbound"), ["batch"], "--storage-account"),
        (network("allow_only_approved_outbound"), ["batch", "--storage-account", "contosodata"], "`contosodata`"),
        (
            network("allow_only_approved_outbound"),
            ["batch", "--storage-account", STORAGE.replace("Storage/storageAccounts", "KeyVault/vaults")],
            "`Microsoft.Storage/storageAccounts` is needed",
        ),
        (network("allow_only_approved_outbound"), ["r-packages", "--search", STORAGE], "means nothing"),
        (network("allow_only_approved_outbound"), ["pythn-packages"], "did you mean `python-packages`"),
        (network("allow_only_approved_outbound"), ["foundry"], "may be `foundry-agents` or"),
        (network("allow_only_approved_outbound"), ["quantum"], "scenario list"),
        (network("allow_only_approved_outbound"), ["selected-ips", "--workspace", STORAGE], "network_acls"),
    ],
)
def test_refusals(text: str, arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be added is refused with the reason, and the file stays as it is."""
    path = file(text)

    assert main(["scenario", "add", arguments[0], path, *arguments[1:]]) == 2

    assert reason in capsys.readouterr().err
    assert Path(path).read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("managed_network: {isolation_mode: disabled", "w.yml"),
        ("- a list\n", "a workspace is a mapping"),
        ("", "is empty"),
    ],
)
def test_what_is_no_workspace(text: str, reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be read is an error with its place."""
    assert main(["scenario", "add", "r-packages", file(text)]) == 2
    assert reason in capsys.readouterr().err


def test_no_such_file(capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there is named."""
    assert main(["scenario", "add", "r-packages", "nowhere.yml"]) == 2
    assert "nowhere.yml" in capsys.readouterr().err


def test_a_file_with_errors_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """The errors are shown, warnings are not, and nothing is written."""
    text = APPROVED + "  outbound_rules:\n  - name: data\n    type: fqdn\n    destination: a.blob.core.windows.net\n"
    path = file(text)

    assert main(["scenario", "add", "r-packages", path]) == 1

    printed = capsys.readouterr()
    assert "fqdn-to-storage" in printed.out
    assert "public-workspace" not in printed.out
    assert "nothing was added" in printed.err
    assert Path(path).read_text(encoding="utf-8") == text


def test_errors_that_somebody_accepted_are_no_hindrance() -> None:
    """Ignore comments count."""
    path = file(
        APPROVED + "  outbound_rules:\n  - name: data\n    type: fqdn\n"
        "    destination: a.blob.core.windows.net  # mvnetgen: ignore[fqdn-to-storage] known\n"
    )

    assert main(["scenario", "add", "r-packages", path]) == 0


@pytest.mark.parametrize(
    "text",
    [
        "name: contoso\ntags: &mine\n  isolation_mode: allow_only_approved_outbound\nmanaged_network:\n  <<: *mine\n",
        APPROVED + "  outbound_rules: [ # none\n  ]\n",
    ],
)
def test_what_cannot_be_added_to_is_left_alone(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A file whose rules come from elsewhere, or whose comment would be lost, is refused or keeps all that it had."""
    path = file(text)
    code = main(["scenario", "add", "r-packages", path])

    after = Path(path).read_text(encoding="utf-8")
    assert (code == 2 and after == text) or (code == 0 and after.startswith(text))
    capsys.readouterr()


def test_a_terminal_is_asked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """On a terminal a missing id is asked for until it is one."""
    answers = iter(["contosodata", STORAGE])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    path = file(APPROVED)

    assert main(["scenario", "add", "batch", path]) == 0

    assert "a resource id starts with" in capsys.readouterr().err
    assert Path(path).read_text(encoding="utf-8").count(STORAGE) == 2


def test_a_project_is_referred_to_its_hub(capsys: pytest.CaptureFixture[str]) -> None:
    """A project has no network of its own."""
    hub = STORAGE.replace("Storage/storageAccounts/contosodata", "MachineLearningServices/workspaces/hub")

    assert main(["scenario", "add", "r-packages", file(f"name: contoso\nkind: project\nhub_id: {hub}\n")]) == 2
    assert "add `r-packages` to its hub" in capsys.readouterr().err


def test_list(golden: Callable[[Path, str], None], capsys: pytest.CaptureFixture[str]) -> None:
    """Every pack is on the list, in text and JSON."""
    assert main(["scenario", "list"]) == 0
    golden(GOLDEN / "list.txt", capsys.readouterr().out)

    assert main(["scenario", "list", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in listed["scenarios"]] == list(scenarios())


@pytest.mark.parametrize("name", ["python-packages", "batch", "spark", "huggingface", "selected-ips"])
def test_show(name: str, golden: Callable[[Path, str], None], capsys: pytest.CaptureFixture[str]) -> None:
    """What a pack opens and why, what it costs, what else must be done, source and date."""
    assert main(["scenario", "show", name]) == 0
    golden(GOLDEN / "show" / f"{name}.txt", capsys.readouterr().out)


@pytest.mark.parametrize("name", [name for name, each in scenarios().items() if each.for_workspaces])
def test_show_for_machines(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The YAML is a workspace that has nothing of its pack to be added, and the JSON is that of the list."""
    assert main(["scenario", "show", name, "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)["scenario"]
    assert shown["name"] == name
    assert main(["scenario", "show", name, "--format", "yaml"]) == 0
    acls = "network_acls: {default_action: Allow}\n" if name == "selected-ips" else ""
    path = file(f"name: contoso\n{acls}" + capsys.readouterr().out)
    ids = {rule.target: packs.placeholder_id(rule) for rule in scenarios()[name].rules if rule.target}
    options = [word for target, text in ids.items() for word in (packs.option(target), text)]

    before = Path(path).read_text(encoding="utf-8")
    assert main(["scenario", "add", name, path, *options]) == 0
    assert Path(path).read_text(encoding="utf-8") == before


def test_short_names() -> None:
    """The first words of a name do when only one name starts with them."""
    assert packs.find("python").name == "python-packages"
    assert packs.find("vscode").name == "vscode"
    assert packs.find("IMAGE").name == "image-builds"


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With a dash the changed file is printed, every time in whole, and none is written."""
    text = "name: contoso # ours\r\nmanaged_network:\r\n  isolation_mode: allow_only_approved_outbound\r\n"
    for more in (True, False):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert main(["scenario", "add", "r-packages", "-", "--stdin-filename", "team.yml"]) == 0
        printed = capsys.readouterr()
        assert printed.err.startswith("team.yml: added 1 rule" if more else "team.yml has all of")
        assert printed.out.startswith(text)
        assert (printed.out != text) == more
        text = printed.out
    assert list(Path().iterdir()) == []
