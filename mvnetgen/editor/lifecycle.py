"""What the editor tells the server: folders, documents, files."""

from __future__ import annotations

import os.path
from pathlib import Path

from lsprotocol import types as lsp
from pygls.uris import to_fs_path

from mvnetgen.editor.server import Server


def follow(server: Server) -> None:
    """Registers what happens when the editor tells something."""

    @server.feature(lsp.INITIALIZED)
    async def initialized(ls: Server, _: lsp.InitializedParams) -> None:
        for folder in ls.workspace.folders.values():
            _add(ls, folder.uri)
        if not ls.folders.roots and ls.workspace.root_uri:
            _add(ls, ls.workspace.root_uri)
        await ls.watch()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    async def folders_changed(ls: Server, params: lsp.DidChangeWorkspaceFoldersParams) -> None:
        for folder in params.event.removed:
            ls.folders.roots.discard(_folder(folder.uri))
        for folder in params.event.added:
            _add(ls, folder.uri)
        ls.soon()

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(ls: Server, params: lsp.DidOpenTextDocumentParams) -> None:
        ls.opened(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def edited(ls: Server, params: lsp.DidChangeTextDocumentParams) -> None:
        ls.edited(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(ls: Server, params: lsp.DidSaveTextDocumentParams) -> None:
        ls.folders.changed([_path(params.text_document.uri)])
        ls.soon()

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(ls: Server, params: lsp.DidCloseTextDocumentParams) -> None:
        ls.closed(params.text_document.uri)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def files_changed(ls: Server, params: lsp.DidChangeWatchedFilesParams) -> None:
        ls.folders.changed([_path(change.uri) for change in params.changes])
        ls.soon()


def _path(uri: str) -> str:
    return os.path.normpath(to_fs_path(uri) or uri).replace(os.sep, "/")


def _folder(uri: str) -> Path:
    return Path(_path(uri))


def _add(server: Server, uri: str) -> None:
    if uri.startswith("file:"):
        server.folders.roots.add(_folder(uri))
