"""The special forms: functions of the language that need more than the values of their arguments."""

from __future__ import annotations

from plainplan.records import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """One special form: its name, how it is written, and one sentence."""

    name: str
    signature: str
    sentence: str


FORMS = {
    form.name: form
    for form in (
        Form("prev", "prev(x, start: v)", "the value of x at the close of the step before; v in the first step"),
        Form("at", "at(x, 2030-01)", "the value of x in the step that contains a date"),
        Form("first", "first(x)", "the value of x in the first step"),
        Form("final", "final(x)", "the value of x in the last step"),
        Form(
            "sum",
            "sum(x) · sum(a, b, …) · sum(x, from: D, until: E) · sum(x, last: 12 months)",
            "the sum of x over time, or of several values",
        ),
        Form("mean", "mean(x) · mean(x, from: D, until: E) · mean(x, last: 12 months)", "the mean of x over time"),
        Form(
            "min", "min(x) · min(a, b, …) · min(x, last: 12 months)", "the least of x over time, or of several values"
        ),
        Form(
            "max",
            "max(x) · max(a, b, …) · max(x, last: 12 months)",
            "the greatest of x over time, or of several values",
        ),
        Form("sd", "sd(x) · sd(x, last: 12 months)", "the standard deviation of x over time (of a sample)"),
        Form("cumulative", "cumulative(x)", "the sum of x from the first step to this one"),
        Form("smooth", "smooth(x, share)", "x in the first step, then v + share × (x − v): exponential smoothing"),
        Form("by_year", "by_year(2026: v, 2027..2030: v, otherwise: v)", "a value for each calendar year"),
        Form(
            "by_date",
            "by_date(2026-01: v, 2026-02: v, otherwise: v)",
            "a value for each month that is named; for each week or day in a plan of such steps",
        ),
        Form("since", "since(2026-01: v, 2030-07: v, otherwise: v)", "the value that was set last"),
        Form(
            "fall",
            "fall(85%, over: 4 years, from: 2027-01, otherwise: r)",
            "the steady yearly return that makes a fall, and r outside it",
        ),
        Form(
            "rise",
            "rise(25%, over: 6 months, from: 2027-01, otherwise: r)",
            "the steady yearly return that makes a rise, and r outside it",
        ),
        Form("lookup", "lookup(x, 18: v, 65: v, otherwise: v)", "the value of the last key that x has reached"),
        Form("brackets", "brackets(x, 0: 5%, 59萬: 12%)", "the sum of each rate times the part of x in its bracket"),
        Form("choose", "choose(condition: v, …, otherwise: v)", "the value of the first condition that holds"),
        Form("growth", "growth(r, d)", "how much a rate grows over a length of time: (1 + r)^(d ÷ period) − 1"),
        Form("compound", "compound(r, d)", "the factor of a rate over a length of time: (1 + r)^(d ÷ period)"),
        Form(
            "whole_periods",
            "whole_periods(d)",
            "how many whole periods of the block, or steps, a length of time has; in a plan of days its days are steps",
        ),
        Form(
            "nominal", "nominal(x) · nominal(effective, n)", "real money at today's prices; with two numbers, Excel's"
        ),
        Form("real", "real(x) · real(x, closing)", "nominal money at the prices of the plan's start"),
    )
}
