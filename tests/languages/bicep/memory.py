"""The files of a folder in memory, by their paths from the folder."""

from pathlib import Path

from mvnetgen.text.tree import Memory


def tree_of(folder: Path) -> Memory:
    """All files below a folder."""
    return Memory(
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    )
