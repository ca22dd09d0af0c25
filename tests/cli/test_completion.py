"""Shell completion: the script that a shell loads, and what it offers."""

import os
import shutil
import subprocess
import sys

import pytest

from tests import ROOT

PROGRAM = "import sys; from mvnetgen.cli import run; sys.argv[0] = 'mvnetgen'; run()"


def mvnetgen(environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.stdout


def offered(words: str) -> list[str]:
    """What is offered for the last word of a command line."""
    typed = words.split(" ")
    environment = {"COMP_WORDS": words, "COMP_CWORD": str(len(typed) - 1)}
    lines = mvnetgen({"_MVNETGEN_COMPLETE": "bash_complete", **environment}).splitlines()
    return [line.partition(",")[2] for line in lines]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_script(shell: str) -> None:
    """Each shell gets a script for the program."""
    if shell == "bash" and shutil.which("bash") is None:
        pytest.skip("click asks bash for its version")
    script = mvnetgen({"_MVNETGEN_COMPLETE": f"{shell}_source"})
    assert "mvnetgen" in script
    assert f"_MVNETGEN_COMPLETE={shell}_complete" in script


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_script_in_bash() -> None:
    """bash takes the script and knows the completion then."""
    script = mvnetgen({"_MVNETGEN_COMPLETE": "bash_source"})
    done = subprocess.run(
        ["bash", "--norc", "-c", f"{script}\ncomplete -p mvnetgen"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.rstrip().endswith("mvnetgen")


def test_what_is_offered() -> None:
    """Commands, options, their values, rules and scenarios."""
    assert offered("mvnetgen li") == ["lint"]
    assert "--only-workspaces" in offered("mvnetgen lint --only")
    assert offered("mvnetgen lint --fail-on w") == ["warning"]
    assert offered("mvnetgen explain fqdn-to") == ["fqdn-to-storage"]
    assert offered("mvnetgen scenario show prompt") == ["prompt-flow"]


@pytest.mark.parametrize("command", ["lint", "generate", "scenario add batch"])
def test_files_are_left_to_the_shell(command: str) -> None:
    """Where a file is meant the shell offers its files, as it does without completion."""
    words = f"mvnetgen {command} infra/m"
    environment = {"COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    assert mvnetgen({"_MVNETGEN_COMPLETE": "bash_complete", **environment}) == "file,infra/m\n"
