"""What the editor asks the server: each answer is made by a function of its own, here it is put into the protocol's words."""

from __future__ import annotations

from lsprotocol import types as lsp

from mvnetgen.editor.actions import Action, actions
from mvnetgen.editor.completion import completion
from mvnetgen.editor.diagnostics import UriOf, diagnostics
from mvnetgen.editor.folder import View
from mvnetgen.editor.hover import hover_text
from mvnetgen.editor.lens import hints, lenses
from mvnetgen.editor.links import links
from mvnetgen.editor.positions import point_of, position_of, range_of
from mvnetgen.editor.reaching import EGRESS, REACH, egress_message, reach_message
from mvnetgen.editor.server import Server
from mvnetgen.text.errors import MvnetgenError

PULL = lsp.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=False, identifier="mvnetgen")


def answer(server: Server) -> None:
    """Registers the answers."""

    @server.feature(lsp.TEXT_DOCUMENT_DIAGNOSTIC, PULL)
    def pulled(ls: Server, params: lsp.DocumentDiagnosticParams) -> lsp.RelatedFullDocumentDiagnosticReport:
        seen = ls.view(params.text_document.uri)
        if seen is None:
            return lsp.RelatedFullDocumentDiagnosticReport([])
        view, folder = seen
        return lsp.RelatedFullDocumentDiagnosticReport(
            diagnostics(view, ls.uris_in(folder), ls.encoding).get(view.path, [])
        )

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hovered(ls: Server, params: lsp.HoverParams) -> lsp.Hover | None:
        seen = ls.view(params.text_document.uri)
        text = hover_text(seen[0], *point_of(seen[0].source, params.position, ls.encoding)) if seen else ""
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text)) if text else None

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=['"', "'", " ", ".", "["]))
    def completed(ls: Server, params: lsp.CompletionParams) -> lsp.CompletionList:
        seen = ls.view(params.text_document.uri)
        return _completed(seen[0], params.position, ls.encoding) if seen else lsp.CompletionList(False, [])

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.SourceFixAll]),
    )
    def acted(ls: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        seen = ls.view(params.text_document.uri)
        if seen is None:
            return []
        view, folder = seen
        first, last = (point_of(view.source, each, ls.encoding) for each in (params.range.start, params.range.end))
        made = [_action(each, view, ls.uris_in(folder), ls.encoding) for each in actions(view, first, last)]
        wanted = params.context.only
        return [each for each in made if wanted is None or any(_is_kind(each.kind, kind) for kind in wanted)]

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    def lensed(ls: Server, params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        seen, uri = ls.view(params.text_document.uri), params.text_document.uri
        return [
            lsp.CodeLens(
                lsp.Range(lsp.Position(each.line - 1, 0), lsp.Position(each.line - 1, 0)),
                lsp.Command(each.title, EGRESS, arguments=[uri, each.workspace]),
            )
            for each in (lenses(seen[0]) if seen else ())
        ]

    @server.feature(lsp.TEXT_DOCUMENT_INLAY_HINT)
    def hinted(ls: Server, params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
        seen = ls.view(params.text_document.uri)
        return [
            lsp.InlayHint(
                position_of(seen[0].source, each.line, each.column, ls.encoding), each.text, padding_left=True
            )
            for each in (hints(seen[0]) if seen else ())
            if seen and params.range.start.line <= each.line - 1 <= params.range.end.line
        ]

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_LINK)
    def linked(ls: Server, params: lsp.DocumentLinkParams) -> list[lsp.DocumentLink]:
        seen = ls.view(params.text_document.uri)
        if seen is None:
            return []
        view, folder = seen
        uri_of = ls.uris_in(folder)
        return [
            lsp.DocumentLink(
                range_of(view.source, each.span, ls.encoding),
                target=f"{uri_of(each.target.path)}#L{each.target.line}" if each.target else each.url,
                tooltip=each.tooltip,
            )
            for each in links(view)
        ]

    @server.command(EGRESS)
    def show_egress(ls: Server, uri: str, workspace: str) -> str:
        seen = ls.view(uri)
        text = egress_message(seen[0], workspace) if seen else ""
        if text:
            ls.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Info, text))
        return text

    @server.command(REACH)
    def show_reach(ls: Server, uri: str, host: str) -> str:
        seen = ls.view(uri)
        try:
            text = reach_message(seen[0], host) if seen else ""
        except MvnetgenError as error:
            text = error.message
        ls.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Info, text))
        return text


def _is_kind(kind: lsp.CodeActionKind | str | None, wanted: lsp.CodeActionKind | str) -> bool:
    have, want = (each.value if isinstance(each, lsp.CodeActionKind) else str(each) for each in (kind, wanted))
    return not want or have == want or have.startswith(f"{want}.")


def _action(each: Action, view: View, uri_of: UriOf, encoding: lsp.PositionEncodingKind | str) -> lsp.CodeAction:
    edits: dict[str, list[lsp.TextEdit]] = {}
    for edit in each.edits:
        path = edit.span.path
        source = view.source if path == view.path else view.sources[path]
        edits.setdefault(uri_of(path), []).append(lsp.TextEdit(range_of(source, edit.span, encoding), edit.text))
    return lsp.CodeAction(
        each.title,
        kind=each.kind,
        diagnostics=None,
        is_preferred=each.preferred or None,
        edit=lsp.WorkspaceEdit(changes=dict(edits)),
    )


def _completed(view: View, position: lsp.Position, encoding: lsp.PositionEncodingKind | str) -> lsp.CompletionList:
    line, column = point_of(view.source, position, encoding)
    found = completion(view, line, column)
    if found is None:
        return lsp.CompletionList(False, [])
    where = lsp.Range(position_of(view.source, line, found.typing.column, encoding), position)
    return lsp.CompletionList(
        False,
        [
            lsp.CompletionItem(
                each.text,
                kind=lsp.CompletionItemKind.Reference if each.code else lsp.CompletionItemKind.Value,
                detail=each.detail or None,
                sort_text=f"{number:04}",
                filter_text=each.text,
                text_edit=lsp.TextEdit(where, each.text),
            )
            for number, each in enumerate(found.proposals)
        ],
    )
