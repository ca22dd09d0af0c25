"""A plan or state as an input: with the code beside it, and the comments in that."""

from __future__ import annotations

from collections.abc import Iterable

from mvnetgen.formats.contents import Contents, Remarks
from mvnetgen.formats.plan.read import read_plan
from mvnetgen.languages.hcl.folder import CODE
from mvnetgen.languages.hcl.parse import parse
from mvnetgen.languages.hcl.statements import statement_ends
from mvnetgen.model.estate import Estate
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, decode
from mvnetgen.text.tree import Tree


def read_contents(data: bytes, shown: str, tree: Tree, *, before: bool = False) -> tuple[Contents, Estate | None]:
    """What the plan says, and with `before` also what was there. Raises `InputError` when it cannot be read."""

    def files_in(folder: str) -> Iterable[Source]:
        if not tree.is_folder(folder):
            return
        for name in tree.list(folder, CODE):
            path = name if folder == "." else f"{folder}/{name}"
            try:
                yield decode(tree.read(path), path)
            except InputError:
                continue

    reading = read_plan(data, shown, files_in, before=before)

    def remarks(path: str) -> Remarks:
        source = reading.sources.get(path)
        if source is None:
            return Remarks()
        file = parse(source)
        return Remarks(tuple(each.span for each in file.comments), statement_ends(file))

    contents = Contents(
        (("", reading.estate),),
        reading.sources,
        remarks=remarks,
        closed=(shown,),
        notes=reading.notes,
    )
    return contents, reading.before
