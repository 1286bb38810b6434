"""What a report shows: figures, household statements at their dates, and the variance of budget and actuals."""

from __future__ import annotations

from calendar import monthrange

from plainplan.check.context import PLAN_PLACE, Context
from plainplan.check.dates import as_text, month_before, require_in_plan, require_order, static_date
from plainplan.check.fitting import fits
from plainplan.check.length import Day
from plainplan.check.model import DataFacts, StatementRequest, StatementTime
from plainplan.check.suggestions import did_you_mean
from plainplan.diagnostics import Label
from plainplan.dimensions import DATE, MONTHS_IN_YEAR, NUMBER, describe, money
from plainplan.source import Span
from plainplan.syntax import nodes

STATEMENTS = ("balance", "cash_flow", "ratios")
VARIANCE = "variance"
GREATEST_VARIANCE = 10


def check_report(context: Context, report: nodes.Report) -> None:
    """Check what a report shows."""
    for item in report.items:
        match item.keyword:
            case "statement":
                _check_statement(context, item)
            case "variance":
                _check_variance(context, item)
            case "chart":
                from plainplan.check.charts import check_chart

                check_chart(context, item)
            case _:
                context.infer(item.values[0], PLAN_PLACE)


def _check_statement(context: Context, item: nodes.ReportItem) -> None:
    assert item.kind is not None
    name = item.kind.name
    if name not in STATEMENTS:
        context.report(
            "unknown-household-statement",
            f"there is no household statement `{name}`",
            item.kind.span,
            notes=(f"the household statements: {', '.join(STATEMENTS)}",),
            help=did_you_mean(name, STATEMENTS),
        )
        return
    if not _has_accounts(context, item):
        return
    dates = [_date_of(context, value) for value in item.values]
    if any(date is None for date in dates):
        return
    if name == "balance" and len(dates) > 1:
        context.report(
            "balance-over-period",
            "`balance` is of one date, and this is a period",
            Span(item.span.source, item.values[0].span.start, item.span.end),
            help=None if dates[1] is None else f"write `statement balance at {as_text(month_before(dates[1]))}`",
        )
        return
    for number, value in enumerate(item.values):
        require_in_plan(context, value, is_start=len(dates) > 1, is_end=number > 0)
    if len(dates) > 1:
        require_order(context, item.values[0], item.values[1])
    context.model.statements.append(StatementRequest(name, _time_of(item, dates), item.span))


def _has_accounts(context: Context, item: nodes.ReportItem) -> bool:
    for declaration in context.model.declarations:
        if isinstance(declaration, nodes.Account) and declaration.keyword in ("asset", "debt"):
            return True
    context.report("no-account", "a household statement is of accounts, and the plan has none", item.span)
    return False


def _date_of(context: Context, value: nodes.Expression) -> Day | None:
    """The date of a statement, which the workbook writes into a cell: it has to be known before the plan runs."""
    context.infer(value, PLAN_PLACE)
    if not fits(context, value, DATE, "`statement`"):
        return None
    date = static_date(context, value)
    if date is None:
        context.report("series-not-constant", "the date of a statement must be constant", value.span)
    return date


def _time_of(item: nodes.ReportItem, dates: list[Day | None]) -> StatementTime | None:
    match dates:
        case [date] if date is not None:
            # A month alone means its end, for which balances are given.
            is_month = isinstance(item.values[0], nodes.Date) and item.values[0].day is None
            day = monthrange(date[0], date[1])[1] if is_month else date[2]
            return StatementTime(date[0], date[1], day, MONTHS_IN_YEAR, item.span)
        case [begin, end] if begin is not None and end is not None:
            year, month = (end[0], end[1] - 1) if end[1] > 1 else (end[0] - 1, MONTHS_IN_YEAR)
            months = (end[0] - begin[0]) * MONTHS_IN_YEAR + end[1] - begin[1]
            return StatementTime(year, month, monthrange(year, month)[1], months, item.span)
    return None


def _has_actual(declaration: nodes.Declaration) -> bool:
    return isinstance(declaration, nodes.Account) and any(item.name.name == "actual" for item in declaration.properties)


def check_actual(context: Context, value: nodes.Expression, *, is_balance: bool) -> None:
    """`actual:` is a column of a data file: rows by the plan's step, in the plan's currency, without a blank."""
    own = context.infer(value, PLAN_PLACE)
    if own.is_unknown:
        return
    symbol = context.model.symbols.get(id(value))
    if symbol is None or symbol.kind != "column" or not isinstance(symbol.scope, nodes.Data):
        context.report(
            "actual-without-data",
            "`actual` needs a column of a data file",
            value.span,
            marker=f"this is {describe(own)} of the plan's own",
        )
        return
    name, facts = symbol.scope.name.name, context.model.data[symbol.scope.name.name]
    if facts.period != context.model.facts.step:
        told = f"has rows by {facts.period}" if facts.period else "does not say of which period its rows are"
        context.report(
            "actual-by-other-period",
            f"`{name}` {told}, and the plan's step is a {context.model.facts.step}",
            value.span,
            labels=(Label(symbol.scope.name.span, "the data"),),
            help=f"write `data {name} from {symbol.scope.path.span.text} by {context.model.facts.step}`",
        )
        return
    is_flow = own.is_money_flow and not is_balance
    if not is_flow and not fits(context, value, money(own.currency or context.currency), "`actual`"):
        return
    if own.currency != context.currency:
        context.report(
            "currency-mismatch",
            f"actual figures are in the plan's {context.currency}, and these are in {own.currency}",
            value.span,
        )
        return
    _check_blanks(context, value, facts, symbol.name.partition(".")[2])


def _check_blanks(context: Context, value: nodes.Expression, facts: DataFacts, column: str) -> None:
    figures = facts.column(column).values
    blanks = sum(1 for figure in figures if figure != figure)
    if blanks:
        context.report(
            "blank-actual",
            f"{blanks} of {len(figures)} rows of `{value.span.text}` are blank: nothing paid is 0",
            value.span,
            notes=(f"the file is {facts.path}",),
        )


def _check_variance(context: Context, item: nodes.ReportItem) -> None:
    """The threshold is a constant share of the budget: a cell of the workbook, or a link to one."""
    value = item.values[0]
    own = context.infer(value, PLAN_PLACE)
    if own.is_unknown or not fits(context, value, NUMBER, "`variance over`"):
        return
    if own.is_series:
        context.report("series-not-constant", "the threshold of a variance must be constant", value.span)
        return
    if isinstance(value, nodes.Number) and not _is_share(context, value):
        return
    if context.model.variance_over is not None:
        context.report("duplicate-line", "`variance over` is said once, and this is the second", item.span)
        return
    if not any(_has_actual(declaration) for declaration in context.model.declarations):
        context.report(
            "variance-without-actuals", "no income, expense or account has an `actual:` to compare with", item.span
        )
        return
    context.model.variance_over = value
    context.model.statements.append(StatementRequest(VARIANCE, None, item.span))


def _is_share(context: Context, value: nodes.Number) -> bool:
    """Whether a written threshold is one; what was meant as a percentage is told."""
    if value.value > GREATEST_VARIANCE:
        context.report(
            "out-of-range", f"a variance is told over at most 1,000%, and this is {value.span.text}", value.span
        )
        return False
    if value.value >= 1 and not value.text.endswith(("%", "bp")):
        context.report(
            "out-of-range",
            f"`{value.text}` is {value.value * 100:,.10g}%",
            value.span,
            help=f"write `{value.text}%`",
            severity="warning",
        )
    return True
