"""The command line: one verb a file."""

from tadasu.cli._main import app, main

__all__ = ["app", "main"]
