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

# The header of a table: `t in 1..3`.
HEADED = re.compile(r"^\s*(?:rows\s+|cols\s+)?(\w+)\s+in\s", re.MULTILINE)

# What is missing may stand where the text could not be read.
ECHOES = frozenset(("missing-property", "no-account", "unused-input", "missing-fx", "missing-header"))


def written_names(text: str) -> frozenset[str]:
    """Every name that a text seems to declare, read or not."""
    return frozenset((*DECLARED.findall(text), *ASSIGNED.findall(text), *HEADED.findall(text)))


def without_echoes(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics that do not come from what could not be read."""
    return [diagnostic for diagnostic in diagnostics if diagnostic.code not in ECHOES]
