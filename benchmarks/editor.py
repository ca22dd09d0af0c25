"""
Times the language server in a module of 30 files: from a key stroke to the diagnostics that an editor asks for then, over
the protocol; its start; and its memory after 1,000 edits.

    python benchmarks/editor.py [--keys 1000]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.editor.client import Client
from tests.editor.window import ENDPOINT, LAKE, RULE, WORKSPACE

HOSTS = 26


def module(folder: Path) -> None:
    files = {"main.tf": WORKSPACE, "lake.tf": LAKE, "endpoint.tf": ENDPOINT, "rules.tf": rule(0)}
    files |= {f"host{number}.tf": rule(number) for number in range(1, HOSTS + 1)}
    assert len(files) == 30
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / ".git").mkdir()


def rule(number: int) -> str:
    return RULE.replace("HOST", f"host{number}.example.com").replace('"pypi"', f'"host{number}"')


def memory(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--keys", type=int, default=1000)
    keys = parser.parse_args().keys
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        module(folder)
        started = time.perf_counter()
        client = Client(folder)
        client.start(pull=True)
        print(f"start: {time.perf_counter() - started:.2f} s")
        client.open("rules.tf", rule(0))
        asked = {"textDocument": client.document("rules.tf")}
        client.request("textDocument/diagnostic", **asked)
        print(f"first diagnostics: {time.perf_counter() - started:.2f} s")
        taken = []
        for key in range(keys):
            began = time.perf_counter()
            client.edit("rules.tf", rule(0).replace("host0.", f"host{'x' * (key % 40)}."), key + 2)
            client.request("textDocument/diagnostic", **asked)
            taken.append(1000 * (time.perf_counter() - began))
        p50, p95 = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
        print(f"{keys} keys: median {p50:.0f} ms, p95 {p95:.0f} ms; {memory(client.process.pid)} MB")
        client.end()


if __name__ == "__main__":
    main()
