from pathlib import Path

import pytest

from tests.editor.window import Window


@pytest.fixture
def window(tmp_path: Path) -> Window:
    return Window(tmp_path)
