"""What the files of a job need from the network: index URLs, channels, images, mirrors, each with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import PurePath

from mvnetgen.egress.question import Question, parse_question
from mvnetgen.egress.sources.conda import conda_needs
from mvnetgen.egress.sources.dockerfile import docker_needs
from mvnetgen.egress.sources.maven import maven_needs
from mvnetgen.egress.sources.need import Need
from mvnetgen.egress.sources.npm import npm_needs
from mvnetgen.egress.sources.pip import pip_needs
from mvnetgen.egress.sources.pyproject import pyproject_needs
from mvnetgen.egress.sources.renv import renv_needs
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, Span

Reader = Callable[[Source], Iterable[Need]]

READERS: tuple[tuple[str, Reader], ...] = (
    (r"(.*[._-])?(docker|container)file([._-].*)?", docker_needs),
    (r"\.npmrc", npm_needs),
    (r"renv\.lock", renv_needs),
    (r".*\.xml", maven_needs),
    (r".*\.toml", pyproject_needs),
    (r".*\.ya?ml", conda_needs),
    (r".*\.(txt|in)", pip_needs),
)
"""Names of files, in any case, and who reads them."""


def needs_of(source: Source) -> list[Question]:
    """What a file needs, each host and port once, in the order of its lines. Raises `InputError` for a file that is none."""
    name = PurePath(source.path).name.lower()
    reader = next((each for pattern, each in READERS if re.fullmatch(pattern, name)), None)
    if reader is None:
        known = "requirements.txt, environment.yml, conda-lock.yml, pyproject.toml, Dockerfile, renv.lock, settings.xml, .npmrc"
        raise InputError(f"is of no kind that is known by its name: {known}", Span.point(source.path))
    found: dict[tuple[str, int], Need] = {}
    for need in sorted(reader(source), key=lambda each: each.line):
        found.setdefault((need.host, need.port), need)
    return [_question(need, source.path) for need in found.values()]


def _question(need: Need, path: str) -> Question:
    shown = f"{need.host}:{need.port}"
    return replace(parse_question(shown), asked=shown, path=path, line=need.line, why=need.why)
