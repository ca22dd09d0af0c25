"""Everything that a module and the local modules below it declare, in one world."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mvnetgen.languages.hcl.family import instances_of
from mvnetgen.languages.hcl.module import Module
from mvnetgen.languages.hcl.module_call import Call
from mvnetgen.languages.hcl.module_scope import ModuleScope, scope_of
from mvnetgen.languages.hcl.resource import Instance
from mvnetgen.languages.hcl.work import TooMuchWork
from mvnetgen.languages.hcl.world import World
from mvnetgen.text.source import Span


def modules(module: Module, world: World) -> Iterator[ModuleScope]:
    """The module itself and all local modules that it calls, once for each call."""
    waiting = [scope_of(module, world)]
    while waiting:
        current = waiting.pop(0)
        yield current
        try:
            world.work.charge()
            for call in instances_of(current, "module"):
                child = call.child if isinstance(call, Call) else None
                waiting += [child] if child else []
        except TooMuchWork as limit:
            _stop("modules", limit, current, world)
            return


def resources(
    module: Module, world: World, wanted: Callable[[str], bool] | None = None, kind: str = "resource"
) -> Iterator[Instance]:
    """
    The instances of all resources (or data sources, with ``kind="data"``) whose type is wanted, in the whole tree.

    Bodies are evaluated when they are asked for.
    """
    for scope in modules(module, world):
        try:
            for labels in scope.module.declarations.of(kind):
                if wanted is None or wanted(labels[0]):
                    family = scope.family(kind, labels)
                    yield from family.instances() if family else ()
        except TooMuchWork as limit:
            _stop("resources", limit, scope, world)
            return


def foreign_calls(module: Module, world: World) -> Iterator[Call]:
    """The calls of modules that are not here: from a registry, from git, or from a directory that does not exist."""
    for scope in modules(module, world):
        try:
            for call in instances_of(scope, "module"):
                if isinstance(call, Call) and call.child is None:
                    yield call
        except TooMuchWork as limit:
            _stop("modules", limit, scope, world)
            return


def _stop(what: str, limit: TooMuchWork, scope: ModuleScope, world: World) -> None:
    """Note that the structure of the tree itself is too much work: nobody knows what is not seen."""
    world.exhaust(f"not all {what} are looked at: {limit.message}", _place(scope))
    world.unseen.add(_place(scope))


def _place(scope: ModuleScope) -> Span:
    files = scope.module.library.files.get(scope.module.directory, ())
    return Span.point(files[0].path if files else scope.module.directory.as_posix())
