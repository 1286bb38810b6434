"""How much of a change of the outcome each group of edits explains: its Shapley value over all orders of making them.

Source: L. S. Shapley, A Value for n-Person Games (1953). The part of a group is its marginal effect averaged over all
orders in which the groups can be made; the parts sum to the whole change exactly.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from random import Random

from plainplan.diagnostics import Diagnostic
from plainplan.records import dataclass
from plainplan.versions.budget import Budget, TooMuchWorkError
from plainplan.versions.groups import Group
from plainplan.versions.mixture import Mixture
from plainplan.versions.runs import Figures, Measure, Needs, NoPlanError, OtherwiseError, Runs, TooManyError, is_same

# Up to so many groups every order counts: 2^8 plans.
MOST_EXACT = 8
# Beyond, so many orders are drawn, each with its reverse; fewer where it is enough work, but so many.
SAMPLED_PAIRS = 24
LEAST_PAIRS = 2
SEED = 42
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Part:
    """What one group explains of the change of each figure; `errors` are standard errors, 0 unless it was sampled."""

    group: Group
    shares: Figures
    errors: Figures


@dataclass(frozen=True, slots=True)
class Attribution:
    """The change of each figure, and the parts that sum to it. `orders` were sampled, 0 where all were counted.

    The parts of a figure are NaN where some mixture of the versions has no value for it.
    """

    before: Figures
    after: Figures
    parts: tuple[Part, ...]
    orders: int


def attribute(mixture: Mixture, scenario: str | None, needs: Needs, measure: Measure) -> Attribution | Diagnostic:
    """The part of each group of edits in the change of some figures of a scenario (of the base unless said).

    Groups that are no plan without each other are made one in `mixture`. A `Diagnostic` where that would be all of
    them, where the versions are two plans, or where to find it out is too much work.
    """
    apart = mixture.why_apart()
    if apart is not None:
        return Diagnostic("entangled-edits", f"what each edit did is not told of two plans: {apart}", None)
    try:
        return _attribute(mixture, scenario, needs, measure)
    except TooMuchWorkError:
        message = f"what each of {len(mixture.groups)} edits did is not told: it would take too many runs of the plan"
        return Diagnostic("entangled-edits", message, None)


def _attribute(mixture: Mixture, scenario: str | None, needs: Needs, measure: Measure) -> Attribution | Diagnostic:
    structural: set[int] = set()
    while True:
        count = len(mixture.groups)
        try:
            runs = Runs(mixture, scenario, needs, measure, structural)
            found = _found(runs, count, mixture.budget)
            whole = _Found(runs.figures_of_plan(mixture.before), runs.figures_of_plan(mixture.after), (), (), 0)
            if all(_is_whole(found, whole)) or len(structural) == count:
                return _told(found, whole, mixture.groups)
            runs.check_alone()
        except OtherwiseError as fault:
            structural.add(fault.group)
        except NoPlanError as fault:
            together = mixture.needed_together([group for group in range(count) if fault.made >> group & 1])
            if not 0 < len(together) < count:
                return Diagnostic("entangled-edits", f"the edits cannot be made one by one: {fault}", None)
            mixture.merge(together)
            structural.clear()
        else:
            # The slow way, a plan for each mixture, takes nothing for granted.
            structural.update(range(count))


@dataclass(frozen=True, slots=True)
class _Found:
    """The figures before and after all edits, for each group its shares and their errors, and how many orders were
    drawn, 0 where all were counted."""

    before: Figures
    after: Figures
    shares: Sequence[Figures]
    errors: Sequence[Figures]
    orders: int


def _found(runs: Runs, count: int, budget: Budget) -> _Found:
    if count <= MOST_EXACT:
        with suppress(TooManyError):
            return _counted(runs, count)
    return _sampled(runs, count, budget)


def _is_whole(found: _Found, whole: _Found) -> list[bool]:
    """For each figure whether the mixtures with no edit and with all are the two versions."""
    pairs = zip(found.before, whole.before, found.after, whole.after, strict=True)
    return [is_same(none, before) and is_same(every, after) for none, before, every, after in pairs]


def _told(found: _Found, whole: _Found, groups: Sequence[Group]) -> Attribution:
    known = _is_whole(found, whole)

    def kept(figures: Figures) -> Figures:
        return tuple(value if is_known else math.nan for value, is_known in zip(figures, known, strict=True))

    parts = zip(groups, map(kept, found.shares), map(kept, found.errors), strict=True)
    return Attribution(whole.before, whole.after, tuple(Part(*said) for said in parts), found.orders)


def _counted(runs: Runs, count: int) -> _Found:
    figures = runs.all_figures()
    before, after = figures[0], figures[(1 << count) - 1]
    shares = [_shapley(figures, group, count) for group in range(count)]
    return _Found(before, after, shares, [(0.0,) * len(before)] * count, 0)


def _shapley(figures: dict[int, Figures], group: int, count: int) -> Figures:
    weights = [math.factorial(size) * math.factorial(count - size - 1) / math.factorial(count) for size in range(count)]
    bit = 1 << group
    terms = [
        [weights[made.bit_count()] * (after - before) for before, after in zip(found, figures[made | bit], strict=True)]
        for made, found in figures.items()
        if not made & bit
    ]
    return tuple(map(_sum, zip(*terms, strict=True)))


def _sampled(runs: Runs, count: int, budget: Budget) -> _Found:
    """Marginal effects along orders that are drawn, each with its reverse, which evens out much of the chance."""
    draw = Random(SEED)
    drawn: list[list[Figures]] = [[] for _ in range(count)]
    for number in range(SAMPLED_PAIRS):
        if number >= LEAST_PAIRS and budget.is_enough:
            break
        order = draw.sample(range(count), count)
        effects: list[list[Figures]] = [[] for _ in range(count)]
        for way in (order, order[::-1]):
            spent = budget.spent
            before, *rest = runs.along(way)
            if not number and way is order:
                budget.foresee((2 * LEAST_PAIRS - 1) * (budget.spent - spent))
            last = before
            for group, after in zip(way, rest, strict=True):
                effects[group].append(tuple(new - old for old, new in zip(last, after, strict=True)))
                last = after
        for group, both in enumerate(effects):
            drawn[group].append(tuple(map(_mean, zip(*both, strict=True))))
    shares = [tuple(map(_mean, zip(*found, strict=True))) for found in drawn]
    errors = [tuple(map(_standard_error, zip(*found, strict=True))) for found in drawn]
    return _Found(before, last, shares, errors, 2 * len(drawn[0]))


def _sum(values: Sequence[float]) -> float:
    return math.fsum(values) if all(map(math.isfinite, values)) else math.nan


def _mean(values: Sequence[float]) -> float:
    return _sum(values) / len(values)


def _standard_error(values: Sequence[float]) -> float:
    mean = _mean(values)
    error = math.sqrt(_sum([(value - mean) ** 2 for value in values]) / (len(values) - 1) / len(values))
    # What rounding leaves of effects that are all the same is no error.
    return 0.0 if error <= ROUNDING * abs(mean) else error
