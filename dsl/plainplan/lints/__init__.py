"""What a checked plan says that its writer hardly meant: warnings that need no run."""

from plainplan.lints.lint import lint

__all__ = ["lint"]
