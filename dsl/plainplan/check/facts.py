"""The `plan` block, read before anything else: currency, first month, number and length of the steps."""

from __future__ import annotations

from plainplan.check.model import PlanFacts
from plainplan.check.properties import PLAN
from plainplan.check.suggestions import did_you_mean
from plainplan.diagnostics import Diagnostic, Label
from plainplan.dimensions import CURRENCIES, MONTHS_IN
from plainplan.source import Span
from plainplan.syntax import nodes
from plainplan.syntax.fold import plain_text

GREATEST_STEPS = 16_000
GREATEST_YEAR = 9999
CALCULATOR = PlanFacts(
    label="",
    currency="TWD",
    start=(2000, 1, 1),
    steps=1,
    step="year",
    step_months=12,
    inflation=None,
    locale="zh-TW",
    node=None,
    is_calculator=True,
)


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
        start = self._start(values.get("start"))
        years = self._years(values.get("years"))
        for name in ("start", "years"):
            if name not in values:
                example = {"start": "start: 2026-01", "years": "years: 40"}[name]
                self.report("missing-property", f"the plan has no `{name}:`", plan, help=f"write `{example}`")
        if start is None or years is None:
            return None
        steps = years * 12 // MONTHS_IN[step]
        if steps > GREATEST_STEPS or start[0] + years > GREATEST_YEAR:
            limit = (
                f"{years:,} years in steps of a {step} are {steps:,} steps"
                if steps > GREATEST_STEPS
                else f"the plan would end in {start[0] + years:,}"
            )
            self.report(
                "too-many-steps",
                f"{limit}, and a plan has at most {GREATEST_STEPS:,} and ends by {GREATEST_YEAR}",
                values["years"],
            )
            return None
        return PlanFacts(
            label=plan.label or "",
            currency=currency,
            start=start,
            steps=steps,
            step=step,
            step_months=MONTHS_IN[step],
            inflation=values.get("inflation"),
            locale=locale,
            node=plan,
        )

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

    def _start(self, value: nodes.Expression | None) -> tuple[int, int, int] | None:
        if value is None:
            return None
        if isinstance(value, nodes.Binary) and len(value.span.text) == len("9999-12"):
            self.report("out-of-range", f"a plan starts between 1900-03 and 2999-12, not {value.span.text}", value)
            return None
        if not isinstance(value, nodes.Date):
            self.report("type-mismatch", "`start` needs a month that is written out", value, help="write `2026-01`")
            return None
        if value.day not in (None, 1):
            self.report(
                "out-of-range",
                "a plan starts on the first day of a month, because a step covers whole months",
                value,
                help=f"write `{value.year}-{value.month:02}`",
            )
        if (value.year, value.month) < (1900, 3):
            self.report(
                "date-too-early", f"`{value.span.text}` is before 1900-03-01, where calendars of workbooks begin", value
            )
            return None
        return value.year, value.month, 1

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
