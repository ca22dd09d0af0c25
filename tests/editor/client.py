"""An editor: starts the server, and speaks the protocol through its stdin and stdout."""

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from tests import ROOT

COMMAND = [sys.executable, "-W", "error", "-m", "mvnetgen", "lsp"]
PATIENCE = 60
"""Seconds; a busy machine is slow."""


class Client:
    """One window on one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.process = subprocess.Popen(
            COMMAND,
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._inbox: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._number = 0
        self.notices: list[dict[str, Any]] = []
        """Every notification so far."""
        self.registered: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            length = int(header.partition(b":")[2]) if header.lower().startswith(b"content-length") else None
            while stream.readline().strip():
                pass
            if length is not None:
                self._inbox.put(json.loads(stream.read(length)))
        self._inbox.put(None)

    def send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self.process.stdin.flush()

    def notify(self, method: str, **params: Any) -> None:
        self.send({"method": method, "params": params})

    def request(self, method: str, **params: Any) -> Any:
        """The answer to a request."""
        self._number += 1
        number = self._number
        self.send({"id": number, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]

    def _next(self) -> dict[str, Any]:
        message = self._inbox.get(timeout=PATIENCE)
        assert message is not None, "the server has ended"
        if "method" in message and "id" in message:
            self.registered += [each["method"] for each in message["params"].get("registrations", [])]
            self.send({"id": message["id"], "result": None})
        elif "method" in message:
            self.notices.append(message)
        return message

    def start(self, *, pull: bool = False, encodings: tuple[str, ...] = ()) -> dict[str, Any]:
        """Says hello; what the server can do."""
        document: dict[str, Any] = {"publishDiagnostics": {"relatedInformation": True, "versionSupport": True}}
        if pull:
            document["diagnostic"] = {}
        answer = self.request(
            "initialize",
            processId=os.getpid(),
            rootUri=self.root.as_uri(),
            workspaceFolders=[{"uri": self.root.as_uri(), "name": "here"}],
            capabilities={
                "textDocument": document,
                "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}},
                "general": {"positionEncodings": list(encodings)} if encodings else {},
            },
        )
        self.notify("initialized")
        return answer["capabilities"]

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    def document(self, name: str) -> dict[str, str]:
        return {"uri": self.uri(name)}

    def open(self, name: str, text: str, version: int = 1) -> None:
        item = {"uri": self.uri(name), "languageId": "x", "version": version, "text": text}
        self.notify("textDocument/didOpen", textDocument=item)

    def edit(self, name: str, text: str, version: int) -> None:
        document = {"uri": self.uri(name), "version": version}
        self.notify("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])

    def pushed(self, name: str, version: int | None = None) -> set[str]:
        """The rules in the next diagnostics of a version of a document that are pushed, or have been last."""
        known = [each for each in self.notices if self._is_of(each, name, version)]
        while not known:
            message = self._next()
            known = [message] if self._is_of(message, name, version) else []
        self.notices = [each for each in self.notices if each not in known]
        return {each["code"] for each in known[-1]["params"]["diagnostics"]}

    def _is_of(self, message: dict[str, Any], name: str, version: int | None) -> bool:
        params = message.get("params", {})
        return (
            message.get("method") == "textDocument/publishDiagnostics"
            and params["uri"] == self.uri(name)
            and params.get("version") == version
        )

    def end(self) -> int:
        """Says goodbye; the exit code."""
        self.request("shutdown")
        self.send({"method": "exit"})
        return self.gone()

    def gone(self) -> int:
        """The exit code of a server that has nobody to talk to."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        code = self.process.wait(timeout=PATIENCE)
        self._reader.join(timeout=PATIENCE)
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()
        return code
