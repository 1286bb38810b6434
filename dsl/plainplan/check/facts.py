"""The `plan` block, read before anything else: currency, first day, number and length of the steps."""

from __future__ import annotations

from plainplan.check.length import Day, add_days, end_after, steps_in, workday
from plainplan.check.model import PlanFacts
from plainplan.check.properties import PLAN
from plainplan.check.suggestions import did_you_mean
from plainplan.check.words import PERIOD_WORDS
from plainplan.diagnostics import Diagnostic, Label
from plainplan.dimensions import BUSINESS_DAYS, CURRENCIES, DAYS_IN, DAYS_IN_YEAR, MONTHS_IN, days_in
from plainplan.records import dataclass
from plainplan.source import Span
from plainplan.syntax import nodes
from plainplan.syntax.fold import plain_text

GREATEST_STEPS = 16_000
GREATEST_YEAR = 9999
FIRST_DAY = (1900, 3, 1)
SECOND_DAY = (1900, 3, 2)
CALCULATOR = PlanFacts(
    label="",
    currency="TWD",
    start=(2000, 1, 1),
    end=(2001, 1, 1),
    steps=1,
    step="year",
    step_months=12,
    inflation=None,
    locale="zh-TW",
    node=None,
    is_calculator=True,
)


@dataclass(frozen=True, slots=True)
class Length:
    """How long the plan is, as written: so many periods."""

    count: int
    period: str
    node: nodes.Expression


def read_facts(file: nodes.File) -> tuple[PlanFacts | None, list[Diagnostic]]:
    """The facts of a plan file; None when its steps cannot be told. A file without a plan block is a calculator."""
    plans = [declaration for declaration in file.declarations if isinstance(declaration, nodes.Plan)]
    if not plans:
        return CALCULATOR, []
    reader = _Reader()
    for other in plans[1:]:
        reader.report(
            "duplicate-plan",
            "a file holds one plan",
            other,
            labels=(Label(_head(plans[0]), "the first one"),),
        )
    return reader.read(plans[0]), reader.diagnostics


def _head(plan: nodes.Plan) -> Span:
    return plan.span._replace(end=plan.span.start + len("plan"))


class _Reader:
    """Reads one plan block, property by property."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def report(
        self,
        code: str,
        message: str,
        node: nodes.Node,
        *,
        labels: tuple[Label, ...] = (),
        notes: tuple[str, ...] = (),
        help: str | None = None,
    ) -> None:
        span = _head(node) if isinstance(node, nodes.Plan) else node.span
        self.diagnostics.append(Diagnostic(code, message, span, "", labels, notes, help))

    def read(self, plan: nodes.Plan) -> PlanFacts | None:
        values = {item.name.name: item.value for item in reversed(plan.properties)}
        currency = self._currency(values.get("currency"))
        # Of an unknown step only the plan is at fault: every block can run in a plan of months.
        step = self._word("step", values.get("step"), "year", "month")
        locale = self._word("locale", values.get("locale"), "zh-TW")
        holidays = self._holidays(values.get("holidays"), step)
        start = self._start(values.get("start"), step)
        length = self._length(values)
        for name, example in (("start", "start: 2026-01"), ("years", "years: 40")):
            if name not in values and not (name == "years" and "length" in values):
                self.report("missing-property", f"the plan has no `{name}:`", plan, help=f"write `{example}`")
        if start is None or length is None:
            return None
        if step == "day":
            # What begins on a day off begins with the next business day.
            start = workday(add_days(start, -1), 1, holidays)
        steps = self._steps(step, start, length, holidays)
        if steps is None:
            return None
        return PlanFacts(
            label=plan.label or "",
            currency=currency,
            start=start,
            end=end_after(step, start, steps, holidays),
            steps=steps,
            step=step,
            step_months=MONTHS_IN.get(step, 0),
            inflation=values.get("inflation"),
            locale=locale,
            node=plan,
            holidays=holidays,
        )

    def _steps(self, step: str, start: Day, length: Length, holidays: tuple[Day, ...]) -> int | None:
        """The whole number of steps in the plan's length."""
        limit = f"a plan has at most {GREATEST_STEPS:,} and ends by {GREATEST_YEAR}"
        years = length.count * days_in(length.period) / DAYS_IN_YEAR
        if step == "day" and length.period == "day":
            years *= DAYS_IN["week"] / BUSINESS_DAYS
        if start[0] + years > GREATEST_YEAR:
            self.report("too-many-steps", f"the plan would end in {start[0] + int(years):,}, and {limit}", length.node)
            return None
        steps = steps_in(step, start, length.count, length.period, holidays)
        if steps > GREATEST_STEPS:
            told = f"{length.count:,} {length.period}s in steps of a {step} are {int(steps):,} steps"
            self.report("too-many-steps", f"{told}, and {limit}", length.node)
            return None
        if steps < 1 or steps != int(steps):
            whole = max(1, round(length.count * days_in(length.period) / days_in(step)))
            self.report(
                "period-too-short",
                f"the plan's step is a {step}, and `{length.node.span.text}` is no whole number of them",
                length.node,
                help=f"write `{whole} {step}{'s' if whole > 1 else ''}`",
            )
            return None
        return int(steps)

    def _length(self, values: dict[str, nodes.Expression]) -> Length | None:
        years, length = values.get("years"), values.get("length")
        if length is None:
            count = self._years(years)
            return None if count is None or years is None else Length(count, "year", years)
        if years is not None:
            self.report(
                "conflicting-properties",
                "`years` and `length` both say how long the plan is",
                length,
                labels=(Label(years.span, "the first of them"),),
            )
            return None
        period = PERIOD_WORDS.get(length.unit.name if isinstance(length, nodes.Number) and length.unit else "")
        if period is None or not isinstance(length, nodes.Number):
            self.report(
                "type-mismatch", "`length` needs a length of time that is written out", length, help="write `6 months`"
            )
            return None
        if length.value < 1 or length.value != int(length.value):
            self.report(
                "out-of-range", f"`length` is a whole number of {period}s from 1, not `{length.span.text}`", length
            )
            return None
        return Length(int(length.value), period, length)

    def _holidays(self, value: nodes.Expression | None, step: str) -> tuple[Day, ...]:
        """The days without a step, in a plan of days."""
        if value is None:
            return ()
        if step != "day":
            self.report("conflicting-properties", f"a plan whose step is a {step} has no use for `holidays`", value)
            return ()
        items = value.items if isinstance(value, nodes.List) else ()
        days = tuple((item.year, item.month, item.day) for item in items if isinstance(item, nodes.Date) and item.day)
        if not items or len(days) < len(items) or min(days) < FIRST_DAY:
            self.report(
                "type-mismatch",
                "`holidays` needs a list of days that are written out",
                value,
                help="write `[2026-02-16, 2026-02-17]`",
            )
            return ()
        return days

    def _currency(self, value: nodes.Expression | None) -> str:
        if value is None:
            return PLAN["currency"].default or "TWD"
        if isinstance(value, nodes.Name) and value.name in CURRENCIES:
            return value.name
        self.report(
            "unknown-currency",
            f"`{value.span.text}` is no currency that is known here",
            value,
            help=did_you_mean(value.span.text, sorted(CURRENCIES)),
        )
        return "TWD"

    def _word(self, name: str, value: nodes.Expression | None, default: str, otherwise: str | None = None) -> str:
        if value is None:
            return default
        choices = PLAN[name].choices
        text = value.value if isinstance(value, nodes.Text) else plain_text(value.span).replace(" ", "")
        if text in choices:
            return text
        self.report(
            "unknown-word",
            f"`{name}` is {', '.join(choices[:-1])} or {choices[-1]}, not `{text}`",
            value,
            help=did_you_mean(text, choices),
        )
        return otherwise or default

    def _start(self, value: nodes.Expression | None, step: str) -> Day | None:
        if value is None:
            return None
        if isinstance(value, nodes.Binary) and value.span.text.replace("-", "").isdecimal():
            # What looks like a date, and is a difference of numbers: `9999-12-30`.
            self.report("out-of-range", f"a plan starts between 1900-03 and 2999-12, not {value.span.text}", value)
            return None
        if not isinstance(value, nodes.Date):
            self.report("type-mismatch", "`start` needs a month that is written out", value, help="write `2026-01`")
            return None
        day = value.day or 1
        if day != 1 and step in MONTHS_IN:
            self.report(
                "out-of-range",
                "a plan starts on the first day of a month, because a step covers whole months",
                value,
                help=f"write `{value.year}-{value.month:02}`",
            )
            day = 1
        # Where a step is a business day, the day before the start is reckoned with too.
        first = SECOND_DAY if step == "day" else FIRST_DAY
        if (value.year, value.month, day) < first:
            told = "{:04}-{:02}-{:02}".format(*first)
            self.report(
                "date-too-early", f"`{value.span.text}` is before {told}, where calendars of workbooks begin", value
            )
            return None
        return value.year, value.month, day

    def _years(self, value: nodes.Expression | None) -> int | None:
        if value is None:
            return None
        number = value.value if isinstance(value, nodes.Number) else None
        if number is None or (isinstance(value, nodes.Number) and value.unit is not None):
            meant = value.text if isinstance(value, nodes.Number) else "40"
            self.report(
                "type-mismatch", "`years` needs a whole number that is written out", value, help=f"write `{meant}`"
            )
            return None
        if number < 1 or number > GREATEST_STEPS * 12 or number != int(number):
            if number > GREATEST_STEPS:
                self.report(
                    "too-many-steps", f"a plan has at most {GREATEST_STEPS:,} steps and ends by {GREATEST_YEAR}", value
                )
            else:
                self.report("out-of-range", f"`years` is a whole number from 1, not `{value.span.text}`", value)
            return None
        return int(number)
