"""The package gives exactly the names it promises."""

from __future__ import annotations

import subprocess
import sys

import pytest

import plainplan


def test_the_public_names_are_sorted() -> None:
    assert plainplan.__all__ == sorted(plainplan.__all__)


@pytest.mark.parametrize("name", plainplan.__all__)
def test_a_public_name_is_there(name: str) -> None:
    assert name in dir(plainplan)
    assert getattr(plainplan, name) is not None


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = plainplan.nothing


def test_importing_the_package_imports_none_of_its_parts() -> None:
    script = "import sys, plainplan; print(*(name for name in sys.modules if name.startswith('plainplan')))"
    finished = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert finished.stdout.split() == ["plainplan"]
