"""Many paths of one scenario: how many of them survive, the worst of them, and how what is left is distributed.

A scenario that rolls through history has one path a window. Whatever else makes paths is told in the same words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from plainplan.api.outcome import CheckOutcome, CheckPaths, Run
from plainplan.evaluate.again import Again
from plainplan.evaluate.result import Result
from plainplan.graph.nodes import Graph, WindowsView
from plainplan.records import dataclass, replace

# What is told of a distribution: the middle, the quarters, and one path in twenty at either end.
PERCENTILES = (5, 25, 50, 75, 95)
# A share of paths is reached when it is, whatever its division leaves.
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Path:
    """What came of one path: its name (`1966`), the net worth at the end, in money of the plan's start (`final_real`,
    the same where prices never move) and at its lowest, and the first step in which a check fails (0 when none does)
    with the checks that fail there."""

    label: str
    start: float
    final: float
    final_real: float
    lowest: float
    lowest_step: int
    failed_step: int
    failed: tuple[str, ...]

    @property
    def survives(self) -> bool:
        """Whether every check holds."""
        return not self.failed


class Paths:
    """The paths of a scenario, in their order, and what every check came to over all of them."""

    def __init__(self, paths: Sequence[Path], outcomes: Sequence[Sequence[CheckOutcome]]) -> None:
        """`outcomes` are those of every check, for each path."""
        self.paths = tuple(paths)
        self._outcomes = outcomes

    @property
    def count(self) -> int:
        """How many paths there are."""
        return len(self.paths)

    @property
    def survivors(self) -> int:
        """In how many of them every check holds."""
        return sum(path.survives for path in self.paths)

    @property
    def survival(self) -> float:
        """The share of paths in which every check holds."""
        return self.survivors / self.count

    @property
    def worst(self) -> Path:
        """The path in which a check fails first; among equals, and where none fails, the one that ends with least
        in money of the plan's start."""
        return min(self.paths, key=_badness)

    @property
    def checks(self) -> list[CheckOutcome]:
        """Every check over all paths: what failed where it failed first, and in how many paths it holds."""
        return [self._over_paths(outcomes) for outcomes in zip(*self._outcomes, strict=True)]

    @property
    def has_prices(self) -> bool:
        """Whether prices move, so that money of the start is another figure."""
        return any(path.final_real != path.final for path in self.paths)

    def percentiles(self, values: Sequence[float]) -> list[float]:
        """The 5th, 25th, 50th, 75th and 95th percentile of a figure over the paths, as Excel's PERCENTILE.INC has
        them; NaN where a path has no value."""
        from plainplan.builtins import BUILTINS

        if any(math.isnan(value) for value in values):
            return [math.nan] * len(PERCENTILES)
        return [float(BUILTINS["percentile.inc"].scalar(list(values), share / 100)) for share in PERCENTILES]

    def _over_paths(self, outcomes: Sequence[CheckOutcome]) -> CheckOutcome:
        held = sum(outcome.is_ok for outcome in outcomes)
        place = min(range(len(outcomes)), key=lambda index: _earliness(outcomes[index]))
        needed = outcomes[0].view.share
        is_ok = held >= needed * len(outcomes) - ROUNDING
        told = CheckPaths(len(outcomes), held, needed, self.paths[place].label if held < len(outcomes) else "")
        return replace(outcomes[place], is_ok=is_ok, paths=told)


def roll(view: WindowsView, result: Result, scenario: str) -> Paths:
    """The paths of the windows of a scenario, of which one has been computed: `result`."""
    graph = result.graph
    again = Again(graph, [view.start], _figures(graph))
    paths, outcomes = [], []
    for start, label in zip(view.starts, view.labels, strict=True):
        values = again.run(result.values, {view.start: start})
        run = Run(graph, Result(graph, {**result.inputs, view.start: start}, values), scenario)
        outcomes.append(run.checks_shown)
        paths.append(_path_of(run, outcomes[-1], label, start))
    return Paths(paths, outcomes)


def _figures(graph: Graph) -> list[int]:
    """What is asked of a path: its checks, and its net worth."""
    found = [graph.well_known["net_worth"], graph.by_name.get("price_level.closing")]
    for check in graph.checks:
        found += [check.ok, check.failed_step, check.left, check.right, check.shortfall]
    return [number for number in found if number is not None]


def _path_of(run: Run, checks: list[CheckOutcome], label: str, start: float) -> Path:
    worth, real = run.net_worth, run.net_worth_today
    step = min(range(len(worth)), key=lambda index: -math.inf if math.isnan(worth[index]) else worth[index])
    failures = [check for check in checks if check.is_failure]
    first = min((check.failed_step for check in failures), default=0)
    return Path(
        label,
        start,
        worth[-1],
        worth[-1] if real is None else real[-1],
        worth[step],
        step + 1,
        first,
        tuple(check.name for check in failures if check.failed_step == first),
    )


def _badness(path: Path) -> tuple[bool, int, float]:
    """What is worse comes first."""
    final = -math.inf if math.isnan(path.final_real) else path.final_real
    return path.survives, path.failed_step, final


def _earliness(outcome: CheckOutcome) -> tuple[bool, int, float]:
    """What fails earlier comes first, and by more where that is told."""
    return outcome.is_ok, outcome.failed_step, -(outcome.shortfall or 0.0)
