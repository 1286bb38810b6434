"""A text of which parts could not be read: what may only seem wrong is not reported besides."""

from __future__ import annotations

import re

from plainplan.diagnostics import Diagnostic

DECLARED = re.compile(
    r"\b(?:param|let|asset|debt|income|expense|goal|group|person|data|table|grid|solve|record|rule|fn|scenario|as)"
    r"\s+(\w+)"
)
# `rate = 3%/year` without its `param` or `let`.
ASSIGNED = re.compile(r"^\s*(\w+)\s*:?[=＝]", re.MULTILINE)

# What is missing may stand where the text could not be read.
ECHOES = frozenset(("missing-property", "no-account", "unused-input", "missing-fx"))


def written_names(text: str) -> frozenset[str]:
    """Every name that a text seems to declare, read or not."""
    return frozenset((*DECLARED.findall(text), *ASSIGNED.findall(text)))


def without_echoes(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics that do not come from what could not be read."""
    return [diagnostic for diagnostic in diagnostics if diagnostic.code not in ECHOES]
