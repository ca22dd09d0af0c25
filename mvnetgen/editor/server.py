"""The server: documents come in, and diagnostics go out. Answers to requests are in `requests`."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from mvnetgen import __version__
from mvnetgen.editor.diagnostics import UriOf, crashes, diagnostics
from mvnetgen.editor.folder import SettingsOf, View
from mvnetgen.editor.folders import Folders
from mvnetgen.project.walk import READ
from mvnetgen.text.errors import MvnetgenError, trace_of

PAUSE = 0.05
"""Seconds without a key after which diagnostics are sent."""
WATCHED = (
    "**/.mvnetgen.{yml,yaml}", "**/.mvnetgen-baseline.json", "**/*.{tf,tofu,tfvars,bicep,bicepparam}",
    "**/*.{tf,tfvars}.json", "**/*.parameters.json", "**/*.{yml,yaml}", "**/.terraform.lock.hcl",
)  # fmt: skip


class Server(LanguageServer):
    """A server for one window."""

    def __init__(self, settings_of: SettingsOf) -> None:
        super().__init__("mvnetgen", __version__)
        self.folders = Folders(settings_of)
        self._uris: dict[str, str] = {}
        """The editor's own addresses of open documents, by their absolute paths."""
        self._sent: dict[str, tuple[list[lsp.Diagnostic], int | None]] = {}
        self._said: set[str] = set()
        self._waiting: asyncio.TimerHandle | None = None

    @property
    def encoding(self) -> lsp.PositionEncodingKind | str:
        """In which units the editor counts the characters of a line."""
        return self.workspace.position_encoding or lsp.PositionEncodingKind.Utf16

    @property
    def pulls(self) -> bool:
        """Whether the editor asks for the diagnostics of open documents by itself."""
        document = self.client_capabilities.text_document
        return document is not None and document.diagnostic is not None

    def path_of(self, uri: str) -> str | None:
        """The absolute path of a document that may be ours; None for any other."""
        path = to_fs_path(uri) if uri.startswith("file:") else None
        return os.path.normpath(path).replace(os.sep, "/") if path and path.endswith(READ) else None

    def uri_of(self, path: str) -> str:
        """The address of an absolute path."""
        return self._uris.get(path) or Path(path).as_uri()

    def uris_in(self, folder: Path) -> UriOf:
        """The addresses of files as a folder sees them."""
        return lambda path: self.uri_of(os.path.normpath(folder / path).replace(os.sep, "/"))

    def view(self, uri: str) -> tuple[View, Path] | None:
        """What there is to show for a document, and the folder it lies in; None for none of ours, or when that fails."""
        path = self.path_of(uri)
        if path is None or path not in self.folders.buffers:
            return None
        folder = self.folders.of(path)
        try:
            view = folder.view(path)
        except MvnetgenError as error:
            self.log(f"{path}: {error}")
            return None
        except Exception as error:  # noqa: BLE001 - a bug costs this document, and never the server
            self.log(f"{path}: a bug in mvnetgen {__version__}\n{trace_of(error)}", lsp.MessageType.Error)
            return None
        for crash in crashes(view):
            self.log(f"{crash}\n{crash.trace}", lsp.MessageType.Error)
        return view, folder.path

    def log(self, message: str, kind: lsp.MessageType = lsp.MessageType.Warning) -> None:
        """Tells the editor's log, each message once."""
        if message not in self._said:
            self._said.add(message)
            self.window_log_message(lsp.LogMessageParams(kind, message))

    def opened(self, uri: str) -> None:
        """Notes that a document is open."""
        path = self.path_of(uri)
        if path is not None:
            self._uris[path] = uri
            self.folders.open(path, self.workspace.get_text_document(uri).source)
            self.soon()

    def edited(self, uri: str) -> None:
        """Notes that a document was edited."""
        path = self.path_of(uri)
        if path is not None:
            self.folders.type(path, self.workspace.get_text_document(uri).source)
            self.soon()

    def closed(self, uri: str) -> None:
        """Notes that a document was closed."""
        path = self.path_of(uri)
        if path is not None:
            self._uris.pop(path, None)
            self.folders.close(path)
            self.soon()

    def soon(self) -> None:
        """Sends diagnostics when no key has been pressed for a moment."""
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = asyncio.get_running_loop().call_later(PAUSE, self.publish)

    def publish(self) -> None:
        """Sends the diagnostics of every open document and of all that is read with it, where they have changed."""
        self._waiting = None
        found: dict[str, list[lsp.Diagnostic]] = {}
        for uri in list(self._uris.values()):
            seen = self.view(uri)
            if seen is None:
                continue
            view, folder = seen
            uri_of = self.uris_in(folder)
            for path, listed in diagnostics(view, uri_of, self.encoding).items():
                known = found.setdefault(uri_of(path), [])
                known += [each for each in listed if each not in known]
        for uri in [*found, *(uri for uri in self._sent if uri not in found)]:
            is_open = self.path_of(uri) in self._uris
            listed = [] if self.pulls and is_open else found.get(uri, [])
            version = self.workspace.get_text_document(uri).version if is_open else None
            if self._sent.get(uri, ([], None)) != (listed, version):
                self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, listed, version))
            if listed or is_open:
                self._sent[uri] = listed, version
            else:
                self._sent.pop(uri, None)

    async def watch(self) -> None:
        """Asks the editor to tell what changes on the disk."""
        workspace = self.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace else None
        if watching is None or not watching.dynamic_registration:
            return
        options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher(each) for each in WATCHED])
        method = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
        registration = lsp.Registration("mvnetgen-files", method, options)
        await self.client_register_capability_async(lsp.RegistrationParams([registration]))


def serve(settings_of: SettingsOf) -> None:
    """Serves an editor over stdin and stdout until it is gone."""
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    # a stream of its own: it is closed at the end, and whatever prints by mistake must not speak to the editor
    stdout = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with contextlib.redirect_stdout(sys.stderr):
        server(settings_of).start_io(stdout=stdout)


def server(settings_of: SettingsOf) -> Server:
    """A server that answers everything."""
    from mvnetgen.editor.lifecycle import follow  # noqa: PLC0415
    from mvnetgen.editor.requests import answer  # noqa: PLC0415

    made = Server(settings_of)
    follow(made)
    answer(made)
    return made
