"""What the edits did to the outcome: the figures of two versions side by side, and when they part."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date

from plainplan.api import CheckOutcome, Plan, PlanError, Run
from plainplan.api.plan import BASE
from plainplan.diagnostics import Diagnostic
from plainplan.dimensions import NUMBER, Type
from plainplan.graph.nodes import TIME, Graph, Quantity
from plainplan.records import dataclass
from plainplan.versions.facts import read_entries
from plainplan.versions.pairing import pair_entries, renames, with_names

# The block of the graph that holds what a report shows.
SHOWN = "shown"
# Figures that are as near as the tolerance of the language's own comparisons are the same.
RELATIVE = 1e-9


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the report in both versions, None where one does not have it; of a series its last value.

    `key` is `final`, `lowest` (of the net worth), `survival` (the share of paths in which every check holds), or the
    label under which a report shows it. `parted` is the first day on which the two series are not the same.
    """

    key: str
    type: Type
    is_share: bool
    before: float | None
    after: float | None
    parted: date | None = None
    # The days of the lowest net worth, and of the last one where the versions do not end together.
    before_on: date | None = None
    after_on: date | None = None

    @property
    def is_moved(self) -> bool:
        """Whether the figure itself is another."""
        return not _is_same(self.before, self.after)

    @property
    def is_changed(self) -> bool:
        """Whether the versions differ, at the end or on the way."""
        return self.parted is not None or self.is_moved

    @property
    def change(self) -> float | None:
        """The later figure less the earlier one, None where one is missing."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class CheckPair:
    """A check in both versions, None where one does not have it."""

    name: str
    before: CheckOutcome | None
    after: CheckOutcome | None

    @property
    def is_changed(self) -> bool:
        """Whether it holds in one version and not in the other, or fails on another day."""
        old, new = self.before, self.after
        if old is None or new is None:
            return True
        return (old.is_ok, old.failed_on, old.view.keyword) != (new.is_ok, new.failed_on, new.view.keyword)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scenario comes to in both versions; `before` or `after` is None where one does not have the scenario.

    `years` are the net worths at the end of each year, None where a version does not reach it; `parted` is the first
    day on which they are not the same.
    """

    scenario: str
    label: str
    before: Run | None
    after: Run | None
    figures: tuple[Figure, ...]
    checks: tuple[CheckPair, ...]
    years: tuple[tuple[int, float | None, float | None], ...]
    parted: date | None

    @property
    def is_changed(self) -> bool:
        """Whether the scenario is in one version only, or any figure or check is not as it was."""
        if self.before is None or self.after is None:
            return True
        is_moved = any(figure.is_changed for figure in self.figures) or any(check.is_changed for check in self.checks)
        return self.parted is not None or is_moved


def compare_outcomes(before: Plan, after: Plan, scenarios: tuple[str, ...] = ()) -> list[Outcome] | list[Diagnostic]:
    """The outcome of the base and of every scenario (or of those named) in two versions of a plan.

    The diagnostics of the version that cannot be computed, or that has no scenario of a name.
    """
    for plan in (before, after):
        if plan.graph is None:
            return [fault for fault in plan.check(is_static=True) if fault.is_error]
    names = _renames(before, after)
    old = {names.get(name, name): (name, label) for name, label in _scenarios(before)}
    new = {name: (name, label) for name, label in _scenarios(after)}
    for name in scenarios:
        if name not in old and name not in new:
            return [Diagnostic("unknown-scenario", f"neither version has a scenario `{name}`", None)]
    outcomes = []
    try:
        for name in {**new, **old}:
            if not scenarios or name in scenarios:
                runs = [
                    plan.run(known[name][0]) if name in known else None for plan, known in ((before, old), (after, new))
                ]
                outcomes.append(_compare(name, (new.get(name) or old[name])[1], runs[0], runs[1], names))
    except PlanError as error:
        return error.diagnostics
    return outcomes


def _renames(before: Plan, after: Plan) -> dict[str, str]:
    assert before.file is not None
    assert after.file is not None
    return renames(pair_entries(read_entries(before.file), read_entries(after.file)))


def _scenarios(plan: Plan) -> Iterator[tuple[str, str]]:
    assert plan.graph is not None
    return ((name or BASE, label) for name, label in plan.graph.scenarios)


def worth_figures(worths: list[float]) -> tuple[float, float]:
    """Of a series of net worths the last, and the lowest."""
    return worths[-1], min(worths, key=lambda worth: math.inf if math.isnan(worth) else worth)


def shown_quantities(graph: Graph) -> dict[str, Quantity]:
    """What the reports of a plan show, by label: numbers only."""
    return {
        quantity.label: quantity
        for quantity in graph.quantities
        if quantity.block == SHOWN and not quantity.is_helper and quantity.type.kind in ("quantity", "boolean")
    }


def pair_shown(
    before: Graph | None, after: Graph | None, names: Mapping[str, str] | None = None
) -> Iterator[tuple[str, Quantity | None, Quantity | None]]:
    """What the reports of two versions show, by label, where `names` are later names by the earlier ones; None where a
    version does not show it."""
    shown = {} if before is None else shown_quantities(before)
    # What has no label of its own goes by its formula.
    old = {with_names(label, names or {}): quantity for label, quantity in shown.items()}
    new = {} if after is None else shown_quantities(after)
    for label in {**new, **old}:
        first, second = old.get(label), new.get(label)
        # Under one label two figures of other kinds are two figures.
        if first is None or second is None or first.type == second.type:
            yield label, first, second
        else:
            yield label, first, None
            yield label, None, second


def _compare(name: str, label: str, before: Run | None, after: Run | None, names: Mapping[str, str]) -> Outcome:
    figures = (*_net_worth(before, after), *_survival(before, after), *_shown(before, after, names))
    old = {} if before is None else {names.get(check.name, check.name): check for check in _own_checks(before)}
    new = {} if after is None else {check.name: check for check in _own_checks(after)}
    checks = tuple(CheckPair(key, old.get(key), new.get(key)) for key in {**new, **old})
    # There is no difference of two currencies.
    is_one = before is None or after is None or _worth_type(before) == _worth_type(after)
    years = tuple(_years(before, after)) if is_one else ()
    parted = _parted(_worths(before), _worths(after)) if is_one else None
    return Outcome(name, label, before, after, figures, checks, years, parted)


def _own_checks(run: Run) -> list[CheckOutcome]:
    return [check for check in run.checks if not check.view.is_builtin]


def _worth_type(run: Run) -> Type:
    return run.graph.quantities[run.graph.well_known["net_worth"]].type


def _net_worth(before: Run | None, after: Run | None) -> Iterator[Figure]:
    if before is not None and after is not None and _worth_type(before) != _worth_type(after):
        # In two currencies these are figures of their own.
        yield from _net_worth(before, None)
        yield from _net_worth(None, after)
        return
    run = after or before
    if run is None or not run.graph.accounts:
        return
    type_ = _worth_type(run)
    old, new = (None if each is None else _final_and_lowest(each) for each in (before, after))
    # Where one ends earlier, each end has its day.
    ends = [each.dates[-1] if each is not None else None for each in (before, after)]
    days = ends if None not in ends and ends[0] != ends[1] else (None, None)
    parted = _parted(_worths(before), _worths(after))
    yield Figure("final", type_, False, old and old[0], new and new[0], parted, days[0], days[1])
    yield Figure(
        "lowest", type_, False, old and old[1], new and new[1], None, old[2] if old else None, new[2] if new else None
    )


def _survival(before: Run | None, after: Run | None) -> Iterator[Figure]:
    old, new = (None if run is None or run.paths is None else run.paths.survival for run in (before, after))
    if old is not None or new is not None:
        yield Figure("survival", NUMBER, True, old, new)


def _final_and_lowest(run: Run) -> tuple[float, float, date]:
    worths = run.net_worth
    final, lowest = worth_figures(worths)
    place = next((number for number, worth in enumerate(worths) if worth == lowest), 0)
    return final, lowest, run.dates[place]


def _shown(before: Run | None, after: Run | None, names: Mapping[str, str]) -> Iterator[Figure]:
    old, new = (None if run is None else run.graph for run in (before, after))
    for label, one, other in pair_shown(old, new, names):
        known, run = (other, after) if other is not None else (one, before)
        assert known is not None
        assert run is not None
        yield Figure(
            label,
            known.type,
            known.id in run.shares,
            None if before is None or one is None else before.number(one.id),
            None if after is None or other is None else after.number(other.id),
            _parted(_series(before, one), _series(after, other)),
        )


Dated = dict[date, float]


def _series(run: Run | None, quantity: Quantity | None) -> Dated | None:
    if run is None or quantity is None or quantity.axis != TIME:
        return None
    return dict(zip(run.dates, run.numbers(quantity.id), strict=True))


def _worths(run: Run | None) -> Dated | None:
    return None if run is None else dict(zip(run.dates, run.net_worth, strict=True))


def _parted(before: Dated | None, after: Dated | None) -> date | None:
    """The first day that both have and on which they are not the same."""
    if before is None or after is None:
        return None
    return next((day for day in sorted(before.keys() & after.keys()) if not _is_same(before[day], after[day])), None)


def _years(before: Run | None, after: Run | None) -> Iterator[tuple[int, float | None, float | None]]:
    old, new = ({day.year: worth for day, worth in (_worths(run) or {}).items()} for run in (before, after))
    for year in sorted(old.keys() | new.keys()):
        yield year, old.get(year), new.get(year)


def _is_same(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is after
    if math.isnan(before) or math.isnan(after):
        return math.isnan(before) and math.isnan(after)
    return abs(before - after) <= RELATIVE * max(abs(before), abs(after), 1.0)
