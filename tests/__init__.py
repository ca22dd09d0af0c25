"""Where the tests find things."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
"""The top of the project."""
GOLDEN = ROOT / "tests" / "golden"
"""Stored inputs with the outputs they must have."""
SHARED = ROOT.parent / "shared"
"""What the project was started from; absent in most checkouts, and a test that reads it skips then."""
