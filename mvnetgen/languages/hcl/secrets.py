"""Where files write sensitive values: found without evaluating anything, so that no report shows such a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from mvnetgen.languages.hcl.syntax import Block, File, Literal
from mvnetgen.text.source import Source, Span

MARKS = ("sensitive", "ephemeral")
"""Arguments of a variable or output that keep its value from being shown."""

_BLOCK = re.compile(
    r"^[ \t]*(?:variable|output)\b[^\n{]*\{(.*?)(?=^[ \t]*\}|^[ \t]*\w+[^\n={]*\{|\Z)", re.MULTILINE | re.DOTALL
)
_MARK = re.compile(r"\b(?:sensitive|ephemeral)\b(?!\s*=\s*false)")


def written_secrets(files: Iterable[File]) -> Iterator[Span]:
    """The defaults of sensitive variables, what value files give them, and the values of sensitive outputs."""
    every = list(files)
    names: set[str] = set()
    for file in every:
        for kind, argument in (("variable", "default"), ("output", "value")):
            for block in file.body.blocks_of(kind):
                if not is_sensitive(block):
                    continue
                names.update(block.labels if kind == "variable" else ())
                written = block.body.attribute(argument)
                if written is not None:
                    yield written.value.span
    for file in every:
        for attribute in file.body.attributes:  # only value files have any at the top
            if attribute.name in names:
                yield attribute.value.span


def is_sensitive(block: Block) -> bool:
    """Whether a variable or output is sensitive as far as it is written: a mark that is no plain ``false`` counts."""
    marks = [block.body.attribute(name) for name in MARKS]
    return any(
        mark is not None and not (isinstance(mark.value, Literal) and mark.value.value in {False, "false"})
        for mark in marks
    )


def secrets_in_broken(files: Mapping[str, File], sources: Mapping[str, Source]) -> Iterator[Span]:
    """
    Where files that could not be read whole may write sensitive values: more rather than less.

    Of files of code the blocks that look like sensitive variables, of value files all, if anything is sensitive at all.
    """
    broken = [path for path, file in files.items() if file.problems]
    suspects = {path: list(_secrets_in_text(sources[path])) for path in files} if broken else {}
    anything = any(suspects.values())
    for path in broken:
        yield from suspects[path]
        if anything and not files[path].body.blocks and "tfvars" in path:
            yield sources[path].whole


def _secrets_in_text(source: Source) -> Iterator[Span]:
    """The lines of sensitive variables and outputs in a text that may be no HCL at all."""
    for found in _BLOCK.finditer(source.text):
        if _MARK.search(found[1]):
            first, _ = source.position(found.start(1))
            last, _ = source.position(max(found.end(1) - 1, found.start(1)))
            yield Span(source.path, first, 1, last, len(source.line(last)) + 1)
