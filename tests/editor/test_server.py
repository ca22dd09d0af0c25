"""The server as an editor meets it: a process that speaks the protocol through stdin and stdout."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from tests.editor.window import MODULE, RULE, YAML

COMMAND = [sys.executable, "-m", "mvnetgen", "lsp"]


@pytest_lsp.fixture(config=ClientServerConfig(server_command=COMMAND), params=["neovim", "visual_studio_code"])
async def client(request, lsp_client: LanguageClient, tmp_path: Path):
    (tmp_path / ".git").mkdir()
    for name, text in MODULE.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    capabilities = client_capabilities(request.param)
    folder = lsp.WorkspaceFolder(tmp_path.as_uri(), "here")
    await lsp_client.initialize_session(
        lsp.InitializeParams(capabilities=capabilities, root_uri=tmp_path.as_uri(), workspace_folders=[folder])
    )
    yield
    await lsp_client.shutdown_session()


def opened(client: LanguageClient, path: Path, text: str, language: str = "terraform") -> str:
    client.text_document_did_open(
        lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(path.as_uri(), language, 1, text))
    )
    return path.as_uri()


def edited(client: LanguageClient, uri: str, version: int, text: str) -> None:
    client.text_document_did_change(
        lsp.DidChangeTextDocumentParams(
            lsp.VersionedTextDocumentIdentifier(version, uri), [lsp.TextDocumentContentChangeWholeDocument(text)]
        )
    )


async def pushed(client: LanguageClient, uri: str, version: int | None) -> set[str]:
    """The rules of what was pushed for a version of a document."""
    for _ in range(100):
        if client.diagnostics.get(uri) is not None and client.diagnostics_version.get(uri) == version:
            break
        await asyncio.sleep(0.1)
    return {str(each.code) for each in client.diagnostics[uri]}
