"""The arguments over which the built-ins are tried, from the files `builtins/grid_<family>.py`.

There `GRIDS` holds the values of each parameter, all of whose products are tried, and `CASES` argument tuples as they
are, which may leave optional arguments out. A list is a tuple.
"""

from __future__ import annotations

import runpy
from itertools import product
from pathlib import Path

Argument = float | str | tuple[float | str, ...]

FAMILIES = {
    path.stem.removeprefix("grid_"): path for path in sorted((Path(__file__).parent / "builtins").glob("grid_*.py"))
}


def cases_of(family: str) -> dict[str, list[tuple[Argument, ...]]]:
    """The argument tuples of each built-in of a family."""
    found = runpy.run_path(str(FAMILIES[family]))
    cases = {name: list(product(*grid)) for name, grid in found.get("GRIDS", {}).items()}
    for name, more in found.get("CASES", {}).items():
        cases.setdefault(name, []).extend(more)
    return cases
