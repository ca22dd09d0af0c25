"""
Pages as transcripts: files with a title, and commands with what they print.

A fenced block with ``title="name"`` is a file. A ``console`` block holds commands after ``$`` and their output. A page is
played in a folder of its own from top to bottom, and what is printed must be what stands there.
"""

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from tests import ROOT

FENCE = re.compile(
    r"^(?P<indent> *)(?P<fence>`{3,})(?P<info>[^`\n]*)\n(?P<body>.*?)^(?P=indent)(?P=fence) *$",
    re.MULTILINE | re.DOTALL,
)
TITLE = re.compile(r'title="([^"]+)"')
PROMPT = "$ "


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    language: str
    title: str
    text: str
    start: int
    """Where its body begins in the page."""
    end: int
    indent: str
    line: int


def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    found = []
    for match in FENCE.finditer(page):
        info = match["info"].strip()
        title = TITLE.search(info)
        lines = match["body"].split("\n")
        text = "\n".join(line.removeprefix(match["indent"]) for line in lines)
        line = page.count("\n", 0, match.start()) + 1
        found.append(
            Block(info.split(" ")[0], title[1] if title else "", text, *match.span("body"), match["indent"], line)
        )
    return found


def play(page: str, folder: Path) -> str:
    """The page with what its commands print now. Files are written below `folder`, which is a repository then."""
    (folder / ".git").mkdir()
    code = 0
    done: list[Block] = []
    for block in blocks(page):
        if block.language == "console":
            text, code = _run(block.text, folder, code)
            done.append(replace(block, text=text))
        elif block.title:
            path = folder / block.title
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
    for block in reversed(done):
        text = "".join(f"{block.indent}{line}".rstrip() + "\n" for line in block.text.splitlines())
        page = page[: block.start] + text + page[block.end :]
    return page


def _run(text: str, folder: Path, code: int) -> tuple[str, int]:
    shown = []
    for command in commands(text):
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-c", f"(exit {code})\n{command}"],
            cwd=folder,
            env=_environment(folder),
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        code = done.returncode
        assert "a bug in mvnetgen" not in done.stdout, done.stdout
        assert "command not found" not in done.stdout, done.stdout
        shown += [f"{PROMPT}{command}\n".replace("\n", "\n> ", command.count("\n")), done.stdout]
    return "".join(shown), code


def commands(text: str) -> list[str]:
    """What is typed in a transcript; a line that goes on starts with ``>``."""
    found: list[str] = []
    for line in text.splitlines():
        if line.startswith(PROMPT):
            found.append(line.removeprefix(PROMPT))
        elif line.startswith("> ") and found:
            found[-1] += "\n" + line.removeprefix("> ")
    return found


def _environment(folder: Path) -> dict[str, str]:
    programs = folder.parent / "programs"
    if not programs.exists():
        programs.mkdir()
        program = programs / "mvnetgen"
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m mvnetgen "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    return {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder.parent),
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
    }
