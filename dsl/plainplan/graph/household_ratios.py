"""Ratios: what the household owes, how long it could go on, what it saves, and the income at which it is even."""

from __future__ import annotations

from plainplan.dimensions import NUMBER, duration, rate_per
from plainplan.graph.builder import ONE, ZERO, divided, minus, negative, plus, times
from plainplan.graph.household_balance import Balances
from plainplan.graph.household_cash_flow import CashFlow
from plainplan.graph.household_period import Household
from plainplan.graph.household_standards import plain_ratio, ratio
from plainplan.graph.nodes import Compare, If, InputFacts, StatementLine, StatementView

FREEDOM_RETURN = 0.05
# Of the text's self-test; how long a family needs until it stands on its own feet again is the adviser's to say.
YEARS_TO_COVER = 8.0


def add_ratios(household: Household, balances: Balances, flow: CashFlow) -> StatementView:
    """Every ratio of the statements, with what it is measured by."""
    words = household.words
    lines = [
        *_structure(household, balances),
        *_reserve(household, balances, flow),
        *_income(household, balances, flow),
        *_long_run(household, balances, flow),
    ]
    heads = tuple(words(key) for key in ("value", "good", "limit", "light"))
    return StatementView("ratios", words("ratios"), heads, tuple(lines))


def _structure(household: Household, balances: Balances) -> list[StatementLine]:
    market, debts, worth = balances.market, balances.debts, balances.worth
    productive = household.cell(
        "productive_assets", household.words("productive"), plus(market["liquid"], market["investment"])
    )
    return [
        ratio(household, "debt", debts[""], market[""]),
        ratio(household, "self_use_leverage", debts["self_use"], market["self_use"]),
        ratio(household, "investment_leverage", debts["investment"], market["investment"]),
        ratio(household, "consumption_leverage", debts["consumption"], market["liquid"]),
        plain_ratio(household, "self_use_worth", worth["self_use"], worth[""]),
        plain_ratio(household, "investment_worth", worth["investment"], worth[""]),
        ratio(household, "productive", productive, market[""]),
    ]


def _reserve(household: Household, balances: Balances, flow: CashFlow) -> list[StatementLine]:
    """How many months the outlays of a month can go on without income."""
    words, totals = household.words, flow.totals
    service = household.over_period("debt_service", words("debt_service"), flow.service)
    deducted = household.sum_of("proportional", words("net_ratio"), flow.proportional)
    interest = household.sum_of("interest", words("interest_paid"), flow.interest)
    trading = household.sum_of("trading", words("trading_costs"), flow.trading)
    # Expenses are below zero; taxes and the like fall away with the income, trading need not be done, and interest is
    # part of the debt service.
    others = minus(
        minus(plus(totals["living_expense"], totals["financial_expense"]), deducted), plus(interest, trading)
    )
    fixed = household.cell("fixed_outlay", words("outlay"), minus(service, others))
    outlay = household.cell("outlay", words("outlay"), divided(fixed, household.months))
    totals.update(service=service, deducted=deducted, interest=interest, outlay=outlay)
    return [
        StatementLine(words("outlay"), "line", (outlay.quantity,), "money"),
        ratio(household, "months_by_deposits", balances.market["liquid"], outlay),
        ratio(household, "months_by_sale", balances.sellable, outlay),
        ratio(household, "months_by_worth", balances.worth[""], outlay),
    ]


def _income(household: Household, balances: Balances, flow: CashFlow) -> list[StatementLine]:
    """Savings rates, the burden of debts, freedom, and the income at which the budget is even."""
    words, totals = household.words, flow.totals
    work = totals["working_income"]
    income = household.sum_of("income", words("total_savings"), [work, totals["financial_income"]])
    before_interest = household.cell(
        "before_interest", words("interest_cover"), minus(totals["savings"], totals["interest"])
    )
    rate = household.input(
        "return",
        words("return"),
        rate_per("year"),
        InputFacts(FREEDOM_RETURN, "5%/year", True, "default", source_note=words("note.return")),
    )
    twelve = household.context.builder.number(12, "months_in_year")
    spent = negative(plus(totals["living_expense"], totals["financial_expense"]))
    yearly = household.cell("yearly_spending", words("freedom"), times(divided(spent, household.months), twelve))
    earned = times(plus(balances.market["liquid"], balances.market["investment"]), rate)
    totals["yearly_spending"] = yearly
    lines = [
        ratio(household, "work_savings", totals["working_net"], work),
        ratio(household, "total_savings", totals["savings"], income),
        ratio(household, "debt_service", totals["service"], income),
        ratio(household, "interest_cover", before_interest, negative(totals["interest"])),
        StatementLine(words("return"), "entry", (rate.quantity,), "rate"),
        ratio(household, "freedom", earned, yearly),
    ]
    return [*lines, *_break_even(household, flow)]


def _break_even(household: Household, flow: CashFlow) -> list[StatementLine]:
    """Fixed outlay ÷ net-surplus ratio, where the ratio is what is left of income after taxes and the like."""
    words, totals = household.words, flow.totals
    monthly = household.cell(
        "monthly_income", words("working_income"), divided(totals["working_income"], household.months)
    )
    tolerance = household.context.known["money_tolerance"].quantity
    kept = plus(ONE, divided(totals["deducted"], totals["working_income"]))
    left = household.cell(
        "net_ratio", words("net_ratio"), If(Compare(">", totals["working_income"], ZERO, tolerance), kept, ONE), NUMBER
    )
    none = household.context.builder.number(9.99e307, "nothing_owed")
    even = household.cell(
        "break_even", words("break_even"), If(Compare(">", left, ZERO, None), divided(totals["outlay"], left), none)
    )
    safety = household.cell("safety", words("safety"), minus(monthly, even))
    return [
        StatementLine(words("net_ratio"), "line", (left.quantity,), "share"),
        StatementLine(words("break_even"), "line", (even.quantity,), "money"),
        StatementLine(words("safety"), "line", (safety.quantity,), "money"),
        ratio(household, "margin", safety, monthly),
    ]


def _long_run(household: Household, balances: Balances, flow: CashFlow) -> list[StatementLine]:
    """What has come of the savings of past years, and whether the household could go on without its earner.

    Achievement: net worth ÷ (a year's savings × years worked). Catastrophe: (what can be sold + insurance − debts) ÷
    (a year's spending × years). The text, chapters 6 and 7.
    """
    context, words, totals = household.context, household.words, flow.totals
    worked = household.input("years_worked", words("years_worked"), duration("year"), _years(0.0, ""))
    insured = household.input(
        "insurance",
        words("insurance"),
        context.plan_money,
        InputFacts(0.0, f"0 {context.plan_money.currency}", True, "default", 0.0),
    )
    years = household.input(
        "catastrophe_years", words("catastrophe_years"), duration("year"), _years(YEARS_TO_COVER, words("note.years"))
    )
    twelve = context.builder.number(12, "months_in_year")
    saved = household.cell(
        "past_savings", words("achievement"), times(times(divided(totals["savings"], household.months), twelve), worked)
    )
    covered = minus(plus(balances.sellable, insured), balances.debts[""])
    needed = household.cell("catastrophe_need", words("catastrophe"), times(totals["yearly_spending"], years))
    return [
        StatementLine(words("years_worked"), "entry", (worked.quantity,), "number"),
        ratio(household, "achievement", balances.worth[""], saved),
        StatementLine(words("insurance"), "entry", (insured.quantity,), "money"),
        StatementLine(words("catastrophe_years"), "entry", (years.quantity,), "number"),
        ratio(household, "catastrophe", covered, needed),
    ]


def _years(value: float, note: str) -> InputFacts:
    return InputFacts(value, f"{value:g} years", True, "default", 0.0, source_note=note)
