"""Azure ML managed virtual networks as code: generated right, judged before they are applied."""

__version__ = "0.1.0"
