"""What came of a plan: figures by name, checks with their first failure, what could not be paid."""

from __future__ import annotations

import math

from plainplan.check.collect import BASE
from plainplan.diagnostics import Diagnostic
from plainplan.evaluate import Result
from plainplan.graph.nodes import SCALAR, TIME, AccountView, CheckView, FlowView, Graph, NoteView, Quantity, WindowsView
from plainplan.records import dataclass, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from typing import Any

    import pandas

    from plainplan.api.paths import Paths
    from plainplan.api.tables import TableView
    from plainplan.evaluate.causes import Cause
    from plainplan.evaluate.exact import Exactness

# Days from Excel's day 0 to the first day of Python's calendar.
EXCEL_DAY_ZERO = 693594


@dataclass(frozen=True, slots=True)
class CheckPaths:
    """A check over many paths: in how many of them it holds, in how large a share it has to (0…1), and the name of the
    path in which it fails first, empty when it holds in all."""

    count: int
    held: int
    needed: float
    worst: str

    @property
    def share(self) -> float:
        """The share of paths in which it holds."""
        return self.held / self.count


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """A check of the plan (or a built-in one) after a run; `failed_step` counts from 1 and is 0 when it holds.

    Over many paths the step, the sides and the shortfall are those of the path in which it fails first.
    """

    view: CheckView
    is_ok: bool
    is_undefined: bool
    failed_step: int
    failed_on: date | None
    left: float | None
    right: float | None
    shortfall: float | None
    paths: CheckPaths | None = None

    @property
    def name(self) -> str:
        """The name of the check."""
        return self.view.name

    @property
    def is_failure(self) -> bool:
        """Whether this fails the plan; a `warn` never does."""
        return not self.is_ok and self.view.keyword == "check"


@dataclass(frozen=True, slots=True)
class Short:
    """A flow that was not paid in full: by how much in all, in how many steps, and in which first."""

    view: FlowView
    total: float
    count: int
    first_step: int


@dataclass(frozen=True, slots=True)
class AuditRow:
    """What a `note` wrote down in one step."""

    view: NoteView
    step: int
    values: tuple[float | str, ...]


class Run:
    """One computed path of a plan: `run["cash"]` is a number, a text, or a list with one value a step or a row."""

    def __init__(
        self, graph: Graph, result: Result, scenario: str | None, make_paths: Callable[[], Paths] | None = None
    ) -> None:
        self.graph = graph
        self.result = result
        self.scenario = scenario
        self._make_paths = make_paths
        self._paths: Paths | None = None
        self._shares: frozenset[int] | None = None

    @property
    def shares(self) -> frozenset[int]:
        """The quantities without a unit that are read as percentages."""
        if self._shares is None:
            from plainplan.graph.shares import find_shares

            self._shares = find_shares(self.graph)
        return self._shares

    # Any: a number, or a text in a column of texts.
    def __getitem__(self, name: str) -> float | str | list[Any]:
        found = self.graph.by_name[name]
        return self.value(found) if self.graph.quantities[found].axis == SCALAR else self.numbers(found)

    def value(self, quantity: int, step: int | None = None) -> float | str:
        """The value of a quantity, of a series that in a step counted from 1 (the last one unless said)."""
        return self.result.value(quantity, step)

    def number(self, quantity: int, step: int | None = None) -> float:
        """The same for a quantity that is no text."""
        found = self.result.value(quantity, step)
        return math.nan if isinstance(found, str) else found

    def numbers(self, quantity: int) -> list[float]:
        """The values of a number in every step, or in every row of a table."""
        return self.result.series(quantity)

    def numbers_in_plan_currency(self, quantity: int) -> list[float]:
        """The values of money in every step, what is in another currency at the rate of the step."""
        rate = self.graph.by_name.get(f"fx.{self.graph.quantities[quantity].type.currency}")
        amounts = self.numbers(quantity)
        return (
            amounts if rate is None else [amount * now for amount, now in zip(amounts, self.numbers(rate), strict=True)]
        )

    def values(self, quantity: int) -> list[float | str]:
        """The values of a column of a table or of a list, which may be texts."""
        return list(self.result.series(quantity))

    def table(self, name: str) -> list[dict[str, float | str]]:
        """The rows of a table or a data file, or the cells of a grid: values by the names of the columns."""
        from plainplan.api.tables import rows_of

        return rows_of(self, self._view(name))

    def _view(self, name: str) -> TableView:
        from plainplan.api.tables import table_views

        views = {view.name: view for view in table_views(self.graph)}
        return views[name]

    def value_in_step(self, quantity: int, step: int | None) -> float | str:
        """The value as a workbook asks for it: steps counted from 0, None for a constant."""
        return self.result.value(quantity, None if step is None else step + 1)

    @property
    def graph_in_force(self) -> Graph:
        """The graph with the values that this run had for its inputs."""
        return replace(self.graph, quantities=[self._in_force(quantity) for quantity in self.graph.quantities])

    @property
    def dates(self) -> list[date]:
        """The last day of every step, for which balances are given; of a business day that day."""
        return [serial_date(serial) for serial in self.numbers(self.graph.named_day)]

    @property
    def net_worth(self) -> list[float]:
        """What is owned less what is owed, at the close of every step."""
        return self.numbers(self.graph.well_known["net_worth"])

    @property
    def net_worth_initial(self) -> float:
        """The net worth when the plan begins, before anything happens."""
        return math.fsum(
            (-1 if account.keyword == "debt" else 1) * self.number(account.opening, 1) * self._exchange(account)
            for account in self.graph.accounts
        )

    @property
    def net_worth_today(self) -> list[float] | None:
        """The net worth in money of the plan's start; None when prices never move."""
        found = self.graph.by_name.get("price_level.closing")
        levels = [1.0] if found is None else self.numbers(found)
        if all(level == 1 for level in levels):
            return None
        return [worth / level if level else math.nan for worth, level in zip(self.net_worth, levels, strict=True)]

    @property
    def starts(self) -> list[date]:
        """The first day of every step."""
        return [serial_date(serial) for serial in self.numbers(self.graph.well_known["date"])]

    @property
    def paths(self) -> Paths | None:
        """All paths of a scenario that has several, of which this run shows the first; else None."""
        if self._paths is None and self._make_paths is not None:
            self._paths = self._make_paths()
        return self._paths

    @property
    def windows(self) -> WindowsView | None:
        """The windows of history of its scenario, if that rolls through any."""
        scenarios = self.graph.scenarios
        views = (view for view in self.graph.windows if scenarios[view.scenario - 1][0] == self.scenario)
        return next(views, None)

    @property
    def window(self) -> str | None:
        """Where the window of history starts that this run shows: `1966`; None where the scenario has none."""
        view = self.windows
        if view is None:
            return None
        return dict(zip(view.starts, view.labels, strict=True)).get(self.number(view.start))

    @property
    def checks(self) -> list[CheckOutcome]:
        """Every check of the plan and the built-in ones, in file order; over all paths where there are several."""
        return self.checks_shown if self.paths is None else self.paths.checks

    @property
    def checks_shown(self) -> list[CheckOutcome]:
        """Every check in the path that this run shows, whatever becomes of it in others."""
        return [self._check(view) for view in self.graph.checks if self._is_tried(view)]

    @property
    def is_ok(self) -> bool:
        """Whether every `check` holds."""
        return not any(check.is_failure for check in self.checks)

    @property
    def shorts(self) -> list[Short]:
        """The flows that were not paid in full."""
        found = [self._short(view) for view in self.graph.flows]
        return [short for short in found if short is not None]

    @property
    def notes(self) -> list[AuditRow]:
        """The audit rows, in the order of time."""
        rows = []
        for view in self.graph.notes:
            for step in range(1, self.graph.steps + 1):
                if view.flag is None or self.number(view.flag, step) == 1:
                    rows.append(AuditRow(view, step, tuple(self.value(value, step) for value in view.values)))
        return sorted(rows, key=lambda row: row.step)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """A diagnostic for each check that fails and each warning that is raised."""
        from plainplan.api.failures import describe_failures

        return describe_failures([[(self, check)] for check in self.checks if not check.is_ok])

    def is_undefined(self, quantity: int, step: int) -> bool:
        """Whether a quantity has no value in a step."""
        found = self.value(quantity, step)
        return not isinstance(found, str) and math.isnan(found)

    @property
    def undefined(self) -> list[Cause]:
        """The first causes of all that is undefined, earliest first; empty when every figure is defined."""
        return self.result.undefined()

    @property
    def exactness(self) -> Exactness:
        """How far the figures are from those of the same plan in 50 digits, which are computed for this."""
        from plainplan.evaluate.exact import measure_exactness

        return measure_exactness(self.result)

    def named_series(self) -> list[Quantity]:
        """Every series that a reader knows by name, in the order of the graph."""
        return [
            quantity
            for quantity in self.graph.quantities
            if (quantity.axis == TIME or (quantity.axis == SCALAR and quantity.type.is_series))
            and quantity.input is None
            and not quantity.is_helper
            and "#" not in quantity.name
        ]

    def frame(self, table: str | None = None) -> pandas.DataFrame:
        """The series as a pandas frame: a row a step by its last day, a column a name; or the rows of a table."""
        from plainplan.api.frames import make_frame, make_table_frame

        return make_frame(self) if table is None else make_table_frame(self, self._view(table))

    def _in_force(self, quantity: Quantity) -> Quantity:
        facts = quantity.input
        if facts is None or facts.value == self.result.inputs[quantity.id]:
            return quantity
        return replace(quantity, input=replace(facts, value=self.result.inputs[quantity.id]))

    def _exchange(self, account: AccountView) -> float:
        """What one unit of an account's currency is worth when the plan begins."""
        rate = self.graph.by_name.get(f"fx.{account.type.currency}")
        return 1 if rate is None else self.number(rate, 1)

    def _is_tried(self, view: CheckView) -> bool:
        return view.scenario in (None, self.scenario or BASE)

    def _check(self, view: CheckView) -> CheckOutcome:
        ok = self.number(view.ok)
        is_undefined = math.isnan(ok)
        step = self.number(view.failed_step)
        failed_step = 0 if math.isnan(step) else int(step)
        at = failed_step or None

        def side(quantity: int | None) -> float | None:
            return None if quantity is None else self.number(quantity, at)

        return CheckOutcome(
            view=view,
            is_ok=ok == 1,
            is_undefined=is_undefined,
            failed_step=failed_step,
            failed_on=self.dates[failed_step - 1] if failed_step else None,
            left=side(view.left),
            right=side(view.right),
            shortfall=None if view.shortfall is None else self.number(view.shortfall),
        )

    def _short(self, view: FlowView) -> Short | None:
        if view.short is None:
            return None
        tolerance = self.number(self.graph.well_known["money_tolerance"])
        amounts = self.numbers(view.short)
        missing = [step for step, amount in enumerate(amounts, 1) if amount > tolerance]
        if not missing:
            return None
        return Short(view, math.fsum(amounts[step - 1] for step in missing), len(missing), missing[0])


def serial_date(serial: float) -> date:
    """The day of an Excel serial number."""
    from datetime import date

    return date.fromordinal(int(serial) + EXCEL_DAY_ZERO)
