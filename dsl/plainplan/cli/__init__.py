"""The `plainplan` program: its commands, and how they draw what they found."""

from plainplan.cli.entry import main

__all__ = ["main"]
