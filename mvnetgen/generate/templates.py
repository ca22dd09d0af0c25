"""Finds the templates and fills them in: the only importer of jinja2's environment."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from mvnetgen.generate.filters import bicep, comment, hcl
from mvnetgen.text.errors import InstallationError, TemplateError, UsageError

SUFFIX = ".jinja"


@cache
def shipped() -> Path:
    """The folder of our templates: inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "templates", package.parent / "templates"):
        if (folder / "terraform" / "main.tf.jinja").is_file():
            return folder
    raise InstallationError("the templates of mvnetgen are missing; install mvnetgen again")


@cache
def environment(overlay: Path | None = None) -> jinja2.Environment:
    """
    Our templates; with `overlay`, those of a user in front of ours, in a sandbox.

    Raises `UsageError` when the user's folder has no template that replaces one of ours.
    """
    options: dict[str, Any] = {
        "undefined": jinja2.StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "keep_trailing_newline": True,
        "autoescape": False,  # what is written is no HTML: the filters quote
        "auto_reload": False,
    }
    ours = jinja2.FileSystemLoader(shipped(), encoding="utf-8")
    if overlay is None:
        made = jinja2.Environment(loader=ours, **options)  # noqa: S701 - what is written is no HTML
    else:
        from mvnetgen.generate.sandbox import Sandbox  # noqa: PLC0415 - for templates of a user only

        _check_overlay(overlay)
        theirs = jinja2.FileSystemLoader(overlay, encoding="utf-8")
        made = Sandbox(loader=jinja2.ChoiceLoader([theirs, ours]), **options)
    made.filters |= {"hcl": _hcl, "bicep": _bicep, "comment": comment}
    return made


@jinja2.pass_context
def _hcl(context: jinja2.runtime.Context, value: Any, *, key: bool = False) -> str:
    """The filter `hcl`, with variables in place of placeholders: no template can forget them."""
    return hcl(context["placeholders"].fill(value), key=key)


@jinja2.pass_context
def _bicep(context: jinja2.runtime.Context, value: Any, *, key: bool = False) -> str:
    """The filter `bicep`, with parameters in place of placeholders."""
    return bicep(context["placeholders"].fill(value), key=key)


def _check_overlay(folder: Path) -> None:
    if not folder.is_dir():
        raise UsageError(f"--templates {folder.as_posix()} is no folder")
    names = {path.relative_to(folder).as_posix() for path in folder.rglob(f"*{SUFFIX}")}
    known = {path.relative_to(shipped()).as_posix() for path in shipped().rglob(f"*{SUFFIX}")}
    if not names:
        raise UsageError(f"--templates {folder.as_posix()} has no template in it, such as terraform/main.tf.jinja")
    if not names & known:
        raise UsageError(
            f"none of the templates in {folder.as_posix()} replaces one of ours: {', '.join(sorted(names))}"
        )


def fill(name: str, context: Mapping[str, Any], overlay: Path | None = None) -> str:
    """A template filled in. Raises `TemplateError` with the template's name and line."""
    templates = environment(overlay)
    try:
        return templates.get_template(name).render(context)
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(f"{error.name or name}:{error.lineno}: {error.message}") from error
    except jinja2.TemplateNotFound as error:
        raise TemplateError(f"{name}: there is no template `{error.name}`") from error
    except Exception as error:
        if overlay is None:
            raise  # our own template: a bug
        raise TemplateError(f"{_where(error, name)}: {error}") from error


def _where(error: BaseException, name: str) -> str:
    """The innermost template and line in a traceback."""
    place, trace = name, error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(SUFFIX):
            place = f"{Path(file).as_posix()}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
