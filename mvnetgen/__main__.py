"""``python -m mvnetgen``."""

from mvnetgen.cli import run

run()
